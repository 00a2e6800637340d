import Episodes
import Geometry

/// What contacts exert on objects, by Newton's second law from recorded velocities.
enum ObjectForce {
  private static let gravity = Vector3(0, 0, -9.81)

  /// The largest force on any of the bodies, newtons, averaged over a control step; nil where the episode
  /// has none of them.
  ///
  /// Masses and gravity are as drawn for the attempt.
  static func peak(in episode: Episode, bodies: [RobomimicEnvironment.Body]) -> Double? {
    let draw = episode.recipe.drawnPhysics
    let gravity = gravity + (draw?.gravityOffset ?? .zero)
    var peak: Double?
    for body in bodies where !body.model.geoms.isEmpty {
      guard let index = episode.bodies.firstIndex(of: body.name) else { continue }
      let factor = draw?.objects.first { $0.name == body.name }?.mass ?? 1
      for step in 0..<episode.steps {
        let change = velocity(index, step + 1, episode) - velocity(index, step, episode)
        let push = change * episode.recipe.controlFrequency - gravity
        peak = max(peak ?? 0, push.length * body.model.mass * factor)
      }
    }
    return peak
  }

  /// Of the centre of mass, m/s.
  private static func velocity(_ body: Int, _ row: Int, _ episode: Episode) -> Vector3 {
    let o = row * episode.stateRowWidth + body * Episode.stateWidth + 7
    return Vector3(episode.states[o], episode.states[o + 1], episode.states[o + 2])
  }
}
