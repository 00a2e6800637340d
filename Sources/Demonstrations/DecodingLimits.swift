/// Upper bounds on what an uploaded file may hold.
public struct DecodingLimits: Sendable, Hashable {
  /// Demonstrations in one file.
  public var maximumDemonstrations = 1000
  /// Frames of one demonstration.
  public var maximumFrames = 100_000
  /// Poses in all demonstrations of a file together: end effector, target and objects.
  public var maximumPoses = 8_000_000
  /// Bytes of an HDF5 file.
  public var maximumFileBytes = 1 << 30
  /// Bytes of a JSON file.
  public var maximumJSONBytes = 64 << 20

  /// The default bounds.
  public init() {}

  /// Fails when a demonstration is too long, or all poses so far are too many.
  func check(frames: Int, poses: Int, field: String) throws(DemonstrationError) {
    guard frames <= maximumFrames else {
      throw DemonstrationError(
        .tooLarge, field: field, reason: "\(frames) frames; at most \(maximumFrames) are taken")
    }
    guard poses <= maximumPoses else {
      throw DemonstrationError(
        .tooLarge, field: field, reason: "more than \(maximumPoses) poses in one file")
    }
  }
}
