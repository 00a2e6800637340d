import Foundation
import Synchronization

/// The YAML files of one folder of `Scenes/`.
public enum DataFolder {
  /// The paths of a folder's `.yaml` files, sorted by name.
  ///
  /// - Throws: `AuthoringError` when the folder cannot be read.
  public static func files(in folder: String) throws(AuthoringError) -> [String] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw AuthoringError(file: folder, reason: "is no readable folder")
    }
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
  }

  /// What each of some files gives, in their order.
  ///
  /// In parallel, several are read at a time on as many cores as there are. The threads for that stay, and
  /// each takes some 70 MB of address space: nothing for a process that forks readers of untrusted files,
  /// since their limits count it, and locks that another thread held stay closed in a fork.
  ///
  /// - Throws: the complaint about the first file that is wrong.
  public static func read<File: Sendable, Content: Sendable>(
    _ files: [File], inParallel: Bool = false,
    _ read: @Sendable (File) throws(AuthoringError) -> Content
  ) throws(AuthoringError) -> [Content] {
    guard inParallel else {
      var contents: [Content] = []
      for file in files { contents.append(try read(file)) }
      return contents
    }
    let found = Mutex([Result<Content, AuthoringError>?](repeating: nil, count: files.count))
    DispatchQueue.concurrentPerform(iterations: files.count) { index in
      let content: Result<Content, AuthoringError>
      do throws(AuthoringError) { content = .success(try read(files[index])) } catch {
        content = .failure(error)
      }
      found.withLock { $0[index] = content }
    }
    var contents: [Content] = []
    for case let content? in found.withLock({ $0 }) { contents.append(try content.get()) }
    return contents
  }

  /// The paths of the folders in a folder, sorted by name.
  ///
  /// - Throws: `AuthoringError` when the folder cannot be read.
  public static func folders(in folder: String) throws(AuthoringError) -> [String] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw AuthoringError(file: folder, reason: "is no readable folder")
    }
    return names.sorted().map { "\(folder)/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  /// The version of all `.yaml` files of some folders together.
  ///
  /// - Throws: `AuthoringError` when one cannot be read.
  public static func version(of folders: [String]) throws(AuthoringError) -> String {
    var whole = ""
    for folder in folders {
      for path in try files(in: folder) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
          throw AuthoringError(file: path, reason: "cannot be read")
        }
        whole += "\(URL(fileURLWithPath: path).lastPathComponent):\(FileVersion.of(text))\n"
      }
    }
    return FileVersion.of(whole)
  }

  /// The `Scenes` folder: as given, or `DEMOMILL_SCENES`, or beside the working folder or the
  /// executable, or in a folder above it.
  ///
  /// - Throws: `AuthoringError` when none of them is there.
  public static func locateScenes(given: String?, executable: String) throws(AuthoringError)
    -> String
  {
    let manager = FileManager.default
    if let given = given ?? ProcessInfo.processInfo.environment["DEMOMILL_SCENES"] {
      guard manager.fileExists(atPath: "\(given)/tasks") else {
        throw AuthoringError(file: given, reason: "holds no folder tasks/")
      }
      return URL(fileURLWithPath: given).standardizedFileURL.path
    }
    var folders = [URL(fileURLWithPath: manager.currentDirectoryPath)]
    var above = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
    for _ in 0..<6 {
      above.deleteLastPathComponent()
      folders.append(above)
      folders.append(above.appendingPathComponent("share/demomill"))
    }
    for folder in folders {
      let scenes = folder.appendingPathComponent("Scenes").path
      if manager.fileExists(atPath: "\(scenes)/tasks") { return scenes }
    }
    throw AuthoringError(file: "Scenes", reason: "was not found; name it with --scenes-folder")
  }
}
