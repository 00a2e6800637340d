import Datasets
import Episodes
import Foundation
import Geometry
import TestSupport
import Testing

/// Measures of motions whose values are known.
@Suite struct QualityTests {
  /// An episode in which the hand follows positions, with nothing else.
  private static func episode(
    _ positions: [Vector3], frequency: Double = 100, subtasks: (Int) -> Int = { _ in 0 }
  ) -> Episode {
    var episode = SampleEpisode.make(steps: 2)
    let steps = positions.count - 1
    episode.recipe.controlFrequency = frequency
    episode.bodies = ["hand", "finger_left", "finger_right"]
    episode.massCenters = episode.bodies.map { _ in .zero }
    episode.actions = (0..<steps).flatMap { _ in [0, 0, 0, 0, 0, 0, -1.0] }
    episode.states = positions.flatMap { p in
      (0..<3).flatMap { _ in [p.x, p.y, p.z, 1] + [Double](repeating: 0, count: 9) }
    }
    episode.gripperPositions = positions.flatMap { _ in [0.04, -0.04] }
    episode.subtasks = (0..<steps).map(subtasks)
    return episode
  }

  private static func episode(
    steps: Int, frequency: Double = 100, _ path: (Double) -> Vector3
  ) -> Episode {
    episode((0...steps).map { path(Double($0) / frequency) }, frequency: frequency)
  }

  /// A straight movement of least jerk (Flash and Hogan 1985).
  private static func minimumJerk(_ t: Double) -> Double {
    t * t * t * (10 - 15 * t + 6 * t * t)
  }

  @Test func jerkOfACubicIsConstant() throws {
    let quality = EpisodeQuality(Self.episode(steps: 50) { Vector3(2 * $0 * $0 * $0, 0, $0) })
    #expect(abs(try #require(quality[.meanJerk]) - 12) < 1e-6)
    #expect(abs(try #require(quality[.peakJerk]) - 12) < 1e-6)
  }

  @Test func theSmoothestMovementHasItsKnownDimensionlessJerk() throws {
    // 720 / 1.875², from its integral of squared jerk and its peak speed
    for (length, seconds) in [(0.2, 1.0), (0.5, 2.0)] {
      let quality = EpisodeQuality(
        Self.episode(steps: Int(seconds * 400), frequency: 400) {
          Vector3(length * Self.minimumJerk($0 / seconds), 0, 0)
        })
      #expect(abs(try #require(quality[.logDimensionlessJerk]) + log(204.8)) < 0.03)
    }
  }

  @Test func aTremorIsRougher() throws {
    func quality(_ tremor: Double) -> EpisodeQuality {
      EpisodeQuality(
        Self.episode(steps: 100) {
          Vector3(0.3 * Self.minimumJerk($0), tremor * sin(40 * $0), 0)
        })
    }
    let (calm, rough) = (quality(0), quality(0.002))
    #expect(
      try #require(rough[.logDimensionlessJerk]) < #require(calm[.logDimensionlessJerk]) - 1)
    #expect(try #require(rough[.meanJerk]) > 2 * #require(calm[.meanJerk]))
  }

  @Test func aHalfCircleIsLongerThanItsChord() throws {
    let path = { (t: Double) in Vector3(0.2 * cos(.pi * t), 0.2 * sin(.pi * t), 0) }
    let quality = EpisodeQuality(Self.episode(steps: 100, path))
    #expect(abs(try #require(quality[.pathLengthRatio]) - .pi / 2) < 1e-3)
    // two subtasks, two quarters
    let positions = (0...100).map { path(Double($0) / 100) }
    let halves = EpisodeQuality(Self.episode(positions) { $0 < 50 ? 0 : 1 })
    #expect(abs(try #require(halves[.pathLengthRatio]) - .pi / (2 * 2.0.squareRoot())) < 1e-3)
  }

  @Test func idleStepsAreThoseInWhichNothingMoves() throws {
    let positions = (0...40).map { Vector3(0.01 * Double(min($0, 30)), 0, 0) }
    var episode = Self.episode(positions, frequency: 20)
    #expect(EpisodeQuality(episode)[.idleShare] == 0.25)
    // a finger that moves is not idle
    for row in 36...40 { episode.gripperPositions[2 * row] = 0.04 - 0.002 * Double(row - 35) }
    #expect(EpisodeQuality(episode)[.idleShare] == 0.125)
    #expect(EpisodeQuality(Self.episode(steps: 10) { _ in .zero })[.pathLengthRatio] == nil)
  }

  // MARK: Grasps

  /// The sample's cube, which slides in the hand by so much from step 80 on.
  private static func carrying(slip: Double) -> Episode {
    var episode = SampleEpisode.make(steps: 120)
    for row in 80...120 { episode.states[row * episode.stateRowWidth + 3 * 13] += slip }
    return episode
  }

  @Test func slipIsWhatAnObjectMovesInTheHand() throws {
    let firm = EpisodeQuality(Self.carrying(slip: 0))
    // it begins to move a step after it is taken
    #expect(try #require(firm[.graspSlip]) < 1e-12)
    let loose = EpisodeQuality(Self.carrying(slip: 0.012))
    #expect(abs(try #require(loose[.graspSlip]) - 0.012) < 1e-12)
    // what leaves the hand is not held
    #expect(EpisodeQuality(Self.carrying(slip: 0.2))[.graspSlip] == nil)
  }

  @Test func whatIsPushedIsNotHeld() {
    var episode = Self.carrying(slip: 0)
    episode.gripperPositions = episode.gripperPositions.map { _ in 0 }
    #expect(EpisodeQuality(episode)[.graspSlip] == nil)
  }

  // MARK: Forces, and what the rollout measured

  @Test func forcesFollowFromMomentum() throws {
    var episode = SampleEpisode.make(steps: 20)
    let world = RobomimicEnvironment.World(
      bodies: [
        .init(
          name: "cubeB",
          model: RigidBodyModel(mass: 0.5, geoms: [.init(.sphere(radius: 0.02))]))
      ])
    // at rest it is carried
    #expect(
      abs(try #require(EpisodeQuality(episode, world: world)[.peakObjectForce]) - 4.905) < 1e-9)
    // stopped from 1 m/s within a step of 50 ms
    let velocity = 4 * 13 + 7
    for row in 5...8 { episode.states[row * episode.stateRowWidth + velocity] = 1 }
    let found = try #require(EpisodeQuality(episode, world: world)[.peakObjectForce])
    #expect(abs(found - 0.5 * (400 + 9.81 * 9.81).squareRoot()) < 1e-9)
    // a mass that was drawn counts
    var draw = RandomizationDraw(objects: ["cubeB"])
    draw.objects[0].mass = 2
    episode.recipe.drawnPhysics = draw
    #expect(
      abs(try #require(EpisodeQuality(episode, world: world)[.peakObjectForce]) - 2 * found)
        < 1e-9)
    #expect(EpisodeQuality(episode)[.peakObjectForce] == nil)
  }

  @Test func metricsOfTheRolloutAreTakenOver() throws {
    let quality = EpisodeQuality(
      SampleEpisode.make(),
      metrics: [
        "physics_steps": 2000, "solver_fallbacks": 3, "penetration_m": 0.001,
        "min_clearance_m": 0.02, "ode_cpu_s": 1,
      ])
    #expect(quality[.solverFallbacks] == 0.0015)
    #expect(quality[.penetration] == 0.001)
    #expect(quality[.minClearance] == 0.02)
    #expect(quality[.peakContactForce] == nil)

    // what was noted by name is read again
    let noted = quality.measured.map { ($0.measure.rawValue, $0.value) } + [("ode_cpu_s", 1)]
    #expect(EpisodeQuality(measured: Dictionary(uniqueKeysWithValues: noted)) == quality)
  }
}
