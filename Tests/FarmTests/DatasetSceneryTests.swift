import Datasets
import Episodes
import Farm
import Robots
import Tasks
import Testing

/// What datasets say of the worlds of their episodes.
@Suite struct DatasetSceneryTests {
  private let tasks: TaskLibrary
  private let robots: RobotLibrary

  init() throws {
    tasks = try TaskLibrary(folder: "\(Place.scenes)/tasks")
    robots = try RobotLibrary(folder: "\(Place.scenes)/robots")
  }

  @Test func wordingsThatAreKeptForTestsAreNotToldToTraining() throws {
    let task = try #require(tasks.task(named: "pnp_counter_to_sink"))
    let robot = try #require(robots.robot(named: task.robot))
    func wordings(_ splits: KitchenOptions.Split...) -> Set<String> {
      let scenery = DatasetScenery(
        task: task, robot: robot, name: "a", first: nil, splits: splits)
      return Set(scenery.environment.instructions)
    }
    let (train, test) = (wordings(.train), wordings(.test))
    #expect(!train.isEmpty && !test.isEmpty && train.isDisjoint(with: test))
    #expect(train.union(test) == wordings(.all))
    #expect(train.union(test) == wordings(.test, .train))
  }

  @Test func everyTaskOnATableCanBeAskedForInSeveralWays() throws {
    let onTables = tasks.tasks.filter { $0.kitchen == nil }
    #expect(onTables.count > 15)
    for task in onTables {
      let robot = try #require(robots.robot(named: task.robot))
      let scenery = DatasetScenery(task: task, robot: robot, name: task.name, first: nil)
      let ways = try #require(scenery.environment.templates[task.name]?[""])
      #expect(ways.count > 2 && ways[0] == task.language)
      #expect(Paraphrases.of(task.language, templates: ways) == ways)
    }
  }
}
