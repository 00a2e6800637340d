#if canImport(Glibc)
  import Glibc
#endif

/// How much room the file system of a folder has, and how much of it is kept back.
///
/// Below the reserve nothing new is begun, so that what is in work can still be counted and the disk
/// never runs full by the mill's own doing.
public struct DiskReserve: Sendable {
  /// The most that is kept back, bytes; on small file systems it is a twentieth.
  public static let largest = 64 << 20

  /// How a file system stood at one moment.
  public struct Reading: Sendable, Hashable {
    /// Bytes that may still be written.
    public var free: Int
    /// Bytes of the whole file system.
    public var size: Int
    /// Bytes that are kept back.
    public var reserve: Int

    /// Whether the reserve is touched.
    public var isLow: Bool { free < reserve }

    /// Why nothing new is begun, or nil when there is room.
    public var complaint: String? {
      guard isLow else { return nil }
      return "the disk is nearly full: \(Self.megabytes(free)) MB are free, "
        + "\(Self.megabytes(reserve)) MB are kept back"
    }

    private static func megabytes(_ bytes: Int) -> String {
      let tenths = bytes / 100_000
      return "\(tenths / 10).\(tenths % 10)"
    }
  }

  /// Any folder of the file system.
  public let folder: String

  public init(folder: String) { self.folder = folder }

  /// How the file system stands now; nil when it cannot be asked.
  public var reading: Reading? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    let unit = Int(status.f_frsize)
    let size = Int(status.f_blocks) * unit
    return Reading(
      free: Int(status.f_bavail) * unit, size: size, reserve: min(size / 20, Self.largest))
  }

  /// Why nothing new is begun now, or nil.
  public var complaint: String? { reading?.complaint }
}
