import Foundation

/// How far a robomimic file had come when all of it was on the disk, beside the unfinished file.
///
/// It is gone while a checkpoint is being made: a process that dies then starts anew.
struct RobomimicCheckpoint: Codable {
  /// What the file is to be; another one's is of no use.
  var identity: String
  /// Of the unfinished file, bytes.
  var size: Int
  var tally: DatasetTally
  var kind: EpisodeCheck.Kind?
  var actionNames: [String]

  /// Episodes between two checkpoints.
  static let every = 500

  /// Where it is, for a file of this path.
  private static func place(_ path: String) -> String { path + ".part.json" }

  /// What an earlier process left; nil where there is nothing of use.
  static func read(_ path: String, identity: String) -> RobomimicCheckpoint? {
    guard let data = FileManager.default.contents(atPath: place(path)),
      let found = try? JSONDecoder().decode(Self.self, from: data), found.identity == identity
    else { return nil }
    return found
  }

  func write(_ path: String) throws(DatasetError) {
    do {
      let data = try JSONEncoder().encode(self)
      try data.write(to: URL(fileURLWithPath: Self.place(path)), options: .atomic)
    } catch { throw .output("\(path): its checkpoint cannot be written: \(error)") }
  }

  static func remove(_ path: String) { unlink(place(path)) }
}
