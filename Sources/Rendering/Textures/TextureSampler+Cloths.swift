import Geometry

/// Cloth, and what is woven like it.
extension TextureSampler {
  func fabric(_ place: Place) -> LinearColor {
    // over and under, each thread rounded: plain, twill, or twill that turns
    let (u, v) = face(place)
    let thread = max(0.0015, scale * 0.1)
    let i = cell(u, thread)
    let j = cell(v, thread)
    let over: Bool
    switch dials[0] {
    case ..<0.45: over = (i &+ j) & 1 == 0
    case ..<0.75: over = (i &+ j) & 3 < 2
    default: over = (j &+ (i & 16 == 0 ? i : -i)) & 3 < 2
    }
    let side = (within(over ? v : u, thread) / thread - 0.5).magnitude
    let tone = noise.value(over ? j : i, over ? 1 : 2, 5) - 0.5
    let base = (colors[0] + colors[1]) / 2 * 0.85
    let woven = colors[over ? 0 : 1] * (1 - 1.68 * side * side + 0.3 * tone)
    // threads that are thicker here and there show from farther away
    let warp = noise.smooth(Vector3(u / (4 * thread), v / (60 * thread), 1)) - 0.5
    let weft = noise.smooth(Vector3(u / (60 * thread), v / (4 * thread), 2)) - 0.5
    let slubs = 1 + dial(1, 0.2, 0.5) * (warp + weft) * fade(6 * thread, place)
    return blend(base, woven, fade(1.5 * thread, place)) * slubs
  }

  func knit(_ place: Place) -> LinearColor {
    // columns of stitches like a V
    let (u, v) = face(place)
    let width = max(0.002, scale * 0.5)
    let height = width * 0.8
    let column = cell(u, width)
    let x = within(u, width) / width - 0.5
    let lifted = v / height - 1.1 * x.magnitude
    let row = HashNoise.lattice(lifted.rounded(.down))
    let y = lifted - lifted.rounded(.down) - 0.5
    // rows in bands, a pattern of diamonds, or plain
    let isSecond: Bool
    switch dials[0] {
    case ..<0.3: isSecond = false
    case ..<0.6: isSecond = ((row % 12) &+ 12) % 12 < 2 &+ Int32(dials[1] * 5)
    default:
      let a = ((column &+ row) % 8 &+ 8) % 8
      let b = ((column &- row) % 8 &+ 8) % 8
      isSecond = a == 0 || b == 0 || (a == 4 && b == 4)
    }
    let yarn = isSecond ? colors[1] : colors[0]
    // each leg is a rounded strand, dark where it meets the next
    let strand = 1 - 3.2 * y * y
    let leg = 1 - 20 * (x.magnitude - 0.25) * (x.magnitude - 0.25)
    let fuzz = noise.smooth(Vector3(u, v, 0) / (0.2 * width)) - 0.5
    let shade = 0.25 + 0.55 * strand + 0.25 * leg + 0.2 * fuzz
    let detail = fade(0.8 * width, place)
    return yarn * (0.72 + (max(0.1, shade) - 0.72) * detail) * uneven(place, 8 * width, by: 0.15)
  }

  func plaid(_ place: Place) -> LinearColor {
    // the same sequence of bands in both directions, threads of both seen in turn
    let (u, v) = face(place)
    let warp = plaidBand(u, place)
    let weft = plaidBand(v, place)
    let thread = 0.004
    let twill = triangle((u + v) / thread)
    let share = 0.5 + 0.5 * (twill - 0.5) * fade(thread, place)
    return blend(warp, weft, share)
  }

  private func plaidBand(_ x: Double, _ place: Place) -> LinearColor {
    // there and back again, over six bands of unlike widths
    let t = triangle(x / (2 * scale) + 0.25 * dials[0]) * scale
    var start = 0.0
    var color = colors[0]
    for i: Int32 in 0..<6 {
      let width =
        scale * (i & 1 == 0 ? 0.18 + 0.2 * noise.value(i, 1, 1) : 0.03 + 0.1 * noise.value(i, 1, 2))
      let drawn = noise.value(i, 2, 3)
      let next =
        i & 1 == 0
        ? (drawn < 0.6 ? colors[0] : colors[1])
        : drawn < 0.4 ? colors[2] : drawn < 0.75 ? colors[1] * 0.5 : (colors[0] + 1) / 2
      color = i == 0 ? next : blend(color, next, past(t - start, place))
      start += width
    }
    return color
  }

  func basketWeave(_ place: Place) -> LinearColor {
    // pairs of bars, level and upright in turn, with a small stone where four meet
    let (u, v) = face(place)
    let side = scale
    let a = cell(u, side)
    let b = cell(v, side)
    let isUpright = (a &+ b) & 1 == 1
    let bars = dials[0] < 0.5 ? 2.0 : 3.0
    let x = within(isUpright ? v : u, side)
    let y = within(isUpright ? u : v, side)
    let bar = side / bars
    let index = Int32((y / bar).rounded(.down))
    let inner = within(y, bar)
    // rounded across, and lower where it goes under
    let across = (inner / bar - 0.5) * 2
    let along = (x / side - 0.5) * 2
    let height = 1 - 0.35 * across * across - 0.4 * along * along * along * along
    let tint = noise.value(a &* 4 &+ index, b, 7) - 0.5
    let fibre =
      noise.smooth(Vector3(x / (0.5 * side), inner / (0.08 * bar), Double(a &+ 5 &* b))) - 0.5
    let base = mix(0, 2, dials[1] > 0.5 && isUpright ? 1 : 0.3 + dial(2, 0.2, 0.7) * tint)
    var color = base * (0.35 + 0.7 * height + 0.2 * fibre * fade(0.1 * bar, place))
    let edge = min(min(x, side - x), min(inner, bar - inner))
    color = blend(color, colors[1] * 0.4, line(edge, 0.05 * side, place))
    // the stone
    let cornerX = min(within(u, side), side - within(u, side))
    let cornerY = min(within(v, side), side - within(v, side))
    let stone = 0.11 * side - max(cornerX, cornerY)
    return dials[3] > 0.5 ? blend(color, colors[1] * 0.8, past(stone, place)) : color
  }

  func rattan(_ place: Place) -> LinearColor {
    // three canes wide over and under, round, with dark between them
    let (u, v) = turn.y > 0.5 ? turnedFace(place) : face(place)
    let cane = scale * 0.2
    let gap = dial(0, 0.1, 0.35)
    let i = cell(u, cane)
    let j = cell(v, cane)
    let period: Int32 = dials[1] < 0.5 ? 2 : 4
    let over = ((i &+ j) % period &+ period) % period < period / 2
    // the cane on top, or the other through its gap
    let x = within(u, cane) / cane - 0.5
    let y = within(v, cane) / cane - 0.5
    let half = 0.5 * (1 - gap)
    func lit(_ across: Double, _ along: Double, _ index: Int32, _ layer: Int32) -> LinearColor {
      let round = 1 - 0.7 * (across / half) * (across / half)
      let arch = 1 - 0.9 * along * along
      let tint = 0.7 * noise.value(index, layer, 5)
      return mix(0, 1, tint) * (0.25 + 0.8 * round * arch)
    }
    let top = over ? y : x
    let bottom = over ? x : y
    let dark = colors[1] * 0.12
    let mean = mix(0, 1, 0.35) * 0.7
    var color = dark
    if top.magnitude < half {
      color = lit(top, bottom, over ? j : i, over ? 1 : 2)
    } else if bottom.magnitude < half {
      color = lit(bottom, 0.7, over ? i : j, over ? 2 : 1) * 0.7
    }
    return blend(mean, color, fade(1.2 * cane, place)) * uneven(place, 6 * cane, by: 0.3)
  }

  func leather(_ place: Place) -> LinearColor {
    // pebbles between creases, finer in places, and a worn sheen over all
    let (u, v) = face(place)
    let size = scale * 0.25
    let bend = noise.smooth(Vector3(u, v, 0) / (2 * size)) - 0.5
    let found = grain(u / size + 0.6 * bend, v / size + 0.6 * bend, jitter: 0.95)
    let crease = 1 - ramp(found.border, 0, dial(0, 0.12, 0.3))
    let slope = (found.down - found.across) * 0.25
    let worn = noise.fractal(shifted(place) / (8 * size), octaves: 3) - 0.5
    let detail = fade(1.5 * size, place)
    let tone = noise.value(found.x, found.y, 6) - 0.5
    let lit = 1 + (slope - dial(1, 0.35, 0.7) * crease + 0.12 * tone) * detail
    return mix(0, 1, 0.25 + dial(2, 0.4, 1.4) * worn) * max(0.1, lit)
  }
}
