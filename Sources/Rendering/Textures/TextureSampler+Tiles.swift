import Geometry

/// What is set piece by piece, with grout of the second colour.
extension TextureSampler {
  /// A piece's own tone, some clouds, and now and then a piece of the third colour.
  private func glaze(_ a: Int32, _ b: Int32, _ base: LinearColor, _ place: Place) -> LinearColor {
    let tint = noise.value(a, b, 7) - 0.5
    let clouds = noise.fractal(place.point / scale * 3, octaves: 2) - 0.5
    return base * (1 + dial(3, 0.06, 0.32) * tint + dial(4, 0.05, 0.3) * clouds)
  }

  /// The colour of a piece: the first, or the third for a few where the seed wants it.
  private func accent(_ a: Int32, _ b: Int32) -> LinearColor {
    dials[5] > 0.65 && noise.value(a, b, 8) < 0.18 ? colors[2] * 0.85 : colors[0]
  }

  /// Grout over what is within half a joint of an edge; of pieces much finer than a pixel their mean.
  private func grout(
    _ color: LinearColor, _ edge: Double, _ width: Double, mean: LinearColor, piece: SIMD2<Double>,
    _ place: Place
  ) -> LinearColor {
    let drawn = blend(color, colors[1], line(edge, width, place))
    let sharp = fade(2 * piece.min(), place)
    guard sharp < 1 else { return drawn }
    let clear = max(0, 1 - width / piece.x) * max(0, 1 - width / piece.y)
    return blend(blend(colors[1], mean, clear), drawn, sharp)
  }

  /// The mean of pieces of which a few are of the third colour.
  private var accented: LinearColor {
    dials[5] > 0.65 ? colors[0] * 0.82 + colors[2] * (0.18 * 0.85) : colors[0]
  }

  /// Light on two edges of a piece and shadow on the others, where x and y are within its size.
  private func bevel(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ place: Place
  ) -> Double {
    let deep = 0.06 * min(width, height)
    let lit = max(ramp(deep - (height - y), 0, deep), 0.6 * ramp(deep - x, 0, deep))
    let dark = max(ramp(deep - y, 0, deep), 0.6 * ramp(deep - (width - x), 0, deep))
    return 1 + (0.18 * lit - 0.28 * dark) * fade(2 * deep, place)
  }

  func tiles(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    // square, or up to three times as wide as high
    let width = scale
    let height = scale * (dials[1] < 0.5 ? 1 : dials[1] < 0.8 ? 0.5 : 1.0 / 3)
    let row = cell(v, height)
    // stacked, half on, a third on, or anyhow
    let shift: Double
    switch dials[0] {
    case ..<0.4: shift = 0
    case ..<0.7: shift = row & 1 == 0 ? 0 : 0.5
    case ..<0.88: shift = Double((row % 3 + 3) % 3) / 3
    default: shift = noise.value(row, 4, 9)
    }
    let moved = u + shift * width
    let x = within(moved, width)
    let y = within(v, height)
    let column = cell(moved, width)
    // pieces of two colours in turn for some
    let isSecond = dials[6] > 0.8 && (column &+ row) & 1 == 1
    var color = glaze(column, row, isSecond ? colors[2] : accent(column, row), place)
    if dials[2] > 0.5 { color *= bevel(x, y, width, height, place) }
    let joint = max(0.003, dial(2, 0.012, 0.04) * height)
    let mean = dials[6] > 0.8 ? (accented + colors[2]) / 2 : accented
    return grout(
      color, min(min(x, width - x), min(y, height - y)), joint, mean: mean,
      piece: SIMD2(width, height), place)
  }

  func bricks(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    let height = scale * 0.36
    let row = cell(v, height)
    let isOdd = row & 1 == 1
    // where in the row a brick starts, and how long it is
    var width = scale
    var x: Double
    var column: Int32
    switch dials[0] {
    case ..<0.4, 0.9...:
      // running, or stacked
      let moved = u + (isOdd && dials[0] < 0.5 ? scale / 2 : 0)
      x = within(moved, scale)
      column = cell(moved, scale) &* 2
    case ..<0.7:
      // Flemish: long and short ones in turn
      let period = scale * 1.5
      let moved = u + (isOdd ? scale * 0.75 : 0)
      x = within(moved, period)
      column = cell(moved, period) &* 2
      if x >= scale {
        x -= scale
        width = scale / 2
        column &+= 1
      }
    default:
      // English: a row of long ones, a row of short ones
      width = isOdd ? scale / 2 : scale
      let moved = u + (isOdd ? scale / 4 : 0)
      x = within(moved, width)
      column = cell(moved, width)
    }
    let y = within(v, height)
    // burnt unlike, rough
    let tint = noise.value(column, row, 7) - 0.5
    let rough = noise.fractal(place.point / scale * 9, octaves: 3) - 0.5
    let dark = noise.value(column, row, 6) < 0.5 * dials[3] ? 0.7 : 1
    var color = colors[0] * ((1 + dial(4, 0.15, 0.4) * tint + 0.45 * rough) * dark)
    color = blend(color, colors[2], 0.35 * noise.value(column, row, 5) * dials[5])
    let joint = scale * dial(2, 0.03, 0.07)
    // no edge is straight
    let edge = min(min(x, width - x), min(y, height - y)) + 0.02 * scale * rough
    let mortar = colors[1] * (1 + 0.2 * rough)
    let mean = blend(colors[0] * (1 - 0.15 * dials[3]), colors[2], 0.17 * dials[5])
    let drawn = blend(color, mortar, line(max(0, edge), joint, place))
    let clear = (1 - joint / height) * (1 - joint / scale)
    return blend(blend(colors[1], mean, clear), drawn, fade(2 * height, place))
  }

  func hexTiles(_ place: Place) -> LinearColor {
    // the nearer of two lattices of centres; scale is from side to side
    let (u, v) = face(place)
    let high = scale * 3.0.squareRoot()
    let a = (column: (u / scale).rounded(), row: (v / high).rounded())
    let b = (column: (u / scale - 0.5).rounded() + 0.5, row: (v / high - 0.5).rounded() + 0.5)
    func offset(_ c: (column: Double, row: Double)) -> (x: Double, y: Double) {
      (u - c.column * scale, v - c.row * high)
    }
    let oa = offset(a)
    let ob = offset(b)
    let isFirst = oa.x * oa.x + oa.y * oa.y <= ob.x * ob.x + ob.y * ob.y
    let o = isFirst ? oa : ob
    let c = isFirst ? a : b
    let x = o.x.magnitude
    let slanted = 0.5 * x + 0.75.squareRoot() * o.y.magnitude
    let edge = scale / 2 - max(x, slanted)
    let column = HashNoise.lattice(2 * c.column)
    let row = HashNoise.lattice(2 * c.row)
    // one in three makes flowers of some, of others a few do
    let third = ((column &+ 3 &* row) / 2 % 3 &+ 3) % 3 == 0
    let base = dials[6] > 0.6 && third ? colors[2] * 0.8 : accent(column, row)
    let color = glaze(column, row, base, place)
    let mean = dials[6] > 0.6 ? accented * (2.0 / 3) + colors[2] * (0.8 / 3) : accented
    return grout(
      color, edge, max(0.002, scale * dial(2, 0.02, 0.08)), mean: mean,
      piece: SIMD2(scale, scale), place)
  }

  func diamondTiles(_ place: Place) -> LinearColor {
    // squares on their corners, or rhombs up to twice as high as wide
    let (u, v) = face(place)
    let tall = dials[0] < 0.4 ? 1 : dial(0, 0.7, 2)
    let s = u / scale + v / (scale * tall)
    let t = u / scale - v / (scale * tall)
    let a = HashNoise.lattice(s.rounded(.down))
    let b = HashNoise.lattice(t.rounded(.down))
    let x = s - s.rounded(.down)
    let y = t - t.rounded(.down)
    let size = scale * tall / (1 + tall * tall).squareRoot()
    let edge = min(min(x, 1 - x), min(y, 1 - y)) * size
    // harlequin, rows, or one colour
    let base: LinearColor
    switch dials[6] {
    case ..<0.4: base = (a &+ b) & 1 == 0 ? colors[0] : colors[2] * 0.9
    case ..<0.6: base = a & 1 == 0 ? colors[0] : colors[2] * 0.9
    default: base = accent(a, b)
    }
    let color = glaze(a, b, base, place)
    let mean = dials[6] < 0.6 ? (colors[0] + colors[2] * 0.9) / 2 : accented
    return grout(
      color, edge, max(0.002, size * dial(2, 0.02, 0.08)), mean: mean, piece: SIMD2(size, size),
      place)
  }

  func fishScales(_ place: Place) -> LinearColor {
    // each row hangs over the one below it: the highest whose circle reaches here is seen
    let (u, v) = face(place)
    let radius = scale / 2
    let row = ((v + radius) / radius).rounded(.down)
    func centre(_ row: Double) -> (column: Double, x: Double, y: Double) {
      let half = HashNoise.lattice(row) & 1 == 0 ? 0 : 0.5
      let column = (u / scale - half).rounded() + half
      return (column, u - column * scale, v - row * radius)
    }
    let upper = centre(row)
    let reach = radius - (upper.x * upper.x + upper.y * upper.y).squareRoot()
    let isUpper = reach >= 0
    let own = isUpper ? upper : centre(row - 1)
    let index = (
      HashNoise.lattice(2 * own.column), HashNoise.lattice(isUpper ? row : row - 1)
    )
    // darker where it comes out below the next, and rows of some in turn of another colour
    let base = dials[6] > 0.6 && index.1 & 1 == 0 ? colors[2] : accent(index.0, index.1)
    var color = glaze(index.0, index.1, base, place)
    let deep = own.y / radius
    color *= 1 - dial(1, 0.1, 0.4) * max(0, deep + 0.2)
    let joint = max(0.002, scale * dial(2, 0.03, 0.09))
    let mean = (dials[6] > 0.6 ? (accented + colors[2]) / 2 : accented) * (1 - dial(1, 0.03, 0.13))
    return grout(
      color, reach.magnitude, joint, mean: mean, piece: SIMD2(radius, scale), place)
  }

  func mosaic(_ place: Place) -> LinearColor {
    // stones of a third of the scale, in rows that a hand has laid
    let (u, v) = face(place)
    let size = scale / 3
    let found = grain(u / size, v / size, jitter: dial(0, 0.25, 0.7))
    let drawn = noise.value(found.x, found.y, 8)
    // what a field is mostly of, and what is strewn in
    let field = grow(noise.smooth(Vector3(u, v, 0) / scale * 0.7), by: 3)
    let base = drawn < 0.25 ? colors[2] : field + 0.5 * (drawn - 0.6) < 0.5 ? colors[0] : colors[1]
    let tone = 0.7 + 0.5 * noise.value(found.x, found.y, 9)
    let joint = (colors[0] + colors[1] + colors[2]) / 3 * dial(1, 0.25, 0.5)
    let mean = (colors[0] + colors[1] + colors[2]) / 3
    let drawnColor = blend(
      base * tone, joint, line(found.border * size, size * dial(2, 0.1, 0.22), place))
    return blend(mean * 0.9, drawnColor, fade(2.5 * size, place))
  }
}
