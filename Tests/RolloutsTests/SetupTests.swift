import Demonstrations
import Episodes
import Rollouts
import Testing

/// Jobs that cannot run name the field that is at fault.
@Suite struct SetupTests {
  private func fault(
    distribution: String = "D0", demonstrations: [Demonstration]? = nil,
    change: (inout MotionOptions) -> Void = { _ in }
  ) throws -> AttemptSetupError? {
    do {
      _ = try Bench().runner(
        "stack", distribution: distribution, demonstrations: demonstrations, change: change)
      return nil
    } catch let error as AttemptSetupError { return error }
  }

  @Test("an unknown distribution")
  func distribution() throws {
    let error = try #require(try fault(distribution: "D7"))
    #expect(error.field == "scenes.distribution" && error.reason.contains("D0, D1"))
  }

  @Test("options out of range")
  func options() throws {
    #expect(try fault { $0.nnK = 0 }?.field == "motions.nn_k")
    #expect(try fault { $0.actionNoise = .nan }?.field == "motions.action_noise")
    #expect(try fault { $0.actionNoise = 0.5 } == nil)
  }

  @Test("jitter that may empty a subtask")
  func jitter() throws {
    let error = try #require(try fault { $0.subtaskTermOffsetRange = [10, 80] })
    #expect(
      error.field == "demonstrations[0]" && error.reason.contains("subtask_term_offset_range"))
  }

  @Test("no demonstration, or one without the task's object")
  func demonstrations() throws {
    #expect(try fault(demonstrations: [])?.field == "demonstrations")
    var lacking = try Bench.demonstrations(of: "stack")
    lacking[1].objects.removeAll { $0.name == "cubeB" }
    let error = try #require(try fault(demonstrations: lacking))
    #expect(error.field == "demonstrations[1]" && error.reason.contains("object_poses/cubeB"))
  }

  @Test("a demonstration of another robot or rate")
  func others() throws {
    var other = try Bench.demonstrations(of: "stack")
    other[0].robot = "sawyer"
    #expect(try fault(demonstrations: other)?.reason.contains("robot") == true)
    other = try Bench.demonstrations(of: "stack")
    other[2].controlFrequency = 10
    #expect(try fault(demonstrations: other)?.reason.contains("control_frequency") == true)
  }
}
