import Datasets
import Demonstrations
import Episodes
import Geometry
import TestSupport
import Testing

/// Every action space says the same.
@Suite struct ActionSpaceTests {
  private let episode = SampleEpisode.make(steps: 30)

  @Test func deltasAreAsRecorded() {
    #expect(ActionSpace.deltaPose.actions(of: episode) == episode.actions)
    #expect(ActionSpace.deltaPose.names(of: episode).count == 7)
  }

  @Test func absolutePosesAskForTheRecordedTargets() {
    let actions = ActionSpace.absolutePose.actions(of: episode)
    #expect(actions.count == 30 * 7)
    for step in 0..<30 {
      let row = Array(actions[(7 * step)..<(7 * step + 7)])
      let pose = Pose(
        Vector3(row[0], row[1], row[2]),
        Quaternion(rotationVector: Vector3(row[3], row[4], row[5])))
      // what the controller would be told, had it been asked relative to the measured pose
      let delta = OSCPoseAction.action(
        poseWorldEef: episode.eefPose(atStep: step), poseWorldTarget: pose, gripper: row[6])
      for (a, b) in zip(delta, episode.action(atStep: step)) { #expect((a - b).magnitude < 1e-9) }
    }
  }

  @Test func rowsOfTheMatrixAreItsRotation() {
    let actions = ActionSpace.absolutePose6D.actions(of: episode)
    #expect(actions.count == 30 * 10)
    for step in 0..<30 {
      let row = Array(actions[(10 * step)..<(10 * step + 10)])
      let matrix = episode.targetPose(atStep: step).rowMajor4x4
      for (a, b) in zip(row[3..<6], matrix[0..<3]) { #expect((a - b).magnitude < 1e-12) }
      for (a, b) in zip(row[6..<9], matrix[4..<7]) { #expect((a - b).magnitude < 1e-12) }
    }
  }

  @Test func jointsAreThoseOfTheNextRow() {
    let actions = ActionSpace.jointPositions.actions(of: episode)
    #expect(actions.count == 30 * 8)
    for step in 0..<30 {
      #expect(
        Array(actions[(8 * step)..<(8 * step + 7)])
          == Array(episode.jointPositions[(7 * step + 7)..<(7 * step + 14)]))
      #expect(actions[8 * step + 7] == episode.actions[7 * step + 6])
    }
  }

  @Test func aDrivenBaseComesLast() {
    var driven = episode
    driven.actionWidth = 10
    driven.actions = (0..<30).flatMap { episode.action(atStep: $0) + [0.1, 0.2, Double($0) / 100] }
    for space in ActionSpace.allCases {
      let names = space.names(of: driven)
      let actions = space.actions(of: driven)
      #expect(names.suffix(4) == ["gripper", "base_forward", "base_left", "base_turn"])
      #expect(actions.count == 30 * names.count)
      #expect(Array(actions.suffix(3)) == [0.1, 0.2, 0.29])
    }
  }
}
