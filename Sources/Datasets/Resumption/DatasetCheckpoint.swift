import Foundation

/// How far a dataset had come when all of it was on the disk, in a file beside what is unfinished of it.
///
/// A writer of the same identity goes on from there. The file goes with this object, so that only a
/// process that died leaves one; without an identity there is none.
final class DatasetCheckpoint<State: Codable> {
  /// What is kept.
  struct Content: Codable {
    /// What the dataset is to be; another one's is of no use.
    var identity: String
    var tally: DatasetTally
    var check: EpisodeCheck.Memory
    /// What the writer has to know besides.
    var state: State
  }

  private let identity: String?
  private let place: String
  private var isThere = false

  /// Of the dataset that will be at a path.
  init(_ path: String, identity: String?) {
    self.identity = identity
    place = DatasetLeftovers.checkpoint(of: path)
  }

  deinit { if isThere { remove() } }

  /// Whether one is kept at all.
  var isKept: Bool { identity != nil }

  /// What an earlier process left; nil, and nothing any more, where that is of no use.
  func left() -> Content? {
    if let identity, let data = FileManager.default.contents(atPath: place),
      let found = try? PropertyListDecoder().decode(Content.self, from: data),
      found.identity == identity
    {
      isThere = true
      return found
    }
    remove()
    return nil
  }

  /// Keeps how far the dataset has come, in place of what was kept before; what it speaks of must be on
  /// the disk.
  func write(
    _ tally: DatasetTally, _ check: EpisodeCheck, _ state: State
  ) throws(DatasetError) {
    guard let identity else { return }
    let content = Content(
      identity: identity, tally: tally, check: check.memory, state: state)
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let data: Data
    do { data = try encoder.encode(content) } catch {
      throw .output("\(place) cannot be written: \(error)")
    }
    let file = try OutputFile(place)
    try file.append([UInt8](data))
    try file.commit()
    isThere = true
  }

  /// From here on nothing can be gone on with.
  func remove() {
    unlink(place)
    isThere = false
  }
}
