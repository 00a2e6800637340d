import Datasets
import Episodes
import Geometry
import TestSupport
import Testing

/// Relabelled episodes are the same steps with goals that were reached.
@Suite struct GoalRelabellingTests {
  /// The sample with a goal where its plate is.
  static func episode(_ scene: Int = 0, steps: Int = 60) -> Episode {
    var episode = SampleEpisode.make(scene: scene, steps: steps)
    episode.bodies[4] = "goal"
    return episode
  }

  private static let task = GoalTask(achiever: "cubeA")

  @Test func theGoalIsFound() throws {
    #expect(GoalTask(Self.episode()) == Self.task)
    #expect(GoalTask(SampleEpisode.make()) == nil)
    var reach = Self.episode()
    reach.bodies.remove(at: 3)
    #expect(try #require(GoalTask(reach)).achiever == nil)
  }

  @Test func rewardsAreForWhatAStepLedTo() throws {
    let episode = try #require(GoalEpisode(Self.episode(), task: Self.task))
    #expect(episode.steps == 60)
    #expect(episode.achievedGoals.count == 61)
    for step in 0..<60 {
      let distance = (episode.achievedGoals[step + 1] - episode.desiredGoals[step]).length
      #expect(episode.rewards[step] == (distance > 0.05 ? -1 : 0))
    }
    // it fails at first and succeeds in the end
    #expect(episode.rewards.first == -1 && episode.rewards.last == 0)
  }

  @Test func finalTakesTheLastAchievedGoal() throws {
    let own = try #require(GoalEpisode(Self.episode(), task: Self.task))
    let copies = GoalRelabelling.final.relabelled(own, task: Self.task, stream: .init(seed: 1))
    let copy = try #require(copies.first)
    #expect(copies.count == 1)
    #expect(copy.desiredGoals.allSatisfy { $0 == own.achievedGoals[60] })
    #expect(copy.rewards.last == 0)
    #expect(copy.actions == own.actions && copy.observations == own.observations)
  }

  @Test func futureTakesGoalsReachedLater() throws {
    let own = try #require(GoalEpisode(Self.episode(), task: Self.task))
    let stream = RandomStream(seed: 5)
    let copies = GoalRelabelling.future(copies: 4).relabelled(
      own, task: Self.task, stream: stream)
    #expect(copies.count == 4)
    for copy in copies {
      for step in 0..<60 {
        #expect(own.achievedGoals[(step + 1)...].contains(copy.desiredGoals[step]))
      }
      #expect(copy.desiredGoals.last == own.achievedGoals.last)
    }
    #expect(Set(copies.map(\.desiredGoals)).count == 4)
    // a copy does not depend on how many there are
    let two = GoalRelabelling.future(copies: 2).relabelled(own, task: Self.task, stream: stream)
    #expect(Array(copies.prefix(2)) == two)
    // uniform: on average half of what is left lies before the goal
    let task = GoalTask(achiever: nil)
    var straight = Self.episode()
    straight.bodies[3] = "other"
    for row in 0...60 { straight.states[row * straight.stateRowWidth] = Double(row) }
    let line = try #require(GoalEpisode(straight, task: task))
    let drawn = GoalRelabelling.future(copies: 400).relabelled(line, task: task, stream: stream)
    let mean = drawn.reduce(0) { $0 + $1.desiredGoals[0].x } / 400
    #expect(abs(mean - 30.5) < 3)
  }

  @Test func observationsAreFetchs() throws {
    var source = Self.episode()
    let turn = Quaternion(axis: Vector3(0, 0, 1), angle: 0.3)
    let o = 7 * source.stateRowWidth + 3 * 13
    for (k, value) in [turn.w, turn.x, turn.y, turn.z].enumerated() {
      source.states[o + 3 + k] = value
    }
    source.states[o + 7] = 0.5
    source.states[7 * source.stateRowWidth + 8] = 0.2
    source.states[o + 12] = 2
    let episode = try #require(GoalEpisode(source, task: Self.task))
    #expect(episode.observationWidth == 25)
    let row = Array(episode.observations[(7 * 25)..<(8 * 25)])
    let (hand, cube) = (
      source.eefPose(atStep: 7).position, source.pose(ofBody: 3, atStep: 7).position
    )
    #expect(Array(row[0..<3]) == [hand.x, hand.y, hand.z])
    #expect(Array(row[3..<6]) == [cube.x, cube.y, cube.z])
    #expect(Array(row[9..<11]) == [0.04, 0.04])
    for (found, expected) in zip(row[11..<14], [0, 0, 0.3]) {
      #expect(abs(found - expected) < 1e-12)
    }
    // times 50 ms, relative to the hand's
    for (found, expected) in zip(row[14...], [0.025, -0.01, 0, 0, 0, 0.1, 0, 0.01, 0, 0, 0]) {
      #expect(abs(found - expected) < 1e-12)
    }
    #expect(try #require(GoalEpisode(source, task: GoalTask(achiever: nil))).observationWidth == 10)
  }

  @Test func eulerAnglesTurnBackIntoTheRotation() {
    var random = RandomStream(seed: 2)
    for _ in 0..<50 {
      let q = Quaternion(
        rotationVector: Vector3(
          random.uniform(-1.5, 1.5), random.uniform(-1.5, 1.5), random.uniform(-1.5, 1.5)))
      let e = FetchObservation.euler(q)
      // about fixed axes: x first, then y, then z, seen from the moving frame the other way round
      let x = Quaternion(axis: Vector3(1, 0, 0), angle: e.x)
      let y = Quaternion(axis: Vector3(0, 1, 0), angle: e.y)
      let z = Quaternion(axis: Vector3(0, 0, 1), angle: e.z)
      #expect(((x * y * z) * q.conjugate).angle < 1e-7)
    }
  }
}
