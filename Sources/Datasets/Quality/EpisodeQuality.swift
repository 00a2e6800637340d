import Episodes
import Geometry

/// How good an episode is, by what it recorded; deterministic, in a few passes over its steps.
///
/// What does not apply is not there: an episode without a grasp has no grasp slip.
public struct EpisodeQuality: Sendable, Hashable {
  private var values: [QualityMeasure: Double] = [:]

  /// Nothing measured.
  public init() {}

  /// What an episode shows by itself, and what the rollout measured (`metrics` by name).
  ///
  /// `world` tells masses; without it there are no forces on objects. `clearance` tells shapes, which
  /// recorded states do not; without it the metric `min_clearance_m` counts where the rollout measured it,
  /// as `peak_contact_force_n` does.
  public init(
    _ episode: Episode, world: RobomimicEnvironment.World? = nil, clearance: Clearance? = nil,
    metrics: [String: Double] = [:]
  ) {
    let motion = MotionQuality(episode)
    self[.meanJerk] = motion.jerk?.mean
    self[.peakJerk] = motion.jerk?.peak
    self[.logDimensionlessJerk] = motion.logDimensionlessJerk
    self[.pathLengthRatio] = motion.pathLengthRatio
    self[.idleShare] = motion.idleShare
    let slip = GraspSlip.largest(in: episode)
    self[.graspSlip] = slip?.distance
    self[.graspTurn] = slip?.angle
    if let world { self[.peakObjectForce] = ObjectForce.peak(in: episode, bodies: world.bodies) }

    for measure in [QualityMeasure.minClearance, .peakContactForce, .penetration] {
      self[measure] = metrics[measure.rawValue]
    }
    if let clearance { self[.minClearance] = clearance.least(in: episode) }
    if let all = metrics["physics_steps"], all > 0, let count = metrics["solver_fallbacks"] {
      self[.solverFallbacks] = count / all
    }
  }

  /// What was measured of an episode before, by the measures' names; other names are left alone.
  public init(measured: [String: Double]) {
    for measure in QualityMeasure.allCases { self[measure] = measured[measure.rawValue] }
  }

  /// A measure's value; nil where it does not apply, and for one that is not finite.
  public subscript(measure: QualityMeasure) -> Double? {
    get { values[measure] }
    set { values[measure] = newValue.flatMap { $0.isFinite ? $0 : nil } }
  }

  /// What was measured, in the order of the measures.
  public var measured: [(measure: QualityMeasure, value: Double)] {
    QualityMeasure.allCases.compactMap { measure in values[measure].map { (measure, $0) } }
  }
}
