import Farm
import Foundation
import Scenes
import Tasks

extension API {
  /// What is known: tasks, robots, scenes.
  var knowledgeRoutes: [Route] {
    [
      Route(
        .get, "/v1/tasks", "listTasks", "The tasks that can be demonstrated and multiplied.",
        outcomes: [Route.Outcome(200, "All.", .object(["tasks": .array(.any)]))]
      ) { _ in .json(["tasks": .array(try mill.tasks.tasks.map { try TaskJSON.make($0) })]) },
      Route(
        .get, "/v1/robots", "listRobots", "The robots that tasks name.",
        outcomes: [Route.Outcome(200, "All.", .object(["robots": .array(.any)]))]
      ) { _ in .json(["robots": .array(mill.robots.robots.map { RobotJSON.make($0) })]) },
    ]
  }
}
