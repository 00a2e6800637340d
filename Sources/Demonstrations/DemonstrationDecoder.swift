import Foundation

/// Decodes and validates a file of demonstrations, whatever its format.
///
/// ```swift
/// let demonstrations = try DemonstrationDecoder.decode(path: "stack.hdf5")
/// ```
/// JSON is safe to decode anywhere; HDF5 of strangers belongs in a process of its own (see `HDF5File`).
public enum DemonstrationDecoder {
  /// The demonstrations of a file.
  ///
  /// - Parameters:
  ///   - path: the file, not compressed.
  ///   - format: what the file must be; nil to tell by its content.
  ///   - limits: bounds on what is taken.
  /// - Returns: at least one demonstration, all of them valid.
  /// - Throws: `DemonstrationError` that names the field, its kind says what to do about it.
  public static func decode(
    path: String, format: DemonstrationFormat? = nil,
    limits: DecodingLimits = DecodingLimits()
  ) throws(DemonstrationError) -> [Demonstration] {
    let (start, size) = try beginning(of: path)

    // by content, and as announced
    guard let detected = DemonstrationFormat.detect(start) else {
      throw DemonstrationError(
        .unreadable, field: "",
        reason: size == 0 ? "the file is empty" : "neither an HDF5 file nor a JSON object")
    }
    if let format, format != detected {
      throw DemonstrationError(
        .unreadable, field: "",
        reason: "announced as \(format.mediaType), but its content is \(detected.mediaType)")
    }
    let bound = detected == .json ? limits.maximumJSONBytes : limits.maximumFileBytes
    guard size <= bound else {
      throw DemonstrationError(
        .tooLarge, field: "", reason: "\(size) bytes; at most \(bound) are taken")
    }

    let demonstrations: [Demonstration]
    switch detected {
    case .robomimic: demonstrations = try RobomimicReader.read(path: path, limits: limits)
    case .json: demonstrations = try DemonstrationJSON.decode(contents(of: path), limits: limits)
    }
    try DemonstrationValidator.validate(demonstrations, format: detected, limits: limits)
    return demonstrations
  }

  private static func beginning(
    of path: String
  ) throws(DemonstrationError) -> (start: [UInt8], size: Int) {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      let start = try handle.read(upToCount: 4096) ?? Data()
      let size = try handle.seekToEnd()
      return ([UInt8](start), Int(clamping: size))
    } catch { throw unreadable() }
  }

  private static func contents(of path: String) throws(DemonstrationError) -> Data {
    do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch { throw unreadable() }
  }

  private static func unreadable() -> DemonstrationError {
    DemonstrationError(.unreadable, field: "", reason: "the file cannot be read")
  }
}
