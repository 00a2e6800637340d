import Geometry

/// Drawn patterns: bands, squares, dots.
extension TextureSampler {
  func gradient(_ place: Place) -> LinearColor {
    let (u, v) = turnedFace(place)
    // along a line, or in rings about a point
    let phase: Double
    if dials[0] < 0.7 {
      phase = u / scale / 2 + dials[1]
    } else {
      let x = u / scale - 0.6 * dials[1]
      let y = v / scale - 0.6 * dials[2]
      phase = (x * x + y * y).squareRoot() / 1.5
    }
    let t = triangle(phase)
    // through the third colour where there is one in between
    guard dials[3] > 0.5 else { return mix(0, 1, t) }
    return t < 0.5 ? mix(0, 2, 2 * t) : mix(2, 1, 2 * t - 1)
  }

  func clouds(_ place: Place) -> LinearColor {
    let value = noise.fractal(shifted(place) / scale, octaves: 4)
    return mix(0, 1, grow(value, by: dial(0, 1.8, 4)))
  }

  func checker(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    let even = (cell(u, scale) &+ cell(v, scale)) & 1 == 0
    // the nearest edge, past which the other colour begins
    let x = within(u, scale)
    let y = within(v, scale)
    let edge = min(min(x, scale - x), min(y, scale - y))
    let own = (edge > 0 ? past(edge, place) : 1)
    let mean = (colors[0] + colors[1]) / 2
    let drawn = blend(colors[even ? 1 : 0], colors[even ? 0 : 1], own)
    return blend(mean, drawn, fade(1.5 * scale, place))
  }

  func stripes(_ place: Place) -> LinearColor {
    // upright, level, or aslant
    let faced = face(place)
    let u: Double
    switch dials[0] {
    case ..<0.45: u = faced.u
    case ..<0.75: u = faced.v
    default: u = (faced.u + faced.v) * 0.5.squareRoot()
    }
    let width = scale * dial(1, 0.25, 0.7)
    let x = within(u, scale)
    var color = blend(colors[0], colors[1], band(x, width, place))
    // a thin one beside it
    if dials[2] > 0.5 {
      let middle = width + (scale - width) * dial(3, 0.3, 0.7)
      color = blend(color, colors[2], line((x - middle).magnitude, scale * 0.07, place))
    }
    return blend(mix(0, 1, width / scale), color, fade(1.5 * scale, place))
  }

  /// The share of a pixel within the first `width` of a period.
  private func band(_ x: Double, _ width: Double, _ place: Place) -> Double {
    let inside = x < width ? min(x, width - x) : -min(x - width, scale - x)
    return past(inside, place)
  }

  func zigzag(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    let steep = dial(0, 0.6, 1.2)
    let count = dials[1] < 0.5 ? 2 : 3
    let height = scale * dial(2, 0.35, 0.7)
    let wave = v + triangle(u / scale) * scale / 2 * steep
    let index = Int(cell(wave, height))
    let y = within(wave, height)
    let own = (index % count + count) % count
    let next = y < height / 2 ? (own + count - 1) % count : (own + 1) % count
    // across the bands, not along v
    let lean = (1 + steep * steep).squareRoot()
    let share = past(min(y, height - y) / lean, place)
    let mean = (colors[0] + colors[1] + (count == 3 ? colors[2] : (colors[0] + colors[1]) / 2)) / 3
    return blend(mean, blend(colors[next], colors[own], share), fade(1.5 * height, place))
  }

  func dots(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    // in a grid, or each row half a step on
    let row = cell(v, scale)
    let shift = dials[0] > 0.4 && row & 1 == 1 ? scale / 2 : 0
    let x = within(u + shift, scale) - scale / 2
    let y = within(v, scale) - scale / 2
    let column = cell(u + shift, scale)
    // of one size or of several, of one colour or of two
    let size = dials[1] > 0.7 ? 0.5 + 0.5 * noise.value(column, row, 3) : 1
    let radius = scale * dial(2, 0.17, 0.36) * size
    let second = dials[3] > 0.6 && noise.value(column, row, 4) < 0.5
    let share = past(radius - (x * x + y * y).squareRoot(), place)
    let drawn = blend(colors[0], colors[second ? 2 : 1], share)
    return blend(mix(0, 1, 3 * radius * radius / scale / scale), drawn, fade(1.5 * scale, place))
  }
}
