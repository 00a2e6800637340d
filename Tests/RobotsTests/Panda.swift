import Geometry
import HDF5
import Robots
import TestSupport
import Testing

/// The shipped robot, and recordings of robosuite's model of it.
struct Panda {
  let model: RobotModel
  let kinematics: Kinematics

  init() throws {
    let folder = Repository.root.appendingPathComponent("Scenes/robots").path
    model = try #require(try RobotLibrary(folder: folder).robot(named: "panda"))
    kinematics = Kinematics(model, poseWorldBase: Pose(Vector3(-0.56, 0, 0.912)))
  }

  /// Whether every joint is within its limits, give or take a rounding error.
  func respectsLimits(_ positions: [Double]) -> Bool {
    positions.count == model.joints.count
      && zip(positions, model.joints).allSatisfy { angle, joint in
        angle >= joint.limits.lowerBound - 1e-12 && angle <= joint.limits.upperBound + 1e-12
      }
  }

  /// One recorded demonstration: joint positions, and the end effector's poses.
  struct Recording {
    var joints: [[Double]]
    var eefPoses: [Pose]
  }

  /// The human demonstrations of lifting, 992 frames in all.
  static func recordings() throws -> [Recording] {
    try recordings(in: "lift_human.hdf5") { demonstration in
      let joints = try demonstration.group("obs").dataset("robot0_joint_pos")
      return (try joints.doubles(), joints.dimensions[1], 0)
    }
  }

  /// The scripted demonstrations of stacking, 297 frames in all.
  static func stackRecordings() throws -> [Recording] {
    // a state is the time, then the positions of all joints, the arm's first
    try recordings(in: "stack_robosuite.hdf5") { demonstration in
      let states = try demonstration.dataset("states")
      return (try states.doubles(), states.dimensions[1], 1)
    }
  }

  /// The demonstrations of a file, with the arm's joints as seven columns of a table.
  private static func recordings(
    in file: String, joints: (HDF5Group) throws -> (table: [Double], width: Int, column: Int)
  ) throws -> [Recording] {
    let data = try HDF5File.open(Repository.demo(file)).group("data")
    return try data.children().map { name in
      let demonstration = try data.group(name)
      let eef = try demonstration.group("datagen_info").dataset("eef_pose")
      let (table, width, column) = try joints(demonstration)
      let (frames, matrices) = (eef.dimensions[0], try eef.doubles())
      try #require(table.count == frames * width)
      return Recording(
        joints: (0..<frames).map { Array(table[($0 * width + column)...].prefix(7)) },
        eefPoses: try (0..<frames).map { try Pose(rowMajor4x4: matrices, at: 16 * $0) })
    }
  }
}

extension Pose {
  /// How far another pose is: metres, radians.
  func distance(to other: Pose) -> (position: Double, rotation: Double) {
    (
      (position - other.position).length,
      (orientation * other.orientation.conjugate).angle
    )
  }
}
