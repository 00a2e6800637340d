import Demonstrations
import Episodes
import Geometry
import Multiplication
import Physics
import Robots
import Scenes
import Tasks

/// Runs the attempts of one job: draws the scene, plans, simulates, judges, records.
///
/// One a process at a time does physics. An attempt is a function of (task, robot, demonstrations,
/// distribution, seed, options, scene, motion) and of nothing else.
public final class AttemptRunner {
  public let task: TaskDescription
  public let robot: RobotModel
  let demonstrationIDs: [String]
  public let distribution: ResetDistribution
  public let seed: UInt64
  public let settings: AttemptSettings
  let sources: AttemptSources
  let parameters: MotionParameters
  /// What its scenes are made of.
  public let scenery: Scenery
  /// What the arm touches in the demonstrations too.
  private let allowedTouches: Set<ArmGeometry.Touch>
  /// Where scenes come from when they are kitchens; nil for a table's.
  let kitchens: KitchenScenes?
  private var lastDrawn: (index: Int, scene: DrawnScene)?
  /// The one whose shapes, table and robot base count on a table.
  public let firstDemonstration: Demonstration
  /// Whether CPU seconds inside ODE are measured, at some cost; they end up in the metrics.
  public var measuresSolver = false

  /// Checks that everything fits together.
  ///
  /// At least one demonstration is needed; the first one's object shapes, table and robot base win over
  /// the task's. `demonstrationIDs` are content hashes, one a demonstration.
  ///
  /// - Throws: `AttemptSetupError` naming the request's field.
  public init(
    task: TaskDescription, robot: RobotModel, demonstrations: [Demonstration],
    demonstrationIDs: [String], distribution: String, seed: UInt64, settings: AttemptSettings
  ) throws(AttemptSetupError) {
    let options = settings.options
    guard !demonstrations.isEmpty, demonstrations.count == demonstrationIDs.count else {
      throw AttemptSetupError(field: "demonstrations", reason: "at least one is needed")
    }
    guard let found = task.distribution(distribution) else {
      let known = task.distributions.map(\.name).joined(separator: ", ")
      throw AttemptSetupError(
        field: "scenes.distribution", reason: "must be one of \(known), is \(distribution)")
    }
    if let problem = MotionParameters.problem(task: task, options: options) {
      throw AttemptSetupError(field: "motions.\(problem.name)", reason: problem.reason)
    }
    let parameters = MotionParameters(task: task, options: options)
    sources = try AttemptSources(task: task, demonstrations: demonstrations, options: options)
    self.task = task
    self.robot = robot
    self.demonstrationIDs = demonstrationIDs
    self.distribution = found
    self.seed = seed
    self.settings = settings
    self.parameters = parameters
    firstDemonstration = demonstrations[0]
    scenery = Scenery(task: task, first: demonstrations[0])
    let bodies = scenery.bodies
    kitchens = KitchenScenes(
      task: task, robot: robot, distribution: found, seed: seed,
      options: settings.kitchen ?? KitchenOptions())
    allowedTouches =
      task.kitchen != nil
      ? []
      : PhysicsLock.shared.withLock { _ in
        demonstrations.reduce(into: []) {
          $0.formUnion(DemonstratedTouches.of($1, task: task, robot: robot, bodies: bodies))
        }
      }
  }

  /// The scene of an index, as every motion in it starts from.
  ///
  /// - Throws: `InfeasibleScene` when the objects find no room.
  public func scene(_ index: Int) throws(InfeasibleScene) -> Scene { try drawn(index).scene }

  /// A scene with the task as it is there.
  ///
  /// - Throws: `InfeasibleScene` when the objects find no room.
  public func drawn(_ index: Int) throws(InfeasibleScene) -> DrawnScene {
    let result = PhysicsLock.shared.withLock { _ in
      Result { () throws(InfeasibleScene) in try draw(index) }
    }
    return try result.get()
  }

  /// As `drawn(_:)`, for whoever holds the physics lock.
  func draw(_ index: Int) throws(InfeasibleScene) -> DrawnScene {
    guard let kitchens else {
      return DrawnScene(
        task: task,
        scene: try scenery.scene(
          index, of: distribution, seed: seed, stratify: settings.stratify))
    }
    // the motions of a scene come one after the other
    if let lastDrawn, lastDrawn.index == index { return lastDrawn.scene }
    let scene = try kitchens.draw(index)
    lastDrawn = (index, scene)
    return scene
  }

  /// Runs one attempt; the episode is there when it succeeded.
  public func run(scene: Int, motion: Int) -> (outcome: AttemptOutcome, episode: Episode?) {
    var result: (AttemptOutcome, Episode?)?
    run(scene: scene, motions: [motion]) { result = ($0, $1) }
    return result ?? (outcome(infeasible: "", scene: scene, motion: motion), nil)
  }

  /// Runs attempts in one scene, in ascending order of motions, and reports each as it ends.
  ///
  /// Where motions belong to families of branches, those before an asked one in its family are run as
  /// well, since it may start from them.
  public func run(
    scene: Int, motions: [Int], report: (AttemptOutcome, Episode?) throws -> Void
  ) rethrows {
    let size = max(1, parameters.generation.branches)
    var asked = motions.sorted()[...]
    while let first = asked.first {
      let family = first / size
      let members = asked.prefix { $0 / size == family }
      asked = asked.dropFirst(members.count)
      var branches = size > 1 ? BranchFamily() : nil
      let last = members.last ?? first
      for motion in (size > 1 ? family * size : first)...last {
        let isAsked = members.contains(motion)
        guard size > 1 || isAsked else { continue }
        let (outcome, episode) = timed(scene: scene, motion: motion, &branches)
        if isAsked { try report(outcome, episode) }
      }
    }
  }

  private func timed(
    scene: Int, motion: Int, _ family: inout BranchFamily?
  ) -> (AttemptOutcome, Episode?) {
    PhysicsLock.shared.withLock { _ in
      let start = CPUClock.seconds()
      var (outcome, episode) = attempt(scene: scene, motion: motion, &family)
      outcome.cpuSeconds = CPUClock.seconds() - start
      return (outcome, episode)
    }
  }

  private func attempt(
    scene index: Int, motion: Int, _ family: inout BranchFamily?
  ) -> (AttemptOutcome, Episode?) {
    defer { family?.finish() }
    var rollout: Rollout
    if let checkpoint = family?.start(subtasks: task.subtasks.count) {
      rollout = Rollout(
        from: checkpoint, motion: motion, stream: stream(scene: index, motion: motion))
    } else {
      do throws(InfeasibleScene) {
        rollout = self.rollout(scene: index, motion: motion, drawn: try draw(index))
      } catch {
        return (outcome(infeasible: error.detail, scene: index, motion: motion), nil)
      }
      if parameters.generation.prescreen, let outcome = rollout.prescreened() {
        return (outcome, nil)
      }
    }
    rollout.world.world.measuresSolver = measuresSolver
    guard var kept = family else { return rollout.run() }
    let result = rollout.run { kept.keep($0) }
    family = kept
    return result
  }

  private func outcome(infeasible detail: String, scene: Int, motion: Int) -> AttemptOutcome {
    AttemptOutcome(
      scene: scene, motion: motion, failure: .infeasibleScene, subtask: 0, demonstration: 0,
      steps: 0, anyFrameSuccess: false, cpuSeconds: 0, detail: detail)
  }

  /// Builds an attempt's world and throws it away: what a reset costs.
  ///
  /// - Throws: `InfeasibleScene` when the objects find no room.
  public func reset(scene index: Int, motion: Int) throws(InfeasibleScene) {
    let drawn = try drawn(index)
    PhysicsLock.shared.withLock { _ in
      _ = rollout(scene: index, motion: motion, drawn: drawn)
    }
  }

  /// What a motion of a job of a seed draws from, beginning with where the arm starts.
  public static func stream(seed: UInt64, scene: Int, motion: Int) -> RandomStream {
    RandomStream(seed: seed).stream("scene", scene).stream("motion", motion)
  }

  private func stream(scene: Int, motion: Int) -> RandomStream {
    Self.stream(seed: seed, scene: scene, motion: motion)
  }

  private func rollout(scene index: Int, motion: Int, drawn: DrawnScene) -> Rollout {
    let stream = stream(scene: index, motion: motion)
    // consecutive motions of a scene, and the same motion of consecutive scenes, take other sources
    let rotation = SourceRotation(
      turn: index + motion, stream: RandomStream(seed: seed).stream("sources"))
    return Rollout(
      Rollout.Setup(
        task: drawn.task, robot: robot, scene: drawn.scene,
        planner: sources.planner(
          in: drawn.task, parameters: parameters(in: drawn.task), rotation: rotation,
          stream: stream),
        generation: parameters.generation,
        recipe: recipe(scene: index, motion: motion, drawn: drawn, stream: stream),
        stream: stream, allowedTouches: allowedTouches))
  }

  /// What motions go by in a scene, whose task may differ from the job's in sizes.
  private func parameters(in task: TaskDescription) -> MotionParameters {
    task.kitchen == nil
      ? parameters : MotionParameters(task: task, options: settings.options)
  }

  private func recipe(
    scene: Int, motion: Int, drawn: DrawnScene, stream: RandomStream
  ) -> EpisodeRecipe {
    let task = drawn.task
    var recipe = EpisodeRecipe(
      task: task.name, taskVersion: "\(task.version)-\(robot.version)", robot: robot.name,
      distribution: distribution.name, demonstrations: demonstrationIDs, seed: seed,
      scene: scene, motion: motion, options: settings.options, language: task.language,
      controlFrequency: task.controlFrequency,
      placements: drawn.scene.objects.map { .init(object: $0.name, pose: $0.poseWorldObject) },
      sources: [])
    recipe.kitchen = settings.kitchen
    recipe.kitchenSpec = drawn.kitchen
    if settings.stratify { recipe.stratify = true }
    if let spec = settings.randomization {
      recipe.randomization = spec
      let draw = spec.draw(
        objects: task.objects.map(\.name),
        joints: task.objects.filter { $0.mount.joint != nil }.map(\.name),
        stream: stream.stream("physics"))
      if !draw.isNeutral { recipe.drawnPhysics = draw }
    }
    return recipe
  }
}
