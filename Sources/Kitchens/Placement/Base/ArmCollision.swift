import Geometry
import Robots

/// Whether an arm in a posture touches what is around it: links as capsules, and the hand's body.
struct ArmCollision {
  /// What touches what.
  struct Touch: Hashable {
    /// 1 for the link after the first joint; the number of joints + 1 for the hand.
    var link: Int
    var name: String
  }

  let reach: ReachTest
  /// Metres.
  var margin: Double

  /// The first touch of a posture with the mount at a pose, or nil.
  ///
  /// `own` is the base's own body, which the first two links may be near. With an `opening`, metres, the
  /// fingers count as well.
  func touch(
    _ positions: [Double], mount: Pose, among surroundings: Surroundings, own: PlacedCompound?,
    ignoring: [String], handIgnoring: [String] = [], opening: Double? = nil
  ) -> Touch? {
    let robot = reach.robot
    let poses = reach.kinematics.linkPoses(positions)
    for geom in robot.linkGeoms {
      let link = PlacedCompound(
        name: "link \(geom.link)",
        primitives: [
          PlacedPrimitive(geom.shape, at: mount * poses[geom.link - 1] * geom.poseLinkGeom)
        ])
      if let name = surroundings.firstMeeting(link, margin: margin, ignoring: ignoring) {
        return Touch(link: geom.link, name: name)
      }
      if geom.link > 2, let own, link.meets(own, margin: margin) {
        return Touch(link: geom.link, name: own.name)
      }
    }
    let hand = PlacedCompound(
      name: "hand", geoms: robot.hand.geoms + fingers(opening),
      at: mount * poses[robot.joints.count])
    let number = robot.joints.count + 1
    if let name = surroundings.firstMeeting(
      hand, margin: 0, ignoring: ignoring + handIgnoring)
    {
      return Touch(link: number, name: name)
    }
    if let own, hand.meets(own) { return Touch(link: number, name: own.name) }
    return nil
  }

  /// Both fingers' geoms in the end effector's frame.
  private func fingers(_ opening: Double?) -> [CollisionGeom] {
    guard let opening else { return [] }
    let gripper = reach.robot.gripper
    return [1.0, -1.0].flatMap { side in
      let finger = gripper.poseEefFinger(side: side, opening: opening)
      return gripper.fingerBody(side: side).geoms.map { geom in
        var moved = geom
        moved.poseBodyGeom = finger * geom.poseBodyGeom
        return moved
      }
    }
  }
}
