import Geometry

/// Wood, and what is laid of it.
extension TextureSampler {
  /// Years, knots and pores of wood whose grain runs along x; `shade` sets boards apart.
  func wood(_ p: Vector3, shade: Double, _ place: Place) -> LinearColor {
    var across = Vector3(p.x * 0.6, p.y * 7, p.z * 7) / scale
    across.z += 40 * shade
    // a knot bends the years about it
    let bend = dials[0] > 0.35 ? knot(p, shade) : 0
    let wave = noise.fractal(across, octaves: 3) + 0.3 * bend
    let years = wave * dial(1, 4, 8)
    let rings = years - years.rounded(.down)
    let ring = rings < 0.8 ? rings / 0.8 : (1 - rings) / 0.2
    let pore = noise.smooth(Vector3(p.x / 0.05, p.y / 0.0025, p.z / 0.0025)) - 0.5
    let tone = 0.15 + dial(2, 0.4, 0.95) * ring + dial(3, 0.25, 0.6) * (shade - 0.5)
    let color = mix(0, 1, tone + 0.3 * pore * fade(0.0025, place))
    return bend > 0.45 ? color * (1 - 1.1 * (bend - 0.45)) : color
  }

  /// 1 in the middle of a knot, and 0 far from it.
  private func knot(_ p: Vector3, _ shade: Double) -> Double {
    let length = scale * 1.8
    let width = scale * 0.6
    let x = cell(p.x, length)
    let y = cell(p.y, width)
    let layer = Int32(shade * 1000)
    guard noise.value(x, y, layer) < 0.45 else { return 0 }
    let dx = within(p.x, length) / length - 0.35 - 0.3 * noise.value(x, y, layer &+ 1)
    let dy = within(p.y, width) / width - 0.4 - 0.2 * noise.value(x, y, layer &+ 2)
    let square = 60 * dx * dx + 30 * dy * dy
    let hill = 1 / (1 + 4 * square) - 0.08
    // gone at the border of its cell
    let edge = min(0.5 - dx.magnitude, 0.5 - dy.magnitude)
    return max(0, hill) * ramp(edge, 0, 0.2)
  }

  /// The gap between two boards: as dark as wood is in it.
  private func gap(_ color: LinearColor, _ edge: Double, _ place: Place) -> LinearColor {
    blend(color, mix(0, 1, 1) * 0.35, line(edge, dial(6, 0.0012, 0.003), place))
  }

  func planks(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    let width = scale * 0.6
    let length = scale * 5
    let row = cell(v, width)
    let moved = u + length * noise.value(row, 3, 1)
    let shade = noise.value(row, cell(moved, length), 2)
    let x = within(moved, length)
    let y = within(v, width)
    let color = wood(Vector3(moved, v, 3 * shade), shade: shade, place)
    return gap(color, min(min(x, length - x), min(y, width - y)), place)
  }

  func parquet(_ place: Place) -> LinearColor {
    // squares of three to six strips
    let (u, v) = face(place)
    let side = scale
    let a = cell(u, side)
    let b = cell(v, side)
    let isUpright = (a &+ b) & 1 == 1
    let count = 3 + (dials[4] * 4).rounded(.down)
    let strip = side / count
    let x = within(isUpright ? v : u, side)
    let y = within(isUpright ? u : v, side)
    let index = Int32((y / strip).rounded(.down))
    let shade = noise.value(a &* 8 &+ index, b, 2)
    let color = wood(Vector3(x + side * Double(a &+ 3 &* b), y, 3 * shade), shade: shade, place)
    let inner = within(y, strip)
    return gap(color, min(min(x, side - x), min(inner, strip - inner)), place)
  }

  func herringbone(_ place: Place) -> LinearColor {
    // level, or at 45 degrees; boards of n squares
    var (u, v) = face(place)
    if dials[4] > 0.4 { (u, v) = ((u + v) * 0.5.squareRoot(), (v - u) * 0.5.squareRoot()) }
    let n: Int32 = 3 + Int32(dials[5] * 3)
    let width = scale * 1.5 / Double(n)
    let i = cell(u, width)
    let j = cell(v, width)
    let m = ((i &- j) % (2 &* n) &+ 2 &* n) % (2 &* n)
    // lying boards start where m is 0, standing ones where it is 2n - 1
    let isLying = m < n
    let offset = isLying ? m : 2 &* n &- 1 &- m
    let a = isLying ? i &- m : i
    let b = isLying ? j : j &- offset
    let length = width * Double(n)
    let x = within(isLying ? u : v, width) + Double(offset) * width
    let y = within(isLying ? v : u, width)
    let shade = noise.value(a, b, isLying ? 2 : 3)
    let color = wood(
      Vector3(x + 0.7 * Double(a), y + width * Double(b), 3 * shade), shade: shade, place)
    return gap(color, min(min(x, length - x), min(y, width - y)), place)
  }

  func chevron(_ place: Place) -> LinearColor {
    // columns of boards that climb and fall in turn
    let (u, v) = face(place)
    let steep = dial(4, 0.5, 1)
    let column = cell(u, scale)
    let isFalling = column & 1 == 1
    let x = within(u, scale)
    let climbed = v - steep * (isFalling ? scale - x : x)
    let lean = (1 + steep * steep).squareRoot()
    let width = scale * dial(5, 0.2, 0.4)
    let row = cell(climbed, width * lean)
    let y = within(climbed, width * lean) / lean
    let shade = noise.value(column, row, 2)
    // along the board, and across it
    let color = wood(
      Vector3(x * lean + Double(column), y + width * Double(row), 3 * shade), shade: shade, place)
    return gap(color, min(min(x, scale - x), min(y, width - y)), place)
  }

  func plywood(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    // what a peeled log shows: the contours of a wide flame
    let flame = noise.fractal(Vector3(u * 0.9, v * 3, dials[0] * 9) / scale, octaves: 2)
    let years = flame * dial(1, 7, 13)
    let ring = triangle(years)
    let fine = noise.smooth(Vector3(u / 0.06, v / 0.002, 3)) - 0.5
    var color = mix(0, 1, dial(2, 0.5, 0.9) * ring * ring + 0.2 * fine * fade(0.002, place))
    // knots cut out and replaced by patches like boats
    let cellSize = 1.1 * scale
    let a = cell(u, cellSize)
    let b = cell(v, cellSize * 0.6)
    if noise.value(a, b, 5) < dial(3, 0.15, 0.6) {
      let x = within(u, cellSize) - cellSize * (0.4 + 0.2 * noise.value(a, b, 6))
      let y = within(v, cellSize * 0.6) - cellSize * 0.3
      let half = 0.24 * scale
      let reach = 0.3 * half * (1 - x * x / (half * half)) - y.magnitude
      let tone =
        0.3 + 0.4 * noise.value(a, b, 7) + 0.3 * (noise.smooth(Vector3(u * 4, v * 40, 8)) - 0.5)
      let patch = blend(colors[2], mix(0, 1, tone), 0.7)
      color = blend(color, patch, past(reach, place))
      color = blend(color, colors[1] * 0.4, line(reach.magnitude, 0.0015, place))
    }
    return color
  }
}
