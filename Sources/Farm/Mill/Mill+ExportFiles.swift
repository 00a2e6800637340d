import Catalog
import Datasets
import Foundation

extension Mill {
  /// Makes room for an export and says where it goes: the path of its one file, or of its folder.
  ///
  /// What an export left that did not come to its end is removed, but for what can be gone on with.
  nonisolated func exportPath(of dataset: DatasetRecord) throws -> String {
    let folder = folder(of: dataset)
    let format = DatasetFormat(rawValue: dataset.format) ?? .robomimic
    let path = dataset.isFolder ? folder : "\(folder)/\(dataset.name)\(format.fileEnding)"
    let notes = Self.notes(of: path)
    if !notes.contains(where: FileManager.default.fileExists) { discardExport(of: dataset) }
    // a folder is the version's, which comes into being when all is written
    try DurableFile.makeFolder(
      dataset.isFolder ? String(folder.dropLast("/\(dataset.version)".count)) : folder)
    return path
  }

  /// Where it says how far the export to a path has come.
  private static func notes(of path: String) -> [String] {
    [DatasetLeftovers.checkpoint(of: path), FinishedExport.place(path)]
  }

  /// Removes the notes of exports that the catalog knows to be at their end, which a server that was killed
  /// leaves.
  nonisolated func forgetFinishedExports() async {
    let root = "\(configuration.dataFolder)/datasets"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    for name in names.sorted() where name.hasSuffix(FinishedExport.ending) {
      // NAME/VERSION.done for a folder, NAME/VERSION/FILE.done for a file
      let parts = name.split(separator: "/")
      guard parts.count > 1, let version = parts[1].split(separator: ".").first.flatMap({ Int($0) })
      else { continue }
      let found = try? await catalog.dataset(String(parts[0]), version: version)
      if let found, found.state == .ready || found.state == .failed { unlink("\(root)/\(name)") }
    }
  }

  /// Removes whatever an export wrote: half a dataset is of no use to anybody.
  nonisolated func discardExport(of dataset: DatasetRecord) {
    let folder = folder(of: dataset)
    // a file's notes are in the folder, a folder's beside it
    for path in [folder, folder + ".part"] + Self.notes(of: folder) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

extension DatasetRecord {
  /// Whether it is a folder of files, not one.
  var isFolder: Bool { DatasetFormat(rawValue: format)?.isFolder ?? false }
}
