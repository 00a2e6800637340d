import Episodes
import Geometry

/// One action: numbers within [-1, 1] for the arm, and for a base that is driven.
struct RobotAction: Sendable, Hashable {
  var position: Vector3
  var rotation: Vector3
  /// -1 open, +1 closed.
  var gripper: Double
  /// Forward, left, turn to the left, as shares of the base's top speeds; nil for a robot without base.
  var drive: Vector3?

  init(position: Vector3, rotation: Vector3, gripper: Double, drive: Vector3? = nil) {
    self.position = position
    self.rotation = rotation
    self.gripper = gripper
    self.drive = drive
  }

  /// Position, rotation, gripper, and where there are ten the drive.
  init(_ n: [Double]) {
    self.init(
      position: Vector3(n[0], n[1], n[2]), rotation: Vector3(n[3], n[4], n[5]), gripper: n[6],
      drive: n.count > 9 ? Vector3(n[7], n[8], n[9]) : nil)
  }

  var numbers: [Double] {
    let arm = [position.x, position.y, position.z, rotation.x, rotation.y, rotation.z, gripper]
    return arm + (drive.map { [$0.x, $0.y, $0.z] } ?? [])
  }
}
