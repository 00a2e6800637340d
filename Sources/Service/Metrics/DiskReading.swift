import Foundation

/// How full the disk of a data folder is.
struct DiskReading {
  /// Bytes that may still be written.
  var freeBytes: Int
  /// Bytes of the whole file system.
  var sizeBytes: Int

  /// The reading of now; throws when the folder is gone.
  init(folder: String) throws {
    let values = try FileManager.default.attributesOfFileSystem(forPath: folder)
    freeBytes = values[.systemFreeSize] as? Int ?? 0
    sizeBytes = values[.systemSize] as? Int ?? 0
  }
}
