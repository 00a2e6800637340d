import Episodes
import Foundation
import Geometry
import Rollouts
import TestSupport
import Testing

/// A task that is nothing but a file: a cabinet with a drawer, a lever and a spring button.
@Suite struct NewTaskTests {
  private static let text = """
    name: tidy
    language: pull the drawer open
    robot: panda
    table: {center: [0, 0, 0.8], size: [0.8, 1.0]}
    robot_base: {position: [-0.56, 0, 0.912]}
    objects:
      - name: cabinet
        fixed: true
        geoms:
          - {type: box, size: [0.006, 0.1, 0.065], position: [-0.106, 0, 0.065]}
          - {type: box, size: [0.006, 0.1, 0.065], position: [0.106, 0, 0.065]}
          - {type: box, size: [0.1, 0.006, 0.065], position: [0, 0.094, 0.065]}
          - {type: box, size: [0.1, 0.1, 0.006], position: [0, 0, 0.124]}
      - name: drawer
        mass: 0.5
        joint: {type: slider, parent: cabinet, axis: [0, -1, 0], range: [0, 0.14], friction: 3, damping: 5}
        geoms:
          - {type: box, size: [0.094, 0.006, 0.056], position: [0, -0.104, 0.068]}
          - {type: box, size: [0.08, 0.08, 0.006], position: [0, -0.018, 0.03]}
          # the bar, and the posts that hold it
          - {type: box, size: [0.05, 0.008, 0.008], position: [0, -0.172, 0.112]}
          - {type: box, size: [0.006, 0.027, 0.006], position: [-0.044, -0.137, 0.112]}
          - {type: box, size: [0.006, 0.027, 0.006], position: [0.044, -0.137, 0.112]}
        sites:
          handle: [0, -0.172, 0.112]
      - name: panel
        fixed: true
        geoms: [{type: box, size: [0.06, 0.04, 0.01]}]
      - name: lever
        mass: 0.03
        joint: {type: hinge, parent: panel, position: [-0.03, 0, 0.012], axis: [0, 1, 0], range: [-0.4, 0.4], friction: 0.05}
        geoms: [{type: box, size: [0.005, 0.015, 0.025], position: [0, 0, 0.03]}]
      - name: button
        mass: 0.02
        joint: {type: slider, parent: panel, position: [0.03, 0, 0.02], axis: [0, 0, -1], range: [0, 0.008], stiffness: 100, damping: 1}
        geoms: [{type: cylinder, size: [0.012, 0.008]}]
    distributions:
      D0:
        cabinet: {x: [0.12, 0.2], y: [0.27, 0.3], z_rotation: [-0.1, 0.1]}
        panel: {x: [-0.1, 0.0], y: [-0.3, -0.2]}
        drawer: {joint: [0, 0.02]}
      far:
        cabinet: {x: [0.38, 0.39], y: [0.48, 0.49]}
        panel: {x: [-0.1, 0.0], y: [-0.3, -0.2]}
    subtasks:
      - name: pull
        object_ref: drawer
        subtask_term_signal: open
        signal_predicate: open(drawer, 0.85)
        action_noise: 0.05
        num_interpolation_steps: 10
        operator:
          - {position: [0, -0.172, 0.212], fingers: [0, 1, 0], gripper: open}
          - {position: [0, -0.172, 0.112], fingers: [0, 1, 0], speed: 0.2, careful: true, gripper: close, wait: 12}
          - {relative_to: cabinet, position: [0, -0.33, 0.112], fingers: [0, 1, 0], speed: 0.2, careful: true, until: "open(drawer, 0.95)"}
      - name: let_go
        object_ref: drawer
        action_noise: 0.05
        num_interpolation_steps: 2
        operator:
          - {relative_to: here, position: [0, 0, 0], gripper: open, wait: 12}
          - {relative_to: here, position: [0, 0, 0.1]}
    success:
      goal: open(drawer, 0.85) and not pressed(button) and not turned_on(lever)
      released: [drawer]
      dwell: 5
      settle: 40
    """

  @Test func `a task in a folder is recorded and multiplied, without a line of Swift`() throws {
    let bench = try Bench()
    let library = try Bench.library("tidy", Self.text)
    let task = try #require(library.task(named: "tidy"))
    let demonstrations = try bench.recorded(task, count: 2)

    // the operator pulled no further than it was told to
    for demonstration in demonstrations {
      let cabinet = try #require(demonstration.object("cabinet")).poses
      let drawer = try #require(demonstration.object("drawer")).poses
      #expect(Set(cabinet).count == 1)
      let way = (try #require(drawer.last).position - cabinet[0].position).length
      #expect(way > 0.85 * 0.14 && way < 0.142, "\(way)")
    }

    let runner = try bench.runner("tidy", demonstrations: demonstrations, from: library)
    var kept: [Episode] = []
    for scene in 0..<10 {
      let (outcome, episode) = runner.run(scene: scene, motion: 0)
      if let episode { kept.append(episode) }
      #expect((outcome.failure == nil) == (episode != nil))
      #expect((outcome.failure == nil) == (outcome.subtask == nil))
    }
    #expect(kept.count >= 5, "\(kept.count)")
    for episode in kept {
      let report = runner.verify(episode)
      #expect(report.matches && report.replayMatches, "\(report.detail ?? "")")
      #expect(runner.staysSuccessful(episode, for: 2))
      // what is fixed stays to the last bit
      let cabinet = 3 + 0
      #expect(
        episode.pose(ofBody: cabinet, atStep: 0)
          == episode.pose(ofBody: cabinet, atStep: episode.steps))
    }
  }

  @Test func `what cannot be done fails with a reason`() throws {
    let bench = try Bench()
    let library = try Bench.library("tidy", Self.text)
    let task = try #require(library.task(named: "tidy"))
    let demonstrations = try bench.recorded(task, count: 2)
    let far = try bench.runner(
      "tidy", distribution: "far", demonstrations: demonstrations, from: library)
    for scene in 0..<4 {
      let outcome = far.run(scene: scene, motion: 0).outcome
      #expect(outcome.failure == .unreachable || outcome.failure == .collision)
      #expect(outcome.subtask == 0)
    }

    // a drawer that is stuck is no drawer that opens
    let stuck = try Bench.library(
      "tidy", Self.text.replacingOccurrences(of: "friction: 3,", with: "friction: 900,"))
    let runner = try bench.runner("tidy", demonstrations: demonstrations, from: stuck)
    for scene in 0..<4 {
      let outcome = runner.run(scene: scene, motion: 0).outcome
      #expect(outcome.failure != nil && outcome.subtask == 0, "\(outcome)")
    }
  }
}
