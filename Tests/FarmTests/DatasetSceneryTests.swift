import Episodes
import Farm
import Robots
import Tasks
import TestSupport
import Testing

/// What datasets say of the worlds of their episodes.
@Suite struct DatasetSceneryTests {
  @Test func wordingsThatAreKeptForTestsAreNotToldToTraining() throws {
    let scenes = Repository.root.appendingPathComponent("Scenes").path
    let task = try #require(
      try TaskLibrary(folder: "\(scenes)/tasks").task(named: "pnp_counter_to_sink"))
    let robot = try #require(
      try RobotLibrary(folder: "\(scenes)/robots").robot(named: task.robot))
    func wordings(_ scenery: DatasetScenery) -> Set<String> {
      Set(scenery.environment.instructions)
    }
    let train = wordings(
      DatasetScenery(task: task, robot: robot, name: "a", first: nil, split: .train))
    let test = wordings(
      DatasetScenery(task: task, robot: robot, name: "a", first: nil, split: .test))
    let all = wordings(DatasetScenery(task: task, robot: robot, name: "a", first: nil))
    #expect(!train.isEmpty && !test.isEmpty && train.isDisjoint(with: test))
    #expect(train.union(test) == all)
  }
}
