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
    for name in Self.contents(of: root) {
      for entry in Self.contents(of: "\(root)/\(name)") {
        // VERSION.done for a folder, VERSION/FILE.done for a file
        guard let version = entry.split(separator: ".").first.flatMap({ Int($0) }) else { continue }
        let place = "\(root)/\(name)/\(entry)"
        let isNote = entry.hasSuffix(FinishedExport.ending)
        let notes =
          isNote
          ? [place]
          : Self.contents(of: place).map { "\(place)/\($0)" }
            .filter { $0.hasSuffix(FinishedExport.ending) }
        guard !notes.isEmpty, let found = try? await catalog.dataset(name, version: version),
          found.state == .ready || found.state == .failed
        else { continue }
        for note in notes { unlink(note) }
      }
    }
  }

  /// The names in a folder, sorted; none of what is no folder.
  private static func contents(of folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// Removes whatever an export wrote: half a dataset is of no use to anybody.
  nonisolated func discardExport(of dataset: DatasetRecord) {
    let folder = folder(of: dataset)
    // a file's notes are in the folder, a folder's beside it
    for path in [folder, folder + ".part"] + Self.notes(of: folder) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// Removes the folder of a dataset's name where no version of it is left in there.
  nonisolated func discardEmptyFolder(ofDataset name: String) {
    // the system refuses a folder that holds anything
    _ = rmdir("\(configuration.dataFolder)/datasets/\(name)")
  }
}

extension DatasetRecord {
  /// Whether it is a folder of files, not one.
  var isFolder: Bool { DatasetFormat(rawValue: format)?.isFolder ?? false }
}
