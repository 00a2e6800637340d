import Geometry

/// Patterns in two dimensions, laid on from the side that the surface faces most.
extension TextureSampler {
  func pattern(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    switch family {
    case .planks: return planks(u, v, place)
    case .tile: return tiles(u, v, width: scale, height: scale, shift: 0, place)
    case .brick: return tiles(u, v, width: scale, height: scale * 0.4, shift: 0.5, place)
    case .checker:
      let even = Int((u / scale).rounded(.down)) & 1 == Int((v / scale).rounded(.down)) & 1
      return colors[even ? 0 : 1]
    case .stripes: return colors[Int((u / scale * 2).rounded(.down)) & 1]
    case .dots:
      let x = within(u, scale) - scale / 2
      let y = within(v, scale) - scale / 2
      return colors[x * x + y * y < 0.06 * scale * scale ? 1 : 0]
    case .terrazzo: return terrazzo(u, v, place)
    default: return fabric(u, v, place)
    }
  }

  /// The two axes of the face, metres: u along the grain where it lies in the face; of an upright
  /// face of the geom v is its height.
  private func face(_ place: Place) -> (u: Double, v: Double) {
    let n = place.normal
    let size = (n.x.magnitude, n.y.magnitude, n.z.magnitude)
    let p = place.point
    if size.2 >= size.0 && size.2 >= size.1 {
      return place.grain == 1 ? (p.y, p.x) : (p.x, p.y)
    }
    return size.0 >= size.1 ? (p.y, p.z) : (p.x, p.z)
  }

  /// How far a coordinate is into its cell, metres.
  private func within(_ value: Double, _ cell: Double) -> Double {
    value - (value / cell).rounded(.down) * cell
  }

  private func cell(_ value: Double, _ size: Double) -> Int32 {
    HashNoise.lattice((value / size).rounded(.down))
  }

  private func tiles(
    _ u: Double, _ v: Double, width: Double, height: Double, shift: Double, _ place: Place
  ) -> LinearColor {
    let row = cell(v, height)
    let u = u + (row & 1 == 0 ? 0 : shift * width)
    // grout no thinner than a third of a pixel, so that it does not come and go
    let grout = max(0.0035, 0.015 * height, place.footprint / 3) / 2
    let x = within(u, width)
    let y = within(v, height)
    if min(x, width - x) < grout || min(y, height - y) < grout { return colors[1] }
    let tint = noise.value(cell(u, width), row, 7) - 0.5
    let clouds = noise.fractal(place.point / scale * 3, octaves: 2) - 0.5
    return colors[0] * (1 + 0.1 * tint + 0.06 * clouds)
  }

  private func planks(_ u: Double, _ v: Double, _ place: Place) -> LinearColor {
    let width = scale * 0.6
    let length = scale * 5
    let row = cell(v, width)
    let u = u + length * noise.value(row, 3, 1)
    let shade = noise.value(row, cell(u, length), 2)
    let gap = max(0.001, place.footprint / 5)
    if within(v, width) < gap || within(u, length) < gap { return mix(0, 1, 1) * 0.45 }
    return wood(Vector3(u, v, 3 * shade), shade: shade, place)
  }

  private func terrazzo(_ u: Double, _ v: Double, _ place: Place) -> LinearColor {
    // a chip about a random point of each cell, when it is there at all
    let size = scale * 0.15
    for dx: Int32 in -1...1 {
      for dy: Int32 in -1...1 {
        let x = cell(u, size) &+ dx
        let y = cell(v, size) &+ dy
        let chosen = noise.value(x, y, 0)
        guard chosen < 0.75 else { continue }
        let across = u / size - Double(x) - noise.value(x, y, 1)
        let down = v / size - Double(y) - noise.value(x, y, 2)
        let radius = 0.18 + 0.3 * noise.value(x, y, 3)
        let lean = noise.value(x, y, 4) - 0.5
        guard (across + lean * down).magnitude + (down - lean * across).magnitude < radius else {
          continue
        }
        let color = colors[1 + min(colors.count - 2, Int(chosen / 0.75 * Double(colors.count - 1)))]
        return colors[0] + (color - colors[0]) * fade(size, place)
      }
    }
    return colors[0]
  }

  private func fabric(_ u: Double, _ v: Double, _ place: Place) -> LinearColor {
    // over and under, each thread rounded
    let thread = max(0.002, scale * 0.02)
    let over = (cell(u, thread) &+ cell(v, thread)) & 1 == 0
    let side = (within(over ? v : u, thread) / thread - 0.5).magnitude
    let base = (colors[0] + colors[1]) / 2
    let woven = colors[over ? 0 : 1] * (1 - 0.5 * side)
    return base * 0.85 + (woven - base * 0.85) * fade(thread, place)
  }
}
