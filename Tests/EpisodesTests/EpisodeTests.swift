import Episodes
import Geometry
import Testing

/// Rows of an episode's arrays as poses.
@Suite struct EpisodeTests {
  private let turn = Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2)

  /// Two steps of a hand, two fingers and a hammer whose centre of mass lies off its frame.
  private func episode() -> Episode {
    let recipe = EpisodeRecipe(
      task: "t", taskVersion: "v", robot: "panda", distribution: "D0", demonstrations: ["d"],
      seed: 1, scene: 0, motion: 0, options: MotionOptions(), language: "hit",
      controlFrequency: 20, placements: [], sources: [])
    var episode = Episode(
      recipe: recipe, bodies: ["hand", "finger_left", "finger_right", "hammer"],
      massCenters: [.zero, .zero, .zero, Vector3(0.1, 0, 0)], jointCount: 7, signalNames: [])
    for row in 0..<3 {
      for body in 0..<4 {
        let p = Vector3(Double(row), Double(body), 0.5)
        episode.states += [p.x, p.y, p.z, turn.w, turn.x, turn.y, turn.z, 0, 0, 0, 0, 0, 0]
      }
    }
    episode.actions = Array(repeating: 0.5, count: 14)
    episode.targetPoses = [1, 2, 3, 1, 0, 0, 0, 4, 5, 6, turn.w, turn.x, turn.y, turn.z]
    return episode
  }

  @Test func `poses are those of the bodies' frames, not of their centres of mass`() {
    let episode = episode()
    #expect(episode.steps == 2)
    #expect(episode.objects == ["hammer"])
    #expect(episode.eefPose(atStep: 1) == Pose(Vector3(1, 0, 0.5), turn))
    // the centre of mass lies 0.1 m along the turned x axis, which is the world's y axis
    let hammer = episode.pose(ofBody: 3, atStep: 2)
    #expect((hammer.position - Vector3(2, 2.9, 0.5)).length < 1e-15)
    #expect(hammer.orientation == turn)
    #expect(episode.targetPose(atStep: 1) == Pose(Vector3(4, 5, 6), turn))
  }

  @Test func `the hash covers states and actions`() {
    let episode = episode()
    var other = episode
    other.states[51] += 1e-16
    #expect(other.states[51] == episode.states[51] || other.stateHash != episode.stateHash)
    other = episode
    other.states[40] = (other.states[40]).nextUp
    #expect(other.stateHash != episode.stateHash)
    other = episode
    other.actions[13] = -0.5
    #expect(other.stateHash != episode.stateHash)
  }
}
