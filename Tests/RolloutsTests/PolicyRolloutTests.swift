import Episodes
import Geometry
import Rollouts
import Testing

/// A policy starts where attempts start, and is told what it did.
@Suite struct PolicyRolloutTests {
  /// Scene and motion of a kept episode that nothing but its own stream draws, with its session.
  private func pair(
    _ runner: AttemptRunner, scene: Int, motion: Int
  ) throws -> (episode: Episode, session: PolicyRollout)? {
    guard let episode = runner.run(scene: scene, motion: motion).episode else { return nil }
    let session = PolicyRollout(
      try runner.drawn(scene), robot: runner.robot,
      stream: AttemptRunner.stream(seed: runner.seed, scene: scene, motion: motion))
    return (episode, session)
  }

  @Test(arguments: ["stack", "lift"])
  func `a session starts exactly where the motion of its scene starts`(task: String) throws {
    let runner = try Bench().runner(task, distribution: "D1", seed: 6)
    var starts: Set<[Double]> = []
    var checked = 0
    for scene in 0..<3 {
      for motion in 0..<2 {
        guard let (episode, session) = try pair(runner, scene: scene, motion: motion) else {
          continue
        }
        let recent = session.recent
        let row = episode.stateRowWidth
        #expect(recent.bodies == episode.bodies)
        #expect(Array(recent.states.suffix(row)) == Array(episode.states.prefix(row)))
        let joints = Array(episode.jointPositions.prefix(episode.jointCount))
        #expect(Array(recent.jointPositions.suffix(recent.jointCount)) == joints)
        #expect(
          Array(recent.gripperPositions.suffix(2)) == Array(episode.gripperPositions.prefix(2)))
        starts.insert(joints)
        checked += 1
      }
    }
    // each motion has a start of its own
    #expect(checked > 3 && starts.count == checked)
  }

  @Test func `the recorded actions lead where the episode went`() throws {
    let runner = try Bench().runner("stack", seed: 6)
    let found = try (0..<6).lazy.compactMap { try pair(runner, scene: $0, motion: 0) }.first
    let (episode, session) = try #require(found)
    for step in 0..<episode.steps {
      let moment = session.step(
        Array(episode.actions[(step * episode.actionWidth)..<((step + 1) * episode.actionWidth)]))
      #expect(!moment.clipped)
    }
    let row = episode.stateRowWidth
    #expect(Array(session.recent.states.suffix(row)) == Array(episode.states.suffix(row)))
    #expect(session.moment.anyFrameSuccess)
  }

  @Test func `what is beyond the limits is clipped, and said`() throws {
    let runner = try Bench().runner("stack", seed: 6)
    func session() throws -> PolicyRollout {
      PolicyRollout(
        try runner.drawn(0), robot: runner.robot,
        stream: AttemptRunner.stream(seed: 6, scene: 0, motion: 0))
    }
    let (whole, beyond) = (try session(), try session())
    #expect(!beyond.moment.clipped)
    #expect(!whole.step([1, -1, 0, 0, 0, 0, -1]).clipped)
    #expect(beyond.step([1.03, -7, 0, 0, 0, 0, -1]).clipped)
    #expect(beyond.recent == whole.recent)
    // of one step only
    #expect(!beyond.step([0, 0, 0, 0, 0, 0, 1]).clipped)
  }
}
