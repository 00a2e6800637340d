import Geometry

/// One action: seven numbers within [-1, 1].
struct HandAction: Sendable, Hashable {
  var position: Vector3
  var rotation: Vector3
  /// -1 open, +1 closed.
  var gripper: Double

  init(position: Vector3, rotation: Vector3, gripper: Double) {
    self.position = position
    self.rotation = rotation
    self.gripper = gripper
  }

  /// Position, rotation, gripper.
  init(_ n: [Double]) {
    self.init(
      position: Vector3(n[0], n[1], n[2]), rotation: Vector3(n[3], n[4], n[5]), gripper: n[6])
  }

  var numbers: [Double] {
    [position.x, position.y, position.z, rotation.x, rotation.y, rotation.z, gripper]
  }
}
