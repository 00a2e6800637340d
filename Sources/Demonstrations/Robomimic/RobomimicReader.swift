import Geometry
import HDF5

/// Reads robomimic HDF5 files with MimicGen's `datagen_info`: what teleoperation rigs record, and what
/// this project's own exporter writes.
///
/// Beyond that layout each demonstration may carry the attributes `object_geoms`, `robot_base_pose`,
/// `table_top` and `source`, the first three as JSON.
public enum RobomimicReader {
  /// The demonstrations of a file, sorted by the number in their names; structure is checked, values
  /// only as far as the types need (see `DemonstrationValidator`).
  ///
  /// A file that reaches for other files is refused, be it where nobody reads.
  ///
  /// - Throws: `DemonstrationError` that names the group, dataset, frame or attribute.
  public static func read(
    path: String, limits: DecodingLimits = DecodingLimits()
  ) throws(DemonstrationError) -> [Demonstration] {
    var bounds = HDF5Limits()
    bounds.datasetBytes = min(bounds.datasetBytes, limits.maximumFrames * 16 * 8)
    let (root, data, arguments, names) = try DemonstrationError.from { () throws(HDF5Error) in
      let root = try HDF5File.open(path, limits: bounds)
      let data = try root.group("data")
      return (root, data, try data.attributes.text("env_args"), try data.children())
    }
    let environment = try RobomimicEnvironmentArguments(json: arguments)

    // one after the other, so that the bound on all poses stops early
    var demonstrations: [Demonstration] = []
    var poses = 0
    for name in try order(names, limits: limits) {
      let group = try DemonstrationError.from { () throws(HDF5Error) in try data.group(name) }
      let one = try RobomimicDemonstrationReader(
        name: name, group: group, environment: environment, limits: limits
      ).read(posesSoFar: poses)
      poses += one.frames * (2 + one.objects.count)
      demonstrations.append(one)
    }

    // what is read is fine; what is not read must not lead out of the file either
    try DemonstrationError.from { () throws(HDF5Error) in try root.checkReach() }
    return demonstrations
  }

  /// The names, all of them `demo_<number>`, by number.
  private static func order(
    _ names: [String], limits: DecodingLimits
  ) throws(DemonstrationError) -> [String] {
    guard !names.isEmpty else {
      throw DemonstrationError(.missing, field: "data", reason: "holds no demonstration")
    }
    guard names.count <= limits.maximumDemonstrations else {
      throw DemonstrationError(
        .tooLarge, field: "data",
        reason:
          "\(names.count) demonstrations; at most \(limits.maximumDemonstrations) are taken")
    }
    var numbered: [(number: Int, name: String)] = []
    for name in names {
      guard let number = RobomimicName.number(of: name) else {
        throw DemonstrationError(
          .unknown, field: "data/\(name)", reason: "groups here must be called demo_<number>")
      }
      numbered.append((number, name))
    }
    return numbered.sorted { ($0.number, $0.name) < ($1.number, $1.name) }.map(\.name)
  }
}
