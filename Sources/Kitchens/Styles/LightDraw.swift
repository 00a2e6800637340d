import Episodes
import Geometry
import Scenes

/// Draws the lights of a scene.
public enum LightDraw {
  /// One fixed light from above and behind, or one to six drawn ones.
  public static func lights(_ preset: KitchenOptions.Lights, stream: RandomStream) -> [SceneLight] {
    switch preset {
    case .off:
      let direction = Vector3(-0.3, 0.4, -0.866)
      return [
        SceneLight(direction: direction / direction.length, temperature: 5000, intensity: 0.8)
      ]
    case .varied: return varied(stream)
    }
  }

  /// Lights from the upper hemisphere, 2700 to 6500 K; together they light a surface 0.6 to 1.2 fold.
  private static func varied(_ stream: RandomStream) -> [SceneLight] {
    var random = stream.stream("lights")
    let count = random.integer(in: 1...6)
    let total = random.uniform(0.6, 1.2)
    let shares = (0..<count).map { _ in random.uniform(0.4, 1) }
    var sum = 0.0
    for share in shares { sum += share }
    return (0..<count).map { index in
      var one = stream.stream("light", index)
      // uniform over the part of the hemisphere that is at least 15 degrees above the horizon
      let height = one.uniform(0.26, 1)
      let (sin, cos) = Trigonometry.sincos(one.uniform(0, 2 * .pi))
      let across = (1 - height * height).squareRoot()
      return SceneLight(
        direction: Vector3(across * cos, across * sin, -height),
        temperature: one.uniform(2700, 6500).rounded(), intensity: total * shares[index] / sum,
        // the first always does, so that things stand on their shadows
        castsShadow: index == 0 || one.uniform() < 0.6)
    }
  }
}
