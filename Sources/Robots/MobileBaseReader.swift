import Authoring
import Geometry

/// Reads the section `base:` of a robot file.
enum MobileBaseReader {
  static func read(_ node: AuthoredNode) throws(AuthoringError) -> MobileBaseModel {
    let fields = try node.fields([
      "footprint_half_extents", "height", "column_half_width", "mount_offset", "lift", "max_speed",
      "max_turn_rate",
    ])
    let footprintNode = try fields.required("footprint_half_extents")
    let footprint = try footprintNode.doubles(2)
    guard footprint.allSatisfy({ $0 >= 0.05 && $0 <= 2 }) else {
      throw footprintNode.error("must be between 0.05 and 2 m each")
    }
    let height = try fields.required("height").double(in: 0.05...2)

    // the arm stands on it, at or above its top
    let mountNode = try fields.required("mount_offset")
    let mount = try mountNode.doubles(2)
    guard mount[0].magnitude <= footprint[0], mount[1].magnitude <= footprint[1] else {
      throw mountNode.error("must be within the footprint")
    }
    let liftNode = try fields.required("lift")
    let lift = try liftNode.doubles(2)
    guard lift[0] <= lift[1], lift[0] >= height, lift[1] <= 3 else {
      throw liftNode.error("must be [low, high], from the base's height to 3 m")
    }
    return MobileBaseModel(
      footprintHalfExtents: Vector3(footprint[0], footprint[1], height / 2),
      columnHalfWidth: try fields.required("column_half_width").double(in: 0.01...1),
      mountOffset: SIMD2(mount[0], mount[1]), lift: lift[0]...lift[1],
      maxSpeed: try fields.required("max_speed").double(in: 0.01...10),
      maxTurnRate: try fields.required("max_turn_rate").double(in: 0.01...10))
  }
}
