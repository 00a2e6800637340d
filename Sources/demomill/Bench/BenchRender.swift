import ArgumentParser
import Foundation
import Geometry
import Rendering
import Robots
import Rollouts
import Scenes

/// `demomill bench render`: pictures per CPU second as data sets take them.
struct BenchRender: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Measure pictures per CPU second.",
    discussion: """
      A camera that stands and one on the robot's hand look at a task's first scene while the arm and \
      every free object move a little from picture to picture, four samples a pixel, with shadows. \
      robosuite gives 13 to 17 frames of 84x84 a CPU second in its loop.
      """)

  @Option(help: "Tasks, separated by commas.")
  var task = "stack,pnp_counter_to_sink"

  @Option(help: "Pictures of 84x84; of larger ones fewer, for the same pixels.")
  var frames = 400

  @Option(help: "tiles, which training images are taken with, or embree, which traces every ray.")
  var renderer = RendererChoice.tiles

  @Option(help: "What the scenes are drawn from.")
  var seed: UInt64 = 1

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  /// Where a camera is.
  private enum Place: String, CaseIterable { case fixed, hand }

  /// What was measured.
  struct Row: Encodable {
    var task: String
    var renderer: RendererChoice
    var camera: String
    var size: Int
    var shapes: Int
    var lights: Int
    var frames: Int
    var cpuSeconds: Double
    var perSecond: Double

    enum CodingKeys: String, CodingKey {
      case task, renderer, camera, size, shapes, lights, frames
      case cpuSeconds = "cpu_seconds"
      case perSecond = "frames_per_cpu_second"
    }
  }

  struct Report: Encodable {
    var samples = RenderQuality.standard.samples
    /// Frames of 84x84 per CPU second in the peer's loop, from and to.
    var robosuite = [13, 17]
    var rows: [Row] = []

    enum CodingKeys: String, CodingKey {
      case samples, rows
      case robosuite = "robosuite_frames_per_cpu_second_84"
    }
  }

  func validate() throws {
    guard (1...1_000_000).contains(frames) else {
      throw ValidationError("--frames must be between 1 and 1000000.")
    }
  }

  func run() throws {
    var report = Report()
    for name in task.split(separator: ",").map(String.init) {
      let bench = try BenchSetup(task: name, scenesFolder: scenesFolder)
      guard let reset = bench.task.distribution("D0") else {
        throw ValidationError("\(name) has no reset distribution D0.")
      }
      let drawn = try TaskScenes(
        task: bench.task, robot: bench.robot, distribution: reset, seed: seed
      ).drawn(0)
      for place in Place.allCases {
        for side in [84, 128, 256] {
          let row = try measure(drawn, bench.robot, place, side: side)
          if !json { print(Self.line(row)) }
          report.rows.append(row)
        }
      }
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    } else {
      print("robosuite, in its loop: 13 to 17 a CPU second at 84x84")
    }
  }

  private static func line(_ row: Row) -> String {
    let task = row.task.padding(toLength: 22, withPad: " ", startingAt: 0)
    let renderer = row.renderer.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0)
    let camera = row.camera.padding(toLength: 6, withPad: " ", startingAt: 0)
    return "\(task) \(renderer) \(camera)"
      + String(
        format: " %3dx%-3d %4d shapes %d lights %7.0f a CPU second", row.size, row.size,
        row.shapes, row.lights, row.perSecond)
  }

  /// An episode's pictures from one place.
  private func measure(
    _ drawn: DrawnScene, _ robot: RobotModel, _ place: Place, side: Int
  ) throws -> Row {
    let base = drawn.scene.poseWorldRobotBase
    var scene = RenderScene(drawn.scene)
    scene.add(
      robot, base: base, jointPositions: robot.home, fingerOpening: robot.gripper.homeOpening)
    var camera = try SceneView.perspective(of: drawn.scene)
    (scene, camera) = try SceneView.cutAway(scene, before: camera)
    let count = max(1, frames * 84 * 84 / (side * side))
    let size = try PictureSize(width: side, height: side)
    let free = drawn.scene.objects.filter { $0.mount == .free }
    let hand = scene.bodies.firstIndex { $0.name == "robot/hand" }

    // opening the scene counts, working out where things are does not
    var state = scene
    var start = CPUClock.seconds()
    let session = try renderer.renderer.session(for: scene, quality: .standard)
    var spent = CPUClock.seconds() - start
    for frame in 0..<count {
      let share = Double(frame) / Double(count)
      let joints = robot.home.enumerated().map { $1 + 0.5 * share * Double($0 % 3 - 1) }
      state.move(
        robot, base: base, jointPositions: joints,
        fingerOpening: robot.gripper.homeOpening * (1 - share))
      for object in free {
        state.move(
          object.name, to: Pose(Vector3(0.05 * share, 0, 0.1 * share)) * object.poseWorldObject)
      }
      if place == .hand, let hand {
        // behind the fingers and beside them, looking where they point
        camera = try Camera(
          poseWorldCamera: state.bodies[hand].poseWorldBody * Pose(Vector3(0.07, 0, 0.02)),
          projection: .perspective(verticalFieldOfView: 75 * .pi / 180))
      }
      let poses = state.bodies.map(\.poseWorldBody)
      start = CPUClock.seconds()
      try session.move(to: poses)
      _ = try session.render(from: camera, size: size, parts: [])
      spent += CPUClock.seconds() - start
    }
    return Row(
      task: drawn.task.name, renderer: renderer, camera: place.rawValue, size: side,
      shapes: scene.bodies.reduce(0) { $0 + $1.geoms.count }, lights: scene.lights.count,
      frames: count, cpuSeconds: spent, perSecond: Double(count) / spent)
  }
}
