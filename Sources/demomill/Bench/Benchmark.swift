import Datasets
import Episodes
import Farm
import Foundation
import Geometry
import Rollouts
import Scenes

/// Runs attempts one after the other and measures them.
struct Benchmark {
  var runner: AttemptRunner
  var scenes: Int
  var motions: Int
  var file: String
  /// Seconds that kept episodes are simulated further; 0 for not.
  var stability: Double
  var verify: Bool
  /// Takes the pictures of kept episodes; nil for none.
  var cameras: BenchCameras?

  /// Attempts that resets and the solver's share are measured on, at most.
  private static let mostSampled = 60
  private var sample: Int { min(Self.mostSampled, scenes * motions) }

  func run() throws -> BenchReport {
    var report = BenchReport(task: runner.task.name, distribution: runner.distribution.name)
    report.subtasks = runner.task.subtasks.map(\.name)
    report.resetMilliseconds = resetMilliseconds()

    // the timed pass: reset, plan, simulate, judge, record, write
    var episodes: [Episode] = []
    let start = CPUClock.seconds()
    var scenery = runner.datasetScenery
    var cameras = self.cameras
    var environment = scenery.environment
    environment.cameras = cameras?.cameras ?? []
    let writer = try RobomimicWriter(path: file, environment: environment)
    for scene in 0..<scenes {
      try runner.run(scene: scene, motions: Array(0..<motions)) { outcome, episode in
        report.add(outcome)
        guard let episode else { return }
        let pictures = try cameras?.pictures(of: episode, styleSeed: UInt64(episodes.count))
        try writer.append(
          episode, world: scenery.world(of: episode), pictures: pictures, side: .train)
        episodes.append(episode)
      }
    }
    if !episodes.isEmpty { _ = try writer.finish() }
    report.cpuSeconds = CPUClock.seconds() - start
    if let cameras {
      report.pictures = (cameras.frames, cameras.cpuSeconds, cameras.options)
    }
    report.coverage = runner.coverage(
      outcomes: report.scenes.enumerated().map { ($0, $1.successes > 0) })
    report.sources = CoverageBalance(successes: report.successesBySource)
    report.bytes = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int ?? 0
    report.odeShare = odeShare()

    // what is kept must stay, and must come again
    if stability > 0 {
      report.stabilitySeconds = stability
      report.unstable = episodes.count { !runner.staysSuccessful($0, for: stability) }
    }
    if verify {
      let reports = episodes.map { runner.verify($0) }
      report.verified = reports.count { $0.matches && $0.replayMatches }
    }
    return report
  }

  /// CPU milliseconds to draw a scene and build its world; scenes without room are left out.
  private func resetMilliseconds() -> Double {
    let start = CPUClock.seconds()
    for index in 0..<sample { try? runner.reset(scene: index, motion: 0) }
    return (CPUClock.seconds() - start) / Double(sample) * 1000
  }

  /// The share of an attempt's CPU that is spent inside ODE.
  ///
  /// Reading the clock around every physics step costs as much as it measures, so attempts are run
  /// with and without, and the clock's own cost is taken off.
  private func odeShare() -> Double {
    let attempts = (0..<sample).map { ($0 / motions % scenes, $0 % motions) }
    let plain = attempts.reduce(0) { $0 + runner.run(scene: $1.0, motion: $1.1).outcome.cpuSeconds }
    runner.measuresSolver = true
    defer { runner.measuresSolver = false }
    var inside = 0.0
    var intervals = 0.0
    for (scene, motion) in attempts {
      let outcome = runner.run(scene: scene, motion: motion).outcome
      inside += outcome.metrics["ode_cpu_s"] ?? 0
      intervals += 2 * (outcome.metrics["physics_steps"] ?? 0)
    }
    return max(0, inside - intervals * Self.clockCost()) / plain
  }

  /// CPU seconds that one reading of the thread's clock takes.
  private static func clockCost() -> Double {
    let readings = 20_000
    var now = timespec()
    let start = CPUClock.seconds()
    for _ in 0..<readings { clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) }
    return (CPUClock.seconds() - start) / Double(readings)
  }
}
