import Demonstrations
import Geometry

/// A small, valid demonstration: a hand comes down to a cube, closes, and lifts it.
public enum SampleDemonstration {
  /// A demonstration of `frames` frames; `shift` moves everything along x, metres.
  public static func make(
    name: String = "demo_0", frames: Int = 12, shift: Double = 0
  ) -> Demonstration {
    let grasp = frames / 2
    let down = Quaternion(axis: Vector3(1, 0, 0), angle: .pi)
    func eef(_ frame: Int) -> Pose {
      let height = 0.9 + 0.01 * Double((frame - grasp).magnitude)
      let turn = Quaternion(axis: Vector3(0, 0, 1), angle: 0.03 * Double(frame))
      return Pose(Vector3(0.1 + shift, 0.02, height), turn * down)
    }
    let eefPoses = (0..<frames).map(eef)
    let cubes = (0..<frames).map { frame in
      Pose(Vector3(0.1 + shift, 0.02, frame <= grasp ? 0.9 : eef(frame).position.z))
    }
    let plates = (0..<frames).map { _ in
      Pose(Vector3(-0.1, 0.05, 0.81), Quaternion(axis: Vector3(0, 0, 1), angle: 0.7))
    }
    return Demonstration(
      name: name, robot: "panda", controlFrequency: 20, eefPoses: eefPoses,
      targetPoses: (0..<frames).map { eef($0 + 1) },
      gripperActions: (0..<frames).map { $0 < grasp ? -1 : 1 },
      objects: [
        .init(name: "cube", poses: cubes, body: cube), .init(name: "plate", poses: plates),
      ],
      signals: [.init(name: "grasp", values: (0..<frames).map { $0 >= grasp })],
      tableTop: TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(0.8, 0.7)),
      poseWorldRobotBase: Pose(Vector3(-0.56, 0, 0.912)), source: "Lift_D0: made for tests")
  }

  /// A body with one geom of each shape.
  public static let cube = RigidBodyModel(
    mass: 0.1,
    geoms: [
      CollisionGeom(.box(halfExtents: Vector3(0.02, 0.021, 0.022)), friction: 1.1),
      CollisionGeom(
        .sphere(radius: 0.013),
        poseBodyGeom: Pose(
          Vector3(0.01, 0, 0), Quaternion(axis: Vector3(0, 1, 0), angle: 0.3)), friction: 0.5),
      CollisionGeom(.cylinder(radius: 0.01, halfLength: 0.03)),
      CollisionGeom(.capsule(radius: 0.011, halfLength: 0.031)),
    ])
}
