import Catalog
import Episodes
import Foundation

/// That the files of an export have their names, in a note beside them until the catalog knows it.
///
/// Should a process die in between, the next one need not write them again.
struct FinishedExport: Codable {
  /// Of the order that they are of.
  var identity: String
  var summary: DatasetOutput.Summary

  /// What decides the bytes of an export: the order, and the program that carries it out.
  static func identity(of order: ExportOrder) throws -> String {
    var text = try CanonicalJSON.encode(order)
    text.append(Data(EngineVersion.current.utf8))
    return BlobStore.sha256(text)
  }

  /// What the notes' names end in.
  static let ending = ".done"

  /// Where the note is, for an export to a path.
  static func place(_ path: String) -> String { path + ending }

  /// What an earlier worker wrote of an order; nil, and nothing of it any more, where that is of no use.
  static func left(_ order: ExportOrder) throws -> DatasetOutput.Summary? {
    let place = place(order.file)
    if let data = FileManager.default.contents(atPath: place),
      let found = try? JSONDecoder().decode(Self.self, from: data),
      found.identity == (try identity(of: order)),
      found.summary.files.allSatisfy({
        DurableFile.isPlain("\(found.summary.folder)/\($0)")
      })
    {
      return found.summary
    }
    try DurableFile.remove(place)
    // a finished folder would be in the way; files and shards are replaced
    if order.format == .lerobot || order.format == .lerobotVideo,
      FileManager.default.fileExists(atPath: order.file)
    {
      try FileManager.default.removeItem(atPath: order.file)
    }
    return nil
  }

  /// Notes that the files of an order are there.
  static func note(_ summary: DatasetOutput.Summary, of order: ExportOrder) throws {
    let note = FinishedExport(identity: try identity(of: order), summary: summary)
    try DurableFile.write(try CanonicalJSON.encode(note), to: place(order.file))
  }

  /// Removes the note of an export to a path.
  static func forget(_ path: String) { unlink(place(path)) }
}
