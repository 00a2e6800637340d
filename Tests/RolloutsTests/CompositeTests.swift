import Episodes
import Rollouts
import Testing

/// Composite tasks chain the demonstrations of their skills, drive between them, and check conditions.
@Suite struct CompositeTests {
  @Test func `each skill takes its own demonstrations, and what is kept replays bit for bit`()
    throws
  {
    let kitchen = try CompositeKitchen()
    let runner = try kitchen.runner(try kitchen.demonstrations(3))
    let names = runner.task.subtasks.map(\.name)
    #expect(names == ["setup_grasp", "setup_place", "press_drive", "press_press"])

    let kept = (0..<16).lazy.compactMap { runner.run(scene: $0, motion: 0).episode }.first
    let episode = try #require(kept, "nothing of sixteen attempts was kept")
    let sources = episode.recipe.sources
    #expect(sources.count == 4)
    #expect((0..<3).contains(sources[0].demonstration))
    #expect((0..<3).contains(sources[1].demonstration))
    #expect((3..<6).contains(sources[3].demonstration))
    // no demonstration shows the drive
    #expect(sources[2].start == sources[2].end)
    let report = runner.verify(episode)
    #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
  }

  @Test func `a skill whose precondition fails ends the attempt and is named`() throws {
    let kitchen = try CompositeKitchen(
      replacing: ["pre: on(mug, counter)": "pre: state(machine, on)"])
    let runner = try kitchen.runner(try kitchen.demonstrations(1))
    let outcomes = (0..<4).map { runner.run(scene: $0, motion: 0).outcome }
      .filter { $0.failure != .infeasibleScene }
    let outcome = try #require(outcomes.first)
    #expect(outcome.failure == .precondition)
    #expect(outcome.subtask == 0)
    #expect(outcome.detail?.contains("setup") == true)
  }

  @Test func `what touches what is known before the first skill`() throws {
    let kitchen = try CompositeKitchen(
      replacing: ["pre: on(mug, counter)": "pre: not on(mug, counter)"])
    let runner = try kitchen.runner(try kitchen.demonstrations(1))
    let outcomes = (0..<4).map { runner.run(scene: $0, motion: 0).outcome }
      .filter { $0.failure != .infeasibleScene }
    #expect(!outcomes.isEmpty)
    #expect(outcomes.allSatisfy { $0.failure == .precondition && $0.subtask == 0 })
  }

  @Test func `a skill that does not bring about what it is to fails in that skill`() throws {
    let kitchen = try CompositeKitchen(
      replacing: [
        "post: inside(mug.origin, machine.pour) and released(mug)": "post: lifted(mug, 2)"
      ])
    let runner = try kitchen.runner(try kitchen.demonstrations(3))
    let outcomes = (0..<16).map { runner.run(scene: $0, motion: 0).outcome }
    #expect(outcomes.allSatisfy { $0.failure != nil })
    let told = outcomes.first { $0.detail?.hasPrefix("setup: what it is to bring about") == true }
    let outcome = try #require(told)
    #expect(outcome.failure == .notAtGoal && outcome.subtask == 1)
  }

  @Test func `demonstrations of another task, of none, or of too few skills are refused`() throws {
    let kitchen = try CompositeKitchen()
    let shown = try kitchen.demonstrations(1)
    var foreign = shown
    foreign[0].task = "stack"
    #expect {
      _ = try kitchen.runner(foreign)
    } throws: {
      let error = $0 as? AttemptSetupError
      return error?.field == "demonstrations[0]" && error?.reason.contains("stack") == true
    }
    foreign[0].task = nil
    #expect {
      _ = try kitchen.runner(foreign)
    } throws: {
      ($0 as? AttemptSetupError)?.reason.contains("does not say") == true
    }
    #expect {
      _ = try kitchen.runner([shown[0]])
    } throws: {
      let error = $0 as? AttemptSetupError
      return error?.field == "demonstrations"
        && error?.reason.contains("coffee_press_button") == true
    }
  }
}
