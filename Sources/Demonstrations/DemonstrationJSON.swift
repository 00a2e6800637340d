import Foundation
import Geometry
import JSONText

/// Demonstrations as JSON, for rigs without HDF5; the schema is `Scenes/schema/demonstration.schema.json`.
public enum DemonstrationJSON {
  /// What the member `format` says.
  public static let format = "demomill.demonstrations"
  /// What the member `version` says.
  public static let version = 1

  /// The demonstrations of a JSON text, in its order; not yet validated beyond what the types need.
  ///
  /// - Throws: `DemonstrationError`, also for any key that the schema does not have.
  public static func decode(
    _ data: Data, limits: DecodingLimits = DecodingLimits()
  ) throws(DemonstrationError) -> [Demonstration] {
    guard data.count <= limits.maximumJSONBytes else {
      throw DemonstrationError(
        .tooLarge, field: "",
        reason: "\(data.count) bytes of JSON; at most \(limits.maximumJSONBytes) are taken")
    }
    let root = try JSONNode(parsing: data, path: "")
    return try DemonstrationJSONDecoder(limits: limits).decode(root)
  }

  /// The JSON text of demonstrations, the same for the same content; it decodes to equal ones, bit for
  /// bit, when their quaternions have unit norm.
  ///
  /// - Throws: `DemonstrationError` when robot or control frequency differ: a file has one of each.
  public static func encode(
    _ demonstrations: [Demonstration]
  ) throws(DemonstrationError) -> Data {
    let (robot, frequency) = try DemonstrationJSONEncoder.common(demonstrations)
    let value: JSON = [
      "format": JSON(format),
      "version": JSON(version),
      "robot": JSON(robot),
      "control_frequency": JSON(frequency),
      "demonstrations": .array(demonstrations.map(DemonstrationJSONEncoder.value)),
    ]
    return Data(value.bytes(.lines))
  }
}
