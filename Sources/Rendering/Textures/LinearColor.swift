import Geometry

/// Light as red, green and blue that add up: linear, sRGB's primaries, 1 for white.
typealias LinearColor = SIMD3<Double>

/// To linear light and back (IEC 61966-2-1).
enum ColorSpace {
  /// Of a colour as scenes write it: three numbers of sRGB within 0...1; a missing one is the first's.
  static func linear(_ color: [Double]) -> LinearColor {
    let grey = color.first ?? 0.5
    return LinearColor(
      decode(grey), decode(color.count > 1 ? color[1] : grey),
      decode(color.count > 2 ? color[2] : grey))
  }

  /// As eight bits of sRGB; what is too bright for a screen fades into white.
  static func encode(_ color: LinearColor) -> Color {
    func channel(_ value: Double) -> UInt8 {
      var value = value
      // a shoulder in place of a hard edge
      if value > 0.6 {
        let beyond = (value - 0.6) / 0.4
        value = 0.6 + 0.4 * beyond / (1 + beyond)
      }
      return table[Int((min(1, max(0, value)) * Double(table.count - 1)).rounded())]
    }
    return Color(channel(color.x), channel(color.y), channel(color.z))
  }

  private static func decode(_ value: Double) -> Double {
    let v = min(1, max(0, value))
    return v <= 0.040_45 ? v / 12.92 : power((v + 0.055) / 1.055, 2.4)
  }

  /// sRGB's eight bits of linear values in equal steps from 0 to 1.
  private static let table: [UInt8] = (0...16384).map { step in
    let value = Double(step) / 16384
    let coded = value <= 0.003_130_8 ? value * 12.92 : 1.055 * power(value, 1 / 2.4) - 0.055
    return UInt8((coded * 255).rounded())
  }

  private static func power(_ base: Double, _ exponent: Double) -> Double {
    Trigonometry.exp(exponent * Trigonometry.log(base))
  }

  /// CIE 1976 L*a*b* under D65: lightness 0 to 100, and two axes of colour.
  static func lab(_ color: LinearColor) -> SIMD3<Double> {
    func root(_ value: Double) -> Double {
      value > 0.008_856_452 ? power(value, 1.0 / 3) : value / 0.128_418_55 + 4.0 / 29
    }
    let x = (0.412_456_4 * color.x + 0.357_576_1 * color.y + 0.180_437_5 * color.z) / 0.950_47
    let y = 0.212_672_9 * color.x + 0.715_152_2 * color.y + 0.072_175 * color.z
    let z = (0.019_333_9 * color.x + 0.119_192 * color.y + 0.950_304_1 * color.z) / 1.088_83
    let (fx, fy, fz) = (root(x), root(y), root(z))
    return SIMD3(116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))
  }

  /// The colour of a black body's light, of luminance 1, halfway to white as a camera balances it.
  ///
  /// The Planckian locus by cubics (Kim, Hong and others 2002), 1667 K to 25,000 K.
  static func light(temperature: Double) -> LinearColor {
    let t = min(25_000, max(1667, temperature)) / 1000
    let x =
      t <= 4
      ? ((-0.266_123_9 / t - 0.234_358_9) / t + 0.877_695_6) / t + 0.179_910
      : ((-3.025_846_9 / t + 2.107_037_9) / t + 0.222_634_7) / t + 0.240_390
    let y: Double
    if t <= 2.222 {
      y = ((-1.106_381_4 * x - 1.348_110_2) * x + 2.185_558_32) * x - 0.202_196_83
    } else if t <= 4 {
      y = ((-0.954_947_6 * x - 1.374_185_93) * x + 2.091_370_15) * x - 0.167_488_67
    } else {
      y = ((3.081_758 * x - 5.873_386_7) * x + 3.751_129_97) * x - 0.370_014_83
    }
    // chromaticity to sRGB's primaries, luminance 1
    let big = x / y
    let deep = (1 - x - y) / y
    let color = LinearColor(
      3.240_625_5 * big - 1.537_208 - 0.498_628_6 * deep,
      -0.968_930_7 * big + 1.875_756_1 + 0.041_517_5 * deep,
      0.055_710_1 * big - 0.204_021_1 + 1.056_995_9 * deep)
    return (color.clamped(lowerBound: .zero, upperBound: LinearColor(repeating: 4)) + 1) / 2
  }
}
