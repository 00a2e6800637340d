import CSandbox

/// What a process that reads a stranger's file takes from itself, for good (Landlock, seccomp).
public enum Sandbox {
  /// What a sandbox denies.
  public struct Denials: OptionSet, Sendable, Hashable {
    public let rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Opening any file but the one that is allowed.
    public static let reading = Denials(rawValue: Int32(CSANDBOX_READING))
    /// Making files anywhere but in the folder that is allowed.
    public static let writing = Denials(rawValue: Int32(CSANDBOX_WRITING))
    /// Sockets of any kind.
    public static let network = Denials(rawValue: Int32(CSANDBOX_NETWORK))
    /// Starting programs.
    public static let programs = Denials(rawValue: Int32(CSANDBOX_PROGRAMS))
    /// Making processes.
    public static let processes = Denials(rawValue: Int32(CSANDBOX_PROCESSES))
    /// Signals to other processes.
    public static let signals = Denials(rawValue: Int32(CSANDBOX_SIGNALS))
    /// Looking into other processes.
    public static let tracing = Denials(rawValue: Int32(CSANDBOX_TRACING))
    /// Changing files' modes.
    public static let modes = Denials(rawValue: Int32(CSANDBOX_MODES))
    /// No denial: the allowed file can be read, and the allowed folder written to.
    public static let allowed = Denials(rawValue: Int32(CSANDBOX_ALLOWED))
    public static let all = Denials(rawValue: Int32(CSANDBOX_ALL))
  }

  /// The kernel's version of Landlock, nil where there is none.
  public static var landlockVersion: Int? {
    let version = Int(csandbox_landlock_abi())
    return version > 0 ? version : nil
  }

  /// Tries the sandbox in a child process; nothing of it stays but a file `probe` in the folder.
  public static func probe(readable file: String, writable folder: String) -> Denials {
    Denials(rawValue: max(0, csandbox_probe(file, folder)))
  }

  /// Confines this process to reading one file and writing into one folder; the rest of the limits
  /// holds even where the kernel cannot confine files.
  static func enter(readable file: String, writable folder: String) {
    _ = csandbox_confine_files(file, folder)
    _ = csandbox_filter_calls()
  }
}
