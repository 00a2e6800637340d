/// Shifts colours in hue, saturation and value.
enum HueShift {
  /// An sRGB colour, each 0 to 1, with its hue turned by a share of the circle and the others shifted.
  static func shift(
    _ color: [Double], hue: Double, saturation: Double, value: Double
  ) -> [Double] {
    guard color.count == 3 else { return color }
    let (high, low) = (max(color[0], color[1], color[2]), min(color[0], color[1], color[2]))
    let spread = high - low
    var h = 0.0
    if spread > 0 {
      switch high {
      case color[0]: h = (color[1] - color[2]) / spread
      case color[1]: h = (color[2] - color[0]) / spread + 2
      default: h = (color[0] - color[1]) / spread + 4
      }
    }
    let s = min(1, max(0, (high > 0 ? spread / high : 0) + saturation))
    let v = min(1, max(0, high + value))

    // back again: six sectors of the circle
    let turned = h / 6 + hue
    let sector = (turned - turned.rounded(.down)) * 6
    func channel(_ n: Double) -> Double {
      let k = n + sector
      let place = k - 6 * (k / 6).rounded(.down)
      return v - v * s * max(0, min(place, 4 - place, 1))
    }
    return [channel(5), channel(3), channel(1)]
  }
}
