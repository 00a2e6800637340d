import Geometry

/// Metal as it comes from the works.
extension TextureSampler {
  func brushed(_ place: Place) -> LinearColor {
    // fine streaks, coarse ones, and the bands in which they shine
    let p = along(place)
    let fine = noise.smooth(Vector3(p.x / 0.3, p.y / 0.002, p.z / 0.002)) - 0.5
    let coarse = noise.smooth(Vector3(p.x / 0.8, p.y / 0.012, p.z / 0.012)) - 0.5
    let sheen = noise.smooth(Vector3(p.x / (4 * scale), p.y / scale, p.z / scale)) - 0.5
    let tone =
      dial(0, 0.16, 0.45) * fine * fade(0.002, place) + dial(1, 0.22, 0.55) * coarse
      * fade(0.012, place) + dial(2, 0.05, 0.3) * sheen
    return colors[0] * (1 + tone)
  }

  func hammered(_ place: Place) -> LinearColor {
    // each dent is a round hollow that is lit on the far side, with a glint in it
    let (u, v) = face(place)
    let size = scale * 0.6
    let found = grain(u / size, v / size, jitter: dial(0, 0.4, 0.8))
    let slope = (found.down + 0.6 * found.across) * -1
    let rim = 1 - ramp(found.border, 0, 0.1)
    let tone = noise.value(found.x, found.y, 6) - 0.5
    let x = found.across + 0.2
    let y = found.down + 0.25
    let glint = 1 - ramp((x * x + y * y).squareRoot(), 0.03, 0.2)
    let hollow = found.first * found.first
    let relief =
      dial(1, 0.3, 0.7) * slope + 0.5 * glint - 0.5 * hollow + 0.25 * rim + 0.15 * tone
    return colors[0] * max(0.15, 0.85 + relief * fade(1.5 * size, place))
  }

  func galvanised(_ place: Place) -> LinearColor {
    // crystals, each with a tone of its own and needles its own way
    let (u, v) = face(place)
    let size = scale * 0.7
    let bend = noise.smooth(Vector3(u, v, 0) / (0.5 * size)) - 0.5
    let found = grain(u / size + 0.35 * bend, v / size - 0.35 * bend, jitter: 1)
    let tone = noise.value(found.x, found.y, 6)
    let way = noise.value(found.x, found.y, 7) - 0.5
    let needle = triangle((found.across + 3 * way * found.down) * 5) - 0.5
    let detail = fade(size, place)
    let lit =
      dial(0, 0.35, 0.8) * (tone - 0.5) + dial(1, 0.08, 0.25) * needle * fade(size / 5, place)
    let color = mix(0, 1, dials[2] > 0.5 ? 0.25 + 0.5 * (tone - 0.5) * detail : 0.1)
    return color * (1 + lit * detail)
  }
}
