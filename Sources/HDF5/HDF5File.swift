import CHDF5
import Foundation

/// Opens existing HDF5 files for reading.
///
/// ```swift
/// let root = try HDF5File.open("demo.hdf5")
/// let poses = try root.group("data").dataset("poses")
/// let numbers = try poses.doubles()
/// ```
/// What a file declares is checked before it is read, but the library itself (1.10) can crash or loop on
/// metadata damaged on purpose: decode files of strangers in a process of their own, with a time limit.
public enum HDF5File {
  /// The first eight bytes of the format.
  public static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The root group of a file opened for reading; the file closes with the last object of it.
  ///
  /// - Throws: `HDF5Error` of kind `unreadable` when it is not there, no HDF5 file, or damaged.
  public static func open(
    _ path: String, limits: HDF5Limits = HDF5Limits()
  ) throws(HDF5Error) -> HDF5Group {
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw HDF5Error(.unreadable, path: "", reason: "the file is not there or not readable")
    }
    let file = chdf5_open_file(path)
    guard file >= 0 else {
      throw .library(.unreadable, path: "", "not an HDF5 file, or cut short")
    }
    // the group keeps the file open
    let handle = HDF5Handle(file)
    var kind: Int32 = 0
    let root = chdf5_open_object(handle.id, "/", &kind)
    guard root >= 0, kind == Int32(CHDF5_OBJECT_GROUP) else {
      throw .library(.unreadable, path: "", "the root group is damaged")
    }
    return HDF5Group(HDF5Handle(root), path: "", limits: limits)
  }
}
