import Geometry
import Multiplication
import Physics
import Tasks

/// Sweeps hand, fingers and what they hold along a path, and says whether anything is in the way.
struct HandSweep: BridgeCollisionChecker {
  let world: RolloutWorld
  let state: ObservedState

  /// Whether nothing is touched but what is held, and what the first or the last pose touches.
  func isFree(_ poses: [Pose]) -> Bool {
    guard let first = poses.first, let last = poses.last else { return true }
    let (sweep, own) = geometry
    let allowed = Set(sweep.touches(first)).union(sweep.touches(last)).union(own)
    return poses.allSatisfy { pose in sweep.touches(pose).allSatisfy { allowed.contains($0) } }
  }

  func isClear(_ poses: [Pose], reaching object: Int?) -> Bool {
    let (sweep, own) = geometry
    var allowed = own.union([-1])
    if let object { allowed.insert(RolloutWorld.gripperBodies + object) }
    return poses.allSatisfy { pose in sweep.touches(pose).allSatisfy { allowed.contains($0) } }
  }

  /// The hand with what it holds, and the bodies that it holds.
  private var geometry: (HandGeometry, Set<Int>) {
    let held = state.objects.indices.filter { state.grasped($0) }
    let sweep = world.handGeometry(
      carrying: held.map { world.objects[$0] },
      at: held.map { state.eefPose.inverse * state.objects[$0].pose })
    return (sweep, Set(held.map { RolloutWorld.gripperBodies + $0 }))
  }
}

/// The hand with its fingers, and what it carries, as geoms that are asked what they touch.
struct HandGeometry {
  let world: World
  let query: QueryHandle
  /// The geoms' poses in the end effector's frame.
  let poses: [Pose]

  /// Indices of the bodies that are touched with the end effector at a pose; -1 for the table.
  func touches(_ eef: Pose) -> [Int] {
    world.touches(query, at: poses.map { eef * $0 }).map(\.other)
  }
}

extension RolloutWorld {
  /// The hand as it is open now, and bodies at poses in its frame.
  func handGeometry(carrying bodies: [BodyHandle], at poses: [Pose]) -> HandGeometry {
    let openings = self.openings
    let left = robot.gripper.poseEefFinger(side: 1, opening: openings.left)
    let right = robot.gripper.poseEefFinger(side: -1, opening: openings.right)
    var parts = robot.hand.geoms.map { ($0.shape, $0.poseBodyGeom) }
    parts += robot.gripper.fingerBody(side: 1).geoms.map { ($0.shape, left * $0.poseBodyGeom) }
    parts += robot.gripper.fingerBody(side: -1).geoms.map { ($0.shape, right * $0.poseBodyGeom) }
    for (body, pose) in zip(bodies, poses) {
      let model = objectModels[body.index - Self.gripperBodies]
      parts += model.geoms.map { ($0.shape, pose * $0.poseBodyGeom) }
    }
    return HandGeometry(
      world: world, query: world.addQuery(parts.map(\.0)), poses: parts.map(\.1))
  }
}
