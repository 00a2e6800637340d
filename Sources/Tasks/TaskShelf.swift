import Authoring

/// The tasks of a folder for a process that needs few of them, and soon: those done in kitchens are read
/// once somebody asks for a task that is none of the others.
///
/// Reading kitchens takes three quarters of the time that all takes.
public final class TaskShelf {
  private let folder: String
  private var library: TaskLibrary
  private var isWhole: Bool

  /// Reads a folder as `TaskLibrary`, all of it at once where `whole` is true.
  ///
  /// - Throws: `AuthoringError` naming file, line and key.
  public init(folder: String, whole: Bool) throws(AuthoringError) {
    self.folder = folder
    library = try TaskLibrary(folder: folder, withKitchens: whole)
    isWhole = whole
  }

  /// The task of a name.
  ///
  /// - Throws: `AuthoringError` when what is read now is wrong.
  public func task(named name: String) throws(AuthoringError) -> TaskDescription? {
    if let task = library.task(named: name) { return task }
    guard !isWhole else { return nil }
    library = try TaskLibrary(folder: folder)
    isWhole = true
    return library.task(named: name)
  }
}
