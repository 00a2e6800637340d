import Catalog
import Foundation

extension Mill {
  /// Makes room for an export and says where it goes: the path of its one file, or of its folder.
  ///
  /// What an export left that did not come to its end is removed, but for what can be gone on with.
  nonisolated func exportPath(of dataset: DatasetRecord) throws -> String {
    if dataset.format != DatasetFormat.robomimic.rawValue { discardExport(of: dataset) }
    let folder = folder(of: dataset)
    guard dataset.isFolder else {
      try DurableFile.makeFolder(folder)
      let format = DatasetFormat(rawValue: dataset.format) ?? .robomimic
      return "\(folder)/\(dataset.name)\(format.fileEnding)"
    }
    // the folder is the version's, which comes into being when all is written
    try DurableFile.makeFolder(String(folder.dropLast("/\(dataset.version)".count)))
    return folder
  }

  /// Removes whatever an export wrote: half a dataset is of no use to anybody.
  nonisolated func discardExport(of dataset: DatasetRecord) {
    let folder = folder(of: dataset)
    for path in [folder, folder + ".part"] { try? FileManager.default.removeItem(atPath: path) }
  }
}

extension DatasetRecord {
  /// Whether it is a folder of files, not one.
  var isFolder: Bool { DatasetFormat(rawValue: format)?.isFolder ?? false }
}
