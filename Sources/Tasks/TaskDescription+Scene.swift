import Geometry
import Scenes

extension TaskDescription {
  /// A scene of this task, as a job with this seed draws it.
  ///
  /// Bodies, table and base are the task's own unless given, as they are when a demonstration tells
  /// of others.
  ///
  /// - Throws: `InfeasibleScene` when the objects find no room.
  public func scene(
    _ index: Int, of distribution: ResetDistribution, seed: UInt64,
    bodies: [RigidBodyModel]? = nil, tableTop: TableTop? = nil, poseWorldRobotBase: Pose? = nil
  ) throws(InfeasibleScene) -> Scene {
    let bodies = bodies ?? objects.map(\.body)
    return try SceneSampler.draw(
      distribution, objects: zip(objects, bodies).map { $0.sceneObject(body: $1) },
      tableTop: tableTop ?? self.tableTop,
      poseWorldRobotBase: poseWorldRobotBase ?? self.poseWorldRobotBase,
      stream: RandomStream(seed: seed).stream("scene", index))
  }
}
