import HDF5

/// The file formats that demonstrations come in.
public enum DemonstrationFormat: String, Sendable, Hashable, Codable, CaseIterable {
  /// robomimic HDF5 with MimicGen's `datagen_info`.
  case robomimic
  /// This project's JSON.
  case json

  /// The media type for HTTP.
  public var mediaType: String {
    switch self {
    case .robomimic: "application/x-hdf5"
    case .json: "application/json"
    }
  }

  /// The format that the first bytes of a file show, or nil.
  ///
  /// HDF5's signature may also stand behind a user block of 512, 1024 or 2048 bytes.
  public static func detect(_ start: some Collection<UInt8>) -> DemonstrationFormat? {
    for offset in [0, 512, 1024, 2048]
    where start.dropFirst(offset).starts(with: HDF5File.signature) {
      return .robomimic
    }
    let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = start.starts(with: bom) ? start.dropFirst(3) : start.dropFirst(0)
    let space: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    guard text.first(where: { !space.contains($0) }) == UInt8(ascii: "{") else { return nil }
    return .json
  }
}
