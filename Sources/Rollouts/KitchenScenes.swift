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
  private let draw: KitchenDraw
  private let distribution: String
  private let seed: UInt64
  private let options: KitchenOptions

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

  /// Which layouts, styles and categories of objects attempts cover; nothing is simulated.
  func coverage(outcomes: [(scene: Int, succeeded: Bool)]) -> ResetCoverage {
    var attempted: Set<KitchenAspect> = []
    var succeeded: Set<KitchenAspect> = []
    for outcome in outcomes {
      guard let spec = try? spec(outcome.scene) else { continue }
      let aspects = draw.aspects(of: spec)
      attempted.formUnion(aspects)
      if outcome.succeeded { succeeded.formUnion(aspects) }
    }
    let all = draw.possibilities(distribution: distribution, options: options)
    return ResetCoverage(
      objects: all.map { aspect, values in
        let cells = Set(values.map { KitchenAspect(name: aspect, value: $0) })
        return ResetCoverage.Object(
          name: aspect,
          counts: .init(
            cells: cells.count, reachable: cells.count,
            attempted: cells.intersection(attempted).count,
            succeeded: cells.intersection(succeeded).count))
      })
  }

  /// The spec of a scene's index.
  private func spec(_ index: Int) throws(InfeasibleScene) -> KitchenSpec {
    let stream = RandomStream(seed: seed).stream("scene", index)
    return try draw.spec(
      index: index, stream: stream, distribution: distribution, options: options)
  }

  /// The scene of an index.
  ///
  /// - Throws: `InfeasibleScene` with the reasons when none could be drawn.
  public func draw(_ index: Int) throws(InfeasibleScene) -> DrawnScene {
    try rebuild(try spec(index))
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
