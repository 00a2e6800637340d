import Demonstrations
import Geometry
import Scenes
import Tasks

/// What a job's scenes are made of: the bodies, table and robot base that its first demonstration tells
/// of, and the task's own where it tells of none.
public struct Scenery: Sendable {
  public let task: TaskDescription
  /// The models of the task's objects, in its order.
  public let bodies: [RigidBodyModel]
  public let tableTop: TableTop
  public let poseWorldRobotBase: Pose

  public init(task: TaskDescription, first demonstration: Demonstration?) {
    self.task = task
    bodies = task.objects.map { demonstration?.object($0.name)?.body ?? $0.body }
    tableTop = demonstration?.tableTop ?? task.tableTop
    poseWorldRobotBase = demonstration?.poseWorldRobotBase ?? task.poseWorldRobotBase
  }

  /// The scene of an index, as a job of this seed draws it.
  ///
  /// A stratified job takes the cells of the reset ranges in turns; where a cell has no room, the scene
  /// is drawn from the whole ranges.
  ///
  /// - Throws: `InfeasibleScene` when the objects find no room.
  public func scene(
    _ index: Int, of distribution: ResetDistribution, seed: UInt64, stratify: Bool
  ) throws(InfeasibleScene) -> Scene {
    guard stratify else { return try draw(index, distribution, seed) }
    let cell = Stratification().narrowed(
      distribution, scene: index, stream: RandomStream(seed: seed).stream("stratification"))
    do { return try draw(index, cell, seed) } catch { return try draw(index, distribution, seed) }
  }

  private func draw(
    _ index: Int, _ distribution: ResetDistribution, _ seed: UInt64
  ) throws(InfeasibleScene) -> Scene {
    try task.scene(
      index, of: distribution, seed: seed, bodies: bodies, tableTop: tableTop,
      poseWorldRobotBase: poseWorldRobotBase)
  }
}
