import Farm
import Geometry
import JSONText
import Scenes
import Tasks

extension API {
  /// What is known: tasks, robots, scenes.
  var knowledgeRoutes: [Route] {
    [
      Route(
        .get, "/v1/tasks", "listTasks", "The tasks that can be demonstrated and multiplied.",
        access: .anyKey,
        outcomes: [Route.Outcome(200, "All.", .object(["tasks": .array(.any)]))]
      ) { _ in .json(["tasks": .array(try mill.tasks.tasks.map { try TaskJSON.make($0) })]) },
      Route(
        .get, "/v1/robots", "listRobots", "The robots that tasks name.", access: .anyKey,
        outcomes: [Route.Outcome(200, "All.", .object(["robots": .array(.any)]))]
      ) { _ in .json(["robots": .array(mill.robots.robots.map { RobotJSON.make($0) })]) },
      Route(
        .get, "/v1/scenes/{task}", "drawScene", "A scene as a job of that seed would draw it.",
        access: .anyKey,
        parameters: [
          Route.Parameter(
            name: "seed", description: "The job's seed; 1 when not said.",
            schema: .integer(0, UInt64.max)),
          Route.Parameter(
            name: "distribution", description: "The job's distribution; D0 when not said.",
            schema: .string),
          Route.Parameter(
            name: "scene", description: "Index of the scene; 0 when not said.",
            schema: .integer(0, UInt64(Mill.mostScenes - 1))),
        ],
        outcomes: [
          Route.Outcome(200, "The scene.", .named("DrawnScene")),
          Route.Outcome(404, "The task is unknown.", nil),
          Route.Outcome(422, "A parameter is unusable, or the objects find no room.", nil),
        ], handler: scene),
    ]
  }

  /// Drawn with the shapes that the task gives its objects.
  @Sendable private func scene(_ call: Call) async throws -> Answer {
    let name = call.parameter("task")
    guard let task = mill.tasks.task(named: name) else { throw Problem.missing("task", name) }
    let seed = try call.query.integer("seed", in: 0...UInt64.max, default: 1)
    let index = try call.query.integer("scene", in: 0...(Mill.mostScenes - 1), default: 0)
    let wanted = call.query["distribution"] ?? "D0"
    guard let distribution = task.distribution(wanted) else {
      let known = task.distributions.map(\.name).joined(separator: ", ")
      throw Problem.unusable("distribution", "must be one of \(known)")
    }

    if task.kitchen != nil {
      let drawn = try await mill.kitchen(
        task: name, distribution: wanted, seed: seed, scene: index)
      return .json([
        "task": JSON(name), "distribution": JSON(wanted), "seed": JSON(seed),
        "scene": JSON(index), "spec": try JSON(encoding: drawn.spec),
        "instruction": JSON(drawn.instruction), "facts": try JSON(encoding: drawn.facts),
        "world": try JSON(encoding: drawn.scene),
      ])
    }
    do {
      let drawn = try task.scene(index, of: distribution, seed: seed)
      return .json([
        "task": JSON(name), "distribution": JSON(wanted), "seed": JSON(seed),
        "scene": JSON(index), "world": try JSON(encoding: drawn),
      ])
    } catch let error as InfeasibleScene {
      throw Problem.unusable("scene", "\(error.object) finds no room")
    }
  }
}
