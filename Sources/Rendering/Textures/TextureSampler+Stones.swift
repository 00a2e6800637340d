import Geometry

/// Stone, plaster, and other things of grains.
extension TextureSampler {
  func plaster(_ place: Place) -> LinearColor {
    // strokes of a trowel lie another way from place to place
    let p = shifted(place) / scale
    let low = noise.fractal(p * 2, octaves: 2)
    let strokes = noise.fractal(p * 3 + 2.5 * low, octaves: 3)
    let ridge = 1 - (2 * strokes - 1).magnitude
    let grain = noise.smooth(place.point / 0.006) - 0.5
    let tone =
      dial(0, 0.14, 0.5) * (ridge - 0.8) + 0.16 * (low - 0.5) + 0.16 * grain * fade(0.006, place)
    return colors[0] * (1 + tone)
  }

  func concrete(_ place: Place) -> LinearColor {
    let p = shifted(place)
    let clouds = noise.fractal(p / scale, octaves: 4)
    let grains = noise.smooth(place.point / 0.004) - 0.5
    var color =
      mix(0, 1, grow(clouds, by: dial(0, 1.2, 2.4))) * (1 + 0.18 * grains * fade(0.004, place))
    let (u, v) = face(place)
    // holes that air has left
    let size = 0.03
    let found = grain(u / size, v / size)
    if noise.value(found.x, found.y, 5) < dial(1, 0.05, 0.5) {
      let radius = 0.001 + 0.003 * noise.value(found.x, found.y, 6)
      color *= 1 - 0.6 * past(radius - found.first * size, place)
    }
    // the formwork's boards, or its panels and their holes
    switch dials[2] {
    case 0.75...:
      let board = 0.1
      let tone = noise.value(cell(v, board), 1, 2) - 0.5
      let y = within(v, board)
      color *= (1 + 0.2 * tone) * (1 - 0.35 * line(min(y, board - y), 0.003, place))
    case 0.5...:
      let panel = 0.32
      let x = within(u, panel)
      let y = within(v, panel)
      color *= 1 - 0.4 * line(min(min(x, panel - x), min(y, panel - y)), 0.004, place)
      let a = panel / 4 - min(x, panel - x)
      let b = panel / 4 - min(y, panel - y)
      color *= 1 - 0.6 * past(0.008 - (a * a + b * b).squareRoot(), place)
    default: break
    }
    return color
  }

  func marble(_ place: Place) -> LinearColor {
    let p = shifted(place) * (2 / scale)
    let bend = noise.fractal(p * 0.7, octaves: 3)
    let warped = p * 0.6 + dial(0, 1.5, 3) * bend
    // a vein is where a field of noise passes one half: broad smoke, with a sharp line within
    let field = (2 * noise.fractal(warped, octaves: 3) - 1).magnitude
    let smoke = 1 - ramp(field, 0, dial(4, 0.12, 0.35))
    let core = 1 - ramp(field, 0, 0.05)
    // thin ones that cross it, here and there
    let other = (2 * noise.fractal(p * 0.8 + 2 * bend + 9, octaves: 2) - 1).magnitude
    let thin = (1 - ramp(other, 0, 0.03)) * ramp(bend, 0.35, 0.6)
    let veins = 0.45 * smoke + 0.4 * core + dial(1, 0.2, 0.7) * thin
    let color = mix(0, 1, veins + dial(2, 0.1, 0.6) * (bend - 0.45))
    // gold, or whatever the third colour is, along some of it
    guard dials[3] > 0.5 else { return color }
    return blend(color, colors[2], 0.7 * core * ramp(bend, 0.45, 0.6))
  }

  func granite(_ place: Place) -> LinearColor {
    // three sizes of grains, each of one colour, over clouds
    let p = shifted(place)
    let clouds = noise.smooth(p / scale * dial(0, 0.7, 2))
    var color = mix(0, 1, 0.15 + 0.5 * grow(clouds, by: 1.6))
    let cut = dial(1, 0.52, 0.62)
    for layer in 0..<3 {
      let size = scale * (layer == 0 ? 0.28 : layer == 1 ? 0.13 : 0.07)
      let value = noise.smooth(p / size + Double(7 * layer))
      // softer where a pixel is as large as a grain
      let soft = 0.04 + 0.4 * min(1, place.footprint / size)
      let share = ramp(value, cut - soft, cut + soft)
      let tint = layer == 0 ? colors[2] : layer == 1 ? colors[1] * 0.7 : colors[colors.count - 1]
      // of grains that are too fine to see their mean
      let mean = 0.45 - 2.1 * (cut - 0.52)
      color = blend(color, tint, 0.8 * (mean + (share - mean) * fade(2 * size, place)))
    }
    return color
  }

  func terrazzo(_ place: Place) -> LinearColor {
    // a chip about a random point of each cell, when it is there at all
    let (u, v) = face(place)
    let size = scale * dial(0, 0.12, 0.34)
    let share = dial(1, 0.45, 0.95)
    let many = Double(colors.count - 1)
    let ground = colors[0] * uneven(place, 0.5 * scale, by: 0.12)
    let chips = (colors.reduce(.zero, +) - colors[0]) / many
    let mean = blend(ground, chips, 0.42 * share)
    let column = cell(u, size)
    let row = cell(v, size)
    for dx: Int32 in -1...1 {
      for dy: Int32 in -1...1 {
        let x = column &+ dx
        let y = row &+ dy
        let chosen = noise.value(x, y, 0)
        guard chosen < share else { continue }
        let across = u / size - Double(x) - noise.value(x, y, 1)
        let down = v / size - Double(y) - noise.value(x, y, 2)
        guard across.magnitude + down.magnitude < 0.8 else { continue }
        let radius = 0.18 + 0.34 * noise.value(x, y, 3)
        // broken stone: four to six straight sides, none like another
        let lean = 2 * noise.value(x, y, 4) - 1
        let a = across + lean * down
        let b = down - lean * across
        let blunt = 0.55 + 0.5 * noise.value(x, y, 6)
        let reach = max(
          max(a.magnitude, blunt * (1.3 * b - 0.4 * a).magnitude), 0.75 * (a + b).magnitude)
        guard reach < radius + place.footprint / size else { continue }
        let color = colors[1 + min(colors.count - 2, Int(chosen / share * many))]
        let tone = 0.75 + 0.5 * noise.value(x, y, 5)
        let covered = past((radius - reach) * size, place)
        return blend(mean, blend(ground, color * tone, covered), fade(2 * size, place))
      }
    }
    return blend(mean, ground, fade(2 * size, place))
  }

  func enamel(_ place: Place) -> LinearColor {
    // specks of many sizes, few or many
    let (u, v) = face(place)
    let size = dial(0, 0.008, 0.022)
    let found = grain(u / size, v / size)
    let drawn = noise.value(found.x, found.y, 5)
    let base = colors[0] * uneven(place, scale / 2, by: 0.15)
    guard drawn < dial(1, 0.35, 0.95) else { return base }
    let radius = 0.12 + 0.3 * drawn * noise.value(found.x, found.y, 6)
    let speck = drawn > 0.6 && dials[2] > 0.5 ? colors[2] : colors[1]
    return blend(base, speck, past((radius - found.first) * size, place) * fade(size, place))
  }

  func cork(_ place: Place) -> LinearColor {
    // granules of one colour to another, and dark bits of bark between them
    let (u, v) = face(place)
    let size = scale * 0.5
    let bend = noise.smooth(Vector3(u, v, 0) / size) - 0.5
    let found = grain(u / size + 0.5 * bend, v / size - 0.5 * bend)
    let tone = noise.value(found.x, found.y, 5)
    let mottle = noise.smooth(Vector3(u, v, 9) / (0.25 * size)) - 0.5
    var color = mix(0, 1, tone * tone * 0.9 + 0.3 * mottle * fade(0.4 * size, place))
    if noise.value(found.x, found.y, 6) < dial(0, 0.04, 0.16) { color = colors[1] * 0.45 }
    let seam = 1 - ramp(found.border, 0, 0.12)
    color *= 1 - dial(1, 0.15, 0.5) * seam * fade(0.5 * size, place)
    return blend(mix(0, 1, 0.35), color, fade(2 * size, place))
      * uneven(place, max(0.03, 4 * size), by: 0.3)
  }
}
