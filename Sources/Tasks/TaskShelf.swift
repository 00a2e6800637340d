import Authoring

/// The tasks of a folder for a process that needs few of them, and soon: those done in kitchens are read
/// once somebody asks for a task that is none of the others.
///
/// Reading kitchens takes three quarters of the time that all takes.
public final class TaskShelf {
  private let folder: String
  /// What was read at first stays as it was read.
  private let first: TaskLibrary
  private var whole: TaskLibrary?

  /// Reads a folder as `TaskLibrary`, all of it at once where `whole` is true.
  ///
  /// - Throws: `AuthoringError` naming file, line and key.
  public init(folder: String, whole: Bool) throws(AuthoringError) {
    self.folder = folder
    first = try TaskLibrary(folder: folder, withKitchens: whole)
    self.whole = whole ? first : nil
  }

  /// The task of a name.
  ///
  /// - Throws: `AuthoringError` when what is read now is wrong; the next call reads it again.
  public func task(named name: String) throws(AuthoringError) -> TaskDescription? {
    if let task = first.task(named: name) { return task }
    if let whole { return whole.task(named: name) }
    let library = try TaskLibrary(folder: folder)
    whole = library
    return library.task(named: name)
  }
}
