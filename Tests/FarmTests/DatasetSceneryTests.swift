import Datasets
import Farm
import Robots
import Tasks
import Testing

/// What datasets say of the worlds of their episodes.
@Suite struct DatasetSceneryTests {
  @Test func everyTaskOnATableCanBeAskedForInSeveralWays() throws {
    let tasks = try TaskLibrary(folder: "\(Place.scenes)/tasks").tasks.filter { $0.kitchen == nil }
    let robots = try RobotLibrary(folder: "\(Place.scenes)/robots")
    #expect(tasks.count > 15)
    for task in tasks {
      let robot = try #require(robots.robot(named: task.robot))
      let scenery = DatasetScenery(task: task, robot: robot, name: task.name, first: nil)
      let ways = try #require(scenery.environment.templates[task.name]?[""])
      #expect(ways.count > 2 && ways[0] == task.language)
      #expect(Paraphrases.of(task.language, templates: ways) == ways)
    }
  }
}
