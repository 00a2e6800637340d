import Foundation
import Geometry
import Kitchens
import Robots
import Scenes
import TestSupport
import Testing

/// A kitchen of boxes: one wall behind, a counter of 3 m on cabinets, upper cabinets, a tall fridge at
/// the left and a microwave with an open front on the counter.
struct BoxKitchen {
  static let floorLow = SIMD2(-2.0, -2.5)
  static let floorHigh = SIMD2(2.0, 0.65)

  var surroundings = Surroundings()
  /// Its front is at y = 0; +y goes into the wall.
  let counter: SupportRegion
  let counterPose = Pose(Vector3(0, 0.325, 0))
  let microwave: SupportRegion
  let microwavePose = Pose(Vector3(0.7, 0.4, 0.92))

  init() {
    func box(_ name: String, _ low: Vector3, _ high: Vector3) -> PlacedCompound {
      PlacedCompound(
        name: name,
        primitives: [
          PlacedPrimitive(.box(halfExtents: (high - low) / 2), at: Pose((low + high) / 2))
        ])
    }
    surroundings.add(box("floor", Vector3(-2, -2.5, -0.1), Vector3(2, 0.65, 0)))
    surroundings.add(box("wall", Vector3(-2, 0.65, 0), Vector3(2, 0.75, 2.5)))
    surroundings.add(box("cabinets", Vector3(-1.5, 0.04, 0), Vector3(1.5, 0.65, 0.88)))
    surroundings.add(box("slab", Vector3(-1.5, 0, 0.88), Vector3(1.5, 0.65, 0.92)))
    surroundings.add(box("upper", Vector3(-1.5, 0.27, 1.4), Vector3(1.5, 0.65, 2.3)))
    surroundings.add(box("fridge", Vector3(-2, -0.1, 0), Vector3(-1.5, 0.65, 1.9)))
    counter = SupportRegion(
      name: "counter/top", poseWorldRegion: counterPose * Pose(Vector3(0, 0, 1.07)),
      halfExtents: Vector3(1.5, 0.325, 0.15))

    // the microwave: floor, roof, sides, back; its front is open at y = 0.2
    let at = microwavePose
    let walls: [(Vector3, Vector3)] = [
      (Vector3(0.25, 0.2, 0.01), Vector3(0, 0, 0.01)),
      (Vector3(0.25, 0.2, 0.01), Vector3(0, 0, 0.29)),
      (Vector3(0.01, 0.2, 0.13), Vector3(-0.24, 0, 0.15)),
      (Vector3(0.05, 0.2, 0.13), Vector3(0.2, 0, 0.15)),
      (Vector3(0.25, 0.01, 0.13), Vector3(0, 0.19, 0.15)),
    ]
    surroundings.add(
      PlacedCompound(
        name: "microwave",
        geoms: walls.map { CollisionGeom(.box(halfExtents: $0.0), poseBodyGeom: Pose($0.1)) },
        at: at))
    microwave = SupportRegion(
      name: "microwave/inside", poseWorldRegion: at * Pose(Vector3(-0.04, -0.01, 0.15)),
      halfExtents: Vector3(0.19, 0.17, 0.13))
  }

  /// The shipped robot on its base.
  static func robot() throws -> RobotModel {
    let folder = Repository.root.appendingPathComponent("Scenes/robots").path
    return try #require(try RobotLibrary(folder: folder).robot(named: "panda_mobile"))
  }

  /// A grasp from above: the hand looks down, fingers along the object's x.
  static let fromAbove = Pose(.zero, Quaternion(w: 0, x: 1, y: 0, z: 0))

  /// A can whose origin is 3 cm above its middle.
  static func can(radius: Double = 0.03, halfHeight: Double = 0.05) -> [CollisionGeom] {
    [
      CollisionGeom(
        .cylinder(radius: radius, halfLength: halfHeight),
        poseBodyGeom: Pose(Vector3(0, 0, -0.03)))
    ]
  }
}
