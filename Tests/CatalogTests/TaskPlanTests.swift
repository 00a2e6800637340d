import Catalog
import Testing

@Suite struct TaskPlanTests {
  @Test(arguments: [(1, 1, 1), (3, 10, 4), (5, 8, 8), (7, 3, 8), (2, 17, 5), (1, 1000, 8)])
  func coversEveryAttemptOnce(scenes: Int, motions: Int, batch: Int) {
    let plan = TaskPlan(scenes: scenes, motions: motions, batch: batch)
    var seen: Set<[Int]> = []
    for position in 0..<plan.count {
      let item = plan.item(at: position)
      #expect((1...batch).contains(item.motions))
      for motion in item.firstMotion..<(item.firstMotion + item.motions) {
        #expect(seen.insert([item.scene, motion]).inserted)
        #expect((0..<scenes).contains(item.scene) && (0..<motions).contains(motion))
      }
    }
    #expect(seen.count == scenes * motions)
  }

  @Test func keepsAllWorkersBusyInSmallJobs() {
    for workers in 1...8 {
      for total in [2, 5, 10, 40, 1000] {
        let plan = TaskPlan(scenes: 1, motions: total, workers: workers)
        #expect(plan.count >= min(workers, total))
        #expect(plan.batch <= TaskPlan.largestBatch)
      }
    }
  }

  @Test func namesTasksByTheirRecipe() {
    let plan = TaskPlan(scenes: 3, motions: 10, batch: 4)
    func id(_ position: Int, job: String = "j", engine: String = "1", task: String = "t") -> String
    {
      plan.id(of: plan.item(at: position), job: job, engineVersion: engine, taskVersion: task)
    }
    #expect(id(0) == id(0))
    let ids = Set((0..<plan.count).map { id($0) })
    #expect(ids.count == plan.count)
    #expect(Set([id(0), id(0, job: "k"), id(0, engine: "2"), id(0, task: "u")]).count == 4)
  }
}
