import ArgumentParser
import Episodes
import Foundation
import Geometry
import Rollouts
import Scenes

/// `demomill bench kitchen`: control steps per CPU second with the arm at work in a full kitchen.
struct BenchKitchen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kitchen", abstract: "Measure control steps per CPU second in a kitchen.",
    discussion: """
      The scripted operator does a task in large kitchens with so many objects about; its control \
      steps at 20 Hz, ten physics steps each, are divided by the CPU time that they took, everything \
      included but the drawing of the scene. RoboCasa's paper gives 31.9 a second without rendering.
      """)

  @Option(help: "A task in kitchens with distractors.")
  var task = "pnp_counter_to_sink"

  @Option(help: "Free objects in all.")
  var objects = 8

  @Option(help: "Fixtures that a kitchen must have at least.")
  var fixtures = 80

  @Option(help: "Layouts or archetypes, with commas.")
  var layouts = "g_shaped_large"

  @Option(help: "Scenes that the arm works in.")
  var scenes = 20

  @Option(help: "What all randomness is drawn from.")
  var seed: UInt64 = 1

  @Option(name: .customLong("scenes-folder"), help: "The folder with tasks and robots.")
  var scenesFolder: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  /// What was measured.
  struct Report: Encodable {
    var task: String
    var scenes: Int
    var fixtures: [Int] = []
    var objects: [Int] = []
    var controlSteps = 0
    var cpuSeconds = 0.0
    var perSecond: Double { cpuSeconds > 0 ? Double(controlSteps) / cpuSeconds : 0 }

    enum CodingKeys: String, CodingKey {
      case task, scenes, fixtures, objects
      case controlSteps = "control_steps"
      case cpuSeconds = "cpu_seconds"
      case perSecond = "control_steps_per_cpu_second"
    }

    func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(task, forKey: .task)
      try values.encode(scenes, forKey: .scenes)
      try values.encode(fixtures, forKey: .fixtures)
      try values.encode(objects, forKey: .objects)
      try values.encode(controlSteps, forKey: .controlSteps)
      try values.encode(cpuSeconds, forKey: .cpuSeconds)
      try values.encode(perSecond, forKey: .perSecond)
    }
  }

  func validate() throws {
    guard (1...100_000).contains(scenes) else {
      throw ValidationError("--scenes must be between 1 and 100000.")
    }
    guard (1...13).contains(objects) else {
      throw ValidationError("--objects must be between 1 and 13.")
    }
  }

  func run() throws {
    let bench = try BenchSetup(task: task, scenesFolder: scenesFolder)
    guard let kitchen = bench.task.kitchen else {
      throw ValidationError("\(task) is not done in a kitchen.")
    }
    let own = kitchen.description.objects.count
    guard objects >= own, !kitchen.description.distractors.spots.isEmpty || objects == own else {
      throw ValidationError("--objects: \(task) has \(own) objects, and no place for others.")
    }
    var options = KitchenOptions()
    options.layouts = layouts.split(separator: ",").map(String.init)
    options.distractors = [objects - own, objects - own]
    let recorder = try DemonstrationRecorder(
      task: bench.task, robot: bench.robot, distribution: "D0", seed: seed, kitchen: options)

    // scenes that are full enough, as they come
    var report = Report(task: task, scenes: 0)
    for index in 0..<(20 * scenes) where report.scenes < scenes {
      guard let drawn = try? recorder.scene(index) else { continue }
      let free = drawn.scene.objects.count { $0.mount == .free }
      let bolted = drawn.scene.fixtures.count + kitchen.description.fixtures.count
      guard free == objects, bolted >= fixtures else { continue }
      let start = CPUClock.seconds()
      report.controlSteps += recorder.attempt(scene: index, drawn: drawn).steps
      report.cpuSeconds += CPUClock.seconds() - start
      report.scenes += 1
      report.fixtures.append(bolted)
      report.objects.append(free)
    }
    guard report.scenes == scenes else {
      throw ValidationError("only \(report.scenes) scenes had so many fixtures and objects.")
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    } else {
      let (least, most) = (report.fixtures.min() ?? 0, report.fixtures.max() ?? 0)
      print("kitchen    \(scenes) scenes with \(least) to \(most) fixtures and \(objects) objects")
      print(
        "steps      \(report.controlSteps) in "
          + String(format: "%.2f CPU s: %.0f a second", report.cpuSeconds, report.perSecond))
    }
  }
}
