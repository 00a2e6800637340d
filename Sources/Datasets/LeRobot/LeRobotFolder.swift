import Foundation

/// The folder of a dataset while it is written: it has its final name only once `commit()` has returned.
///
/// Written to `PATH.part`; that is removed again when the object goes away uncommitted.
final class LeRobotFolder {
  let path: String
  /// Where files go meanwhile.
  let partPath: String
  private var isOpen = true

  /// Starts an empty folder, in place of what an earlier process did not finish.
  ///
  /// - Throws: `DatasetError.folder` when there is something at the path already, or its parent cannot
  ///   be written to.
  init(path: String) throws(DatasetError) {
    self.path = path
    partPath = path + ".part"
    try Self.check(path)
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

  /// Goes on with what an earlier process did not finish.
  ///
  /// - Throws: `DatasetError.folder` when that is not there, or something is at the path already.
  init(resuming path: String) throws(DatasetError) {
    self.path = path
    partPath = path + ".part"
    do throws(DatasetError) {
      try Self.check(path)
      guard FileManager.default.fileExists(atPath: partPath + "/meta") else {
        throw .folder(path: path, reason: "was not begun")
      }
    } catch {
      // whatever there is belongs to somebody else
      isOpen = false
      throw error
    }
  }

  deinit {
    if isOpen { try? FileManager.default.removeItem(atPath: partPath) }
  }

  private static func check(_ path: String) throws(DatasetError) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw .folder(path: path, reason: "is there already")
    }
  }

  /// Writes a small file.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(partPath)/\(name)"))
  }

  /// Removes all files but some, which are relative to the folder and must be there.
  func keep(_ files: [String]) throws {
    var missing = Set(files)
    for name in try FileManager.default.subpathsOfDirectory(atPath: partPath).sorted() {
      if missing.remove(name) != nil { continue }
      var isFolder: ObjCBool = false
      let item = "\(partPath)/\(name)"
      _ = FileManager.default.fileExists(atPath: item, isDirectory: &isFolder)
      if !isFolder.boolValue { try FileManager.default.removeItem(atPath: item) }
    }
    if let name = missing.sorted().first {
      throw DatasetError.folder(path: path, reason: "has no \(name)")
    }
  }

  /// Puts the entries of files in the folders that they are in on the disk, not their bytes.
  func syncFolders(of files: [String]) throws(DatasetError) {
    for folder in Set(files.flatMap(Self.folders)).sorted() {
      try Self.sync("\(partPath)/\(folder)")
    }
    try Self.sync(partPath)
  }

  /// Puts files on the disk.
  func sync(_ files: [String]) throws(DatasetError) {
    // the bytes first, then their folders' entries
    for file in files { try Self.sync("\(partPath)/\(file)") }
    try syncFolders(of: files)
  }

  /// Gives the folder, which must be on the disk, its name.
  func commit() throws(DatasetError) {
    guard rename(partPath, path) == 0 else {
      throw .folder(path: path, reason: "cannot be renamed: \(String(cString: strerror(errno)))")
    }
    isOpen = false
    try Self.sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// The folders that a file is in, from the outermost on.
  private static func folders(of file: String) -> [String] {
    let parts = file.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }

  /// Puts a file's bytes or a folder's entries on the disk.
  static func sync(_ path: String) throws(DatasetError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw .folder(path: path, reason: "cannot be synced: \(String(cString: strerror(errno)))")
    }
  }
}
