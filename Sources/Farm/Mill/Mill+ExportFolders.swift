import Foundation

extension Mill {
  /// Removes the folder of a dataset's name where no version of it is left in there.
  nonisolated func discardEmptyFolder(ofDataset name: String) {
    // the system refuses a folder that holds anything
    _ = rmdir("\(configuration.dataFolder)/datasets/\(name)")
  }
}
