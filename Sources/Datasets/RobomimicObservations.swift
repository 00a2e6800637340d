import Episodes
import Geometry

/// The low-dimensional observations of an episode by robosuite's names, T + 1 rows each.
///
/// One row before each step, and one after the last. Quaternions are (x, y, z, w) here, as robosuite has them.
struct RobomimicObservations {
  /// One observation: its key, its numbers per row, and its (T + 1) rows.
  struct Array {
    var key: String
    var width: Int
    var values: [Double]
  }

  private(set) var arrays: [Array] = []

  /// The observation of a key; nil when there is none.
  subscript(key: String) -> Array? { arrays.first { $0.key == key } }

  /// Observations of an episode's robot and of some of its objects, in the order of `objects`.
  init(_ episode: Episode, objects: [RobomimicObject]) {
    let rows = episode.steps + 1
    let frequency = episode.recipe.controlFrequency
    addPose(of: 0, in: episode, position: "robot0_eef_pos", quaternion: "robot0_eef_quat")
    add("robot0_gripper_qpos", 2, episode.gripperPositions)
    add("robot0_gripper_qvel", 2, Self.rates(episode.gripperPositions, 2, frequency))
    add("robot0_joint_pos", episode.jointCount, episode.jointPositions)
    add(
      "robot0_joint_vel", episode.jointCount,
      Self.rates(episode.jointPositions, episode.jointCount, frequency))

    // per object position, orientation, and position seen from the end effector (world axes)
    var together: [Double] = []
    together.reserveCapacity(rows * objects.count * 10)
    for row in 0..<rows {
      let eef = episode.eefPose(atStep: row).position
      for object in objects {
        let pose = episode.pose(ofBody: object.body, atStep: row)
        Self.append(pose.position, to: &together)
        Self.append(pose.orientation, to: &together)
        Self.append(pose.position - eef, to: &together)
      }
    }
    add("object", objects.count * 10, together)
    for object in objects {
      addPose(
        of: object.body, in: episode, position: "\(object.name)_pos",
        quaternion: "\(object.name)_quat")
    }
  }

  private mutating func add(_ key: String, _ width: Int, _ values: [Double]) {
    arrays.append(Array(key: key, width: width, values: values))
  }

  private mutating func addPose(
    of body: Int, in episode: Episode, position: String, quaternion: String
  ) {
    let rows = episode.steps + 1
    var positions: [Double] = []
    var quaternions: [Double] = []
    positions.reserveCapacity(rows * 3)
    quaternions.reserveCapacity(rows * 4)
    for row in 0..<rows {
      let pose = episode.pose(ofBody: body, atStep: row)
      Self.append(pose.position, to: &positions)
      Self.append(pose.orientation, to: &quaternions)
    }
    add(position, 3, positions)
    add(quaternion, 4, quaternions)
  }

  /// Backward differences per second: what a robot could know at that time; zero in the first row.
  private static func rates(_ values: [Double], _ width: Int, _ frequency: Double) -> [Double] {
    var rates = [Double](repeating: 0, count: values.count)
    for k in stride(from: width, to: values.count, by: 1) {
      rates[k] = (values[k] - values[k - width]) * frequency
    }
    return rates
  }

  private static func append(_ v: Vector3, to list: inout [Double]) {
    list.append(v.x)
    list.append(v.y)
    list.append(v.z)
  }

  private static func append(_ q: Quaternion, to list: inout [Double]) {
    list.append(q.x)
    list.append(q.y)
    list.append(q.z)
    list.append(q.w)
  }
}
