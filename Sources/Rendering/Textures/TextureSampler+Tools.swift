import Geometry

/// What all families are made with.
extension TextureSampler {
  /// A mixture of two colours of the texture, `t` brought within 0...1.
  func mix(_ first: Int, _ second: Int, _ t: Double) -> LinearColor {
    blend(colors[first], colors[second], min(1, max(0, t)))
  }

  func blend(_ a: LinearColor, _ b: LinearColor, _ t: Double) -> LinearColor {
    a * (1 - t) + b * t
  }

  /// Contrast about one half.
  func grow(_ value: Double, by factor: Double) -> Double { 0.5 + (value - 0.5) * factor }

  /// A dial between two values.
  func dial(_ index: Int, _ low: Double, _ high: Double) -> Double {
    low + (high - low) * dials[index]
  }

  /// From 0 at `low` to 1 at `high`, smooth at both.
  func ramp(_ value: Double, _ low: Double, _ high: Double) -> Double {
    let t = min(1, max(0, (value - low) / (high - low)))
    return t * t * (3 - 2 * t)
  }

  /// Lighter and darker about 1 over a length, so that fine things far away are still no flat colour.
  func uneven(_ place: Place, _ length: Double, by strength: Double) -> Double {
    1 + strength * (noise.smooth(shifted(place) / length) - 0.5)
  }

  /// How much of a detail of a size is left at a distance.
  func fade(_ size: Double, _ place: Place) -> Double {
    min(1, max(0, 2 - 2 * place.footprint / size))
  }

  /// The share of a pixel that is past an edge, by its signed distance, metres.
  func past(_ distance: Double, _ place: Place) -> Double {
    guard place.footprint > 0 else { return distance >= 0 ? 1 : 0 }
    return min(1, max(0, 0.5 + distance / place.footprint))
  }

  /// The share of a pixel that a line of a width covers at a distance from its middle, metres.
  func line(_ distance: Double, _ width: Double, _ place: Place) -> Double {
    let half = place.footprint / 2
    guard half > 0 else { return distance <= width / 2 ? 1 : 0 }
    let covered = min(distance + half, width / 2) - max(distance - half, -width / 2)
    return min(1, max(0, covered) / place.footprint)
  }

  /// The point, moved far for each salt.
  func shifted(_ place: Place) -> Vector3 {
    let salt = place.salt & 0xFFF
    return place.point + Vector3(Double(salt & 0xF), Double(salt >> 4 & 0xF), Double(salt >> 8))
  }

  /// The point with the grain's axis first.
  func along(_ place: Place) -> Vector3 {
    let p = shifted(place)
    switch place.grain {
    case 0: return p
    case 1: return Vector3(p.y, p.z, p.x)
    default: return Vector3(p.z, p.x, p.y)
    }
  }

  /// The two axes of the face, metres: u along the grain where it lies in the face; of an upright
  /// face of the geom v is its height.
  func face(_ place: Place) -> (u: Double, v: Double) {
    let n = place.normal
    let size = (n.x.magnitude, n.y.magnitude, n.z.magnitude)
    let p = place.point
    if size.2 >= size.0 && size.2 >= size.1 {
      return place.grain == 1 ? (p.y, p.x) : (p.x, p.y)
    }
    return size.0 >= size.1 ? (p.y, p.z) : (p.x, p.z)
  }

  /// The face's axes, turned by what the seed decides.
  func turnedFace(_ place: Place) -> (u: Double, v: Double) {
    let (u, v) = face(place)
    return (u * turn.x + v * turn.y, v * turn.x - u * turn.y)
  }

  /// How far a coordinate is into its cell, metres.
  func within(_ value: Double, _ cell: Double) -> Double {
    value - (value / cell).rounded(.down) * cell
  }

  func cell(_ value: Double, _ size: Double) -> Int32 {
    HashNoise.lattice((value / size).rounded(.down))
  }

  /// A wave of straight sides with a period of 1, from 0 at whole numbers to 1 between them.
  func triangle(_ value: Double) -> Double {
    let t = value - value.rounded(.down)
    return t < 0.5 ? 2 * t : 2 - 2 * t
  }

  /// The cell of a scattered point (Worley 1996).
  struct Grain {
    /// Which point.
    var x: Int32
    var y: Int32
    /// To the nearest point and to the next, in cells.
    var first: Double
    var second: Double
    /// From the point, in cells.
    var across: Double
    var down: Double
    /// To the border of the next cell, in cells, at least roughly.
    var border: Double { (second - first) / 2 }
  }

  /// The nearest of points that lie one in each square of a grid, its place random by `jitter`.
  func grain(_ u: Double, _ v: Double, jitter: Double = 0.9) -> Grain {
    let cu = u.rounded(.down)
    let cv = v.rounded(.down)
    let x = HashNoise.lattice(cu)
    let y = HashNoise.lattice(cv)
    let low = 0.5 - jitter / 2
    var nearest = Grain(x: 0, y: 0, first: 9, second: 9, across: 0, down: 0)
    for dy: Int32 in -1...1 {
      for dx: Int32 in -1...1 {
        // both coordinates from one number
        let drawn = noise.value(x &+ dx, y &+ dy, 101) * 4096
        let whole = drawn.rounded(.down)
        let across = u - cu - Double(dx) - low - jitter * whole / 4096
        let down = v - cv - Double(dy) - low - jitter * (drawn - whole)
        let square = across * across + down * down
        if square < nearest.first {
          nearest = Grain(
            x: x &+ dx, y: y &+ dy, first: square, second: nearest.first, across: across, down: down
          )
        } else if square < nearest.second {
          nearest.second = square
        }
      }
    }
    nearest.first = nearest.first.squareRoot()
    nearest.second = nearest.second.squareRoot()
    return nearest
  }
}
