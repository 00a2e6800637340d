import Authoring
import Episodes
import Geometry
import Kitchens
import Physics
import Robots
import Scenes
import Tasks

/// The kitchens of one job: draws them, lets their objects settle, and binds the task to them.
///
/// Drawing steps a world: whoever draws holds `PhysicsLock`.
public struct KitchenScenes: Sendable {
  private let task: TaskDescription
  let draw: KitchenDraw
  let distribution: String
  private let seed: UInt64
  let options: KitchenOptions
  /// Layouts that are tried for a scene whose layout is drawn.
  private static let redraws = 12

  /// Nil for a task that is done on a table.
  public init?(
    task: TaskDescription, robot: RobotModel, distribution: ResetDistribution, seed: UInt64,
    options: KitchenOptions
  ) {
    guard let kitchen = task.kitchen else { return nil }
    self.task = task
    self.distribution = distribution.name
    self.seed = seed
    self.options = options
    draw = KitchenDraw(
      library: kitchen.library, description: kitchen.description, task: task.name, robot: robot)
  }

  /// The spec of a scene's index; of a `redraw` where the first could not be drawn.
  func spec(_ index: Int, redraw: Int = 0) throws(InfeasibleScene) -> KitchenSpec {
    try draw.spec(
      index: index, stream: RandomStream(seed: seed).stream("scene", index),
      distribution: distribution, options: options, redraw: redraw)
  }

  /// The scene of an index.
  ///
  /// - Throws: `InfeasibleScene` with the reasons when none could be drawn.
  public func draw(_ index: Int) throws(InfeasibleScene) -> DrawnScene {
    var failure = InfeasibleScene(object: "", tries: 0)
    // a layout that was not asked for may be another
    let isDrawn = options.layouts == nil && options.pin?.layout == nil
    for redraw in 0..<(isDrawn ? Self.redraws : 1) {
      let spec = try spec(index, redraw: redraw)
      do throws(InfeasibleScene) { return try rebuild(spec) } catch { failure = error }
    }
    throw failure
  }

  /// The scene that a spec describes.
  ///
  /// - Throws: `InfeasibleScene` with the reasons when it cannot be drawn.
  public func rebuild(_ spec: KitchenSpec) throws(InfeasibleScene) -> DrawnScene {
    let kitchen = try draw.scene(spec, settle: SceneSettling.settle)
    do throws(AuthoringError) {
      var resolved = try task.resolved(in: kitchen)
      resolved.language =
        task.kitchen?.instructions.instruction(
          kitchen.facts, split: spec.split, stream: spec.stream(.language)) ?? task.language
      return DrawnScene(
        task: resolved, scene: kitchen.scene, kitchen: spec, facts: kitchen.facts)
    } catch {
      throw InfeasibleScene(object: "", tries: 1, reason: error.description)
    }
  }
}
