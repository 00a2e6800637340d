import Geometry

/// What packages have on them.
extension TextureSampler {
  /// A sheet of labels: a band with a name, a picture, lines of text, a bar code; each label its own.
  func labels(_ place: Place) -> LinearColor {
    let (u, v) = face(place)
    let width = scale * dial(0, 1.2, 2.2)
    let height = scale * dial(1, 1.2, 2)
    let a = cell(u, width)
    let b = cell(v, height)
    // from the label's top left, in heights
    let unit = height
    let x = within(u, width) / unit
    let y = 1 - within(v, height) / unit
    let wide = width / height
    let swapped = noise.value(a, b, 1) > 0.6
    let paper = swapped ? colors[1] : colors[0]
    let ink = swapped ? colors[0] : colors[1]
    let strong = colors[2]

    // the band with the name
    let band = 0.2 + 0.15 * noise.value(a, b, 2)
    if y < band {
      let name = text(
        (x - 0.08) / (band * 0.55), (y - band * 0.2) / (band * 0.6),
        width: (wide - 0.16) / (band * 0.55),
        line: a &* 31 &+ b, size: band * 0.1 * unit, place)
      return blend(ink, paper, y > band * 0.2 && y < band * 0.8 ? name : 0)
    }
    // the picture on one side, from top to bottom of the rest
    let isRight = noise.value(a, b, 3) < 0.5
    let column = 0.42 * wide
    let across = isRight ? x - (wide - column) : x
    if across >= 0 && across < column {
      return picture(
        across / column, (y - band) / (1 - band), a, b, paper, strong, ink, unit, place)
    }
    // the text, and a bar code below it
    let left = isRight ? x - 0.05 : x - column - 0.05
    let room = wide - column - 0.1
    guard left > 0, left < room else { return paper }
    let down = (y - band) / (1 - band)
    if down > 0.76 {
      guard down > 0.8, down < 0.95 else { return paper }
      let bar = left / room * 24
      let isBar = noise.value(HashNoise.lattice(bar.rounded(.down)), a, b) < 0.5
      let ground = blend(paper, LinearColor(repeating: 0.9), 0.7)
      return blend(
        ground, LinearColor(repeating: 0.02),
        isBar ? fade(room / 16 * unit, place) : 0.4 * (1 - fade(room / 16 * unit, place)))
    }
    let pitch = 0.085
    let row = (down / pitch).rounded(.down)
    let inLine = (down / pitch - row) * 1.5
    guard row >= 1, inLine < 1 else { return paper }
    let letter = pitch * 0.6
    let drawn = text(
      left / letter, inLine, width: room / letter,
      line: a &* 131 &+ b &* 17 &+ HashNoise.lattice(row),
      size: letter * unit / 4, place)
    return blend(paper, row < 2 ? strong * 0.6 : ink * 0.7, drawn)
  }

  /// How much ink is at a place of a line of letters: x in letters, y from 0 at the top to 1.
  private func text(
    _ x: Double, _ y: Double, width: Double, line: Int32, size: Double, _ place: Place
  ) -> Double {
    guard x >= 0, x < width * (0.65 + 0.35 * noise.value(line, 1, 11)) else { return 0 }
    let index = HashNoise.lattice(x.rounded(.down))
    // a blank now and then, between words
    guard noise.value(index, line, 12) > 0.18 else { return 0 }
    // three by five dots, and one to the next letter
    let dot = Int32(min(3, (x - x.rounded(.down)) * 4))
    guard dot < 3 else { return 0 }
    let isInk = noise.value(index &* 8 &+ dot, line &* 8 &+ Int32(min(4, y * 5)), 13) > 0.42
    let sharp = fade(2 * size, place)
    return (isInk ? 1 : 0) * sharp + 0.5 * (1 - sharp)
  }

  /// A disc, a sun, hills or a diamond on a ground.
  private func picture(
    _ x: Double, _ y: Double, _ a: Int32, _ b: Int32, _ paper: LinearColor, _ strong: LinearColor,
    _ ink: LinearColor, _ unit: Double, _ place: Place
  ) -> LinearColor {
    let ground = blend(paper, strong, 0.25)
    let dx = x - 0.5
    let dy = y - 0.5
    let soft = Place(
      point: place.point, normal: place.normal, footprint: place.footprint / (0.4 * unit))
    switch noise.value(a, b, 4) {
    case ..<0.3:
      let far = (dx * dx + dy * dy * 1.4).squareRoot()
      let leaf = past(
        0.12 - ((dx - 0.1) * (dx - 0.1) * 3 + (dy + 0.36) * (dy + 0.36)).squareRoot(), soft)
      let glint = past(
        0.08 - ((dx + 0.12) * (dx + 0.12) + (dy + 0.12) * (dy + 0.12)).squareRoot(), soft)
      return blend(
        blend(blend(ground, strong, past(0.33 - far, soft)), ink, leaf), paper, 0.7 * glint)
    case ..<0.55:
      let hill = 0.62 + 0.2 * (triangle(x * 0.9 + noise.value(a, b, 5)) - 0.5)
      let sun = past(
        0.13 - ((dx - 0.15) * (dx - 0.15) + (dy + 0.2) * (dy + 0.2)).squareRoot(), soft)
      return blend(blend(ground, ink, 0.8 * sun), strong, past(y - hill, soft))
    case ..<0.8:
      let far = dx.magnitude + dy.magnitude
      return blend(blend(ground, strong, past(0.42 - far, soft)), paper, past(0.2 - far, soft))
    default:
      let ring = (dx * dx + dy * dy).squareRoot()
      return blend(blend(strong, ground, past(0.38 - ring, soft)), ink, past(0.22 - ring, soft))
    }
  }
}
