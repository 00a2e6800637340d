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

  @Test(arguments: [
    (1, 1, 1), (3, 10, 4), (5, 8, 8), (7, 3, 8), (2, 17, 5), (4, 6, 1), (3, 5, 2),
  ])
  func goesInRoundsAndKeepsWithinACap(scenes: Int, motions: Int, batch: Int) {
    let whole = TaskPlan(scenes: scenes, motions: motions, batch: batch, inRounds: true)
    func attempts(_ plan: TaskPlan) -> [[Int]] {
      (0..<plan.count).flatMap { position in
        let item = plan.item(at: position)
        return (0..<item.motions).map { [item.scene, item.firstMotion + $0] }
      }
    }
    let all = attempts(whole)
    #expect(Set(all).count == scenes * motions && all.count == scenes * motions)

    // the rounds: no scene is ahead of another by more than a batch
    #expect(all.map { $0[1] / batch } == all.map { $0[1] / batch }.sorted())
    for cap in 0...(scenes * motions + 1) {
      for inRounds in [false, true] {
        let plan = TaskPlan(
          scenes: scenes, motions: motions, batch: batch, inRounds: inRounds, attempts: cap)
        let order = inRounds ? all : all.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(attempts(plan) == Array(order.prefix(cap)), "\(cap)")
        #expect((0..<plan.count).allSatisfy { plan.item(at: $0).motions > 0 })
      }
    }
  }

  @Test func keepsFamiliesTogether() {
    for branches in [1, 2, 3, 5, 8, 20] {
      let plan = TaskPlan(scenes: 3, motions: 100, workers: 2, branches: branches)
      #expect(plan.batch % branches == 0 && plan.batch >= min(8, branches))
      var spec = Bench.spec(scenes: 3, motions: 100)
      spec.motions.options.branches = branches
      #expect(TaskPlan(spec, workers: 2).batch == plan.batch)

      // the task's own count stands where the job says nothing
      let task = TaskPlan(
        Bench.spec(scenes: 3, motions: 100), workers: 2, branches: branches)
      #expect(task == plan && TaskPlan(spec, workers: 2, branches: 7) == plan)

      // where the order matters, the batch is one family, on any number of workers
      spec.goal = JobGoal(successes: 5, maxAttempts: 250)
      let rounds = TaskPlan(spec, workers: 1)
      #expect(rounds == TaskPlan(spec, workers: 9))
      #expect(rounds.batch == branches && rounds.inRounds && rounds.attempts == 250)
    }
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
