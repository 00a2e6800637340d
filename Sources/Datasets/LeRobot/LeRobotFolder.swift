import Foundation

/// The folder of a dataset while it is written: it has its final name only once `commit()` has returned.
///
/// Written to `PATH.part`; that is removed again when the object goes away uncommitted.
final class LeRobotFolder {
  let path: String
  /// Where files go meanwhile.
  let partPath: String
  private var isOpen = true

  /// - Throws: `DatasetError.folder` when there is something at the path already, or its parent cannot
  ///   be written to.
  init(path: String) throws(DatasetError) {
    self.path = path
    partPath = path + ".part"
    guard !FileManager.default.fileExists(atPath: path) else {
      throw .folder(path: path, reason: "is there already")
    }
    do {
      if FileManager.default.fileExists(atPath: partPath) {
        try FileManager.default.removeItem(atPath: partPath)
      }
      try FileManager.default.createDirectory(
        atPath: partPath, withIntermediateDirectories: false)
      try FileManager.default.createDirectory(
        atPath: partPath + "/meta", withIntermediateDirectories: false)
    } catch {
      throw .folder(path: path, reason: "cannot be created: \(error.localizedDescription)")
    }
  }

  deinit {
    if isOpen { try? FileManager.default.removeItem(atPath: partPath) }
  }

  /// Writes a small file.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(partPath)/\(name)"))
  }

  /// Syncs the files to disk and renames the folder.
  func commit(_ files: [String]) throws(DatasetError) {
    for file in files { try sync("\(partPath)/\(file)") }
    try sync(partPath)
    guard rename(partPath, path) == 0 else {
      throw .folder(path: path, reason: "cannot be renamed: \(String(cString: strerror(errno)))")
    }
    isOpen = false
  }

  private func sync(_ path: String) throws(DatasetError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw .folder(path: path, reason: "cannot be synced: \(String(cString: strerror(errno)))")
    }
  }
}
