/// Elementary functions with one fixed order of floating-point operations.
///
/// The C library picks its variants by processor (with or without fused multiply-add), so its last
/// bit differs between machines. These use additions, products, quotients and roots only, which
/// IEEE 754 defines exactly: a rollout gives the same bits on any x86-64 or arm64 machine.
/// Series and coefficients are those of FreeBSD's msun (fdlibm, Sun Microsystems 1993); accuracy is
/// better than 2e-16 absolute for angles up to a few thousand turns.
public enum Trigonometry {
  /// Sine and cosine of an angle in radians; NaN for one that is no number or beyond 1e15.
  @inlinable public static func sincos(_ angle: Double) -> (sin: Double, cos: Double) {
    guard angle.magnitude < 1e15 else { return (.nan, .nan) }
    // reduce to [-pi/4, pi/4] by whole quarter turns, in three parts of pi/2
    let quarter = (angle * 0.636_619_772_367_581_382_43).rounded(.toNearestOrEven)
    let reduced =
      ((angle - quarter * 1.570_796_326_734_125_614_17) - quarter * 6.077_100_506_303_965_976_60e-11)
      - quarter * 2.022_266_248_795_950_631_54e-21
    let s = sinKernel(reduced)
    let c = cosKernel(reduced)
    // put the quarter turns back
    switch Int(quarter) & 3 {
    case 0: return (s, c)
    case 1: return (c, -s)
    case 2: return (-s, -c)
    default: return (-c, s)
    }
  }

  /// The sine of an angle in radians.
  @inlinable public static func sin(_ angle: Double) -> Double { sincos(angle).sin }

  /// The cosine of an angle in radians.
  @inlinable public static func cos(_ angle: Double) -> Double { sincos(angle).cos }

  /// The angle of the point (x, y), in radians within [-pi, pi].
  public static func atan2(_ y: Double, _ x: Double) -> Double {
    if x == 0 && y == 0 { return 0 }
    let ay = y.magnitude
    let ax = x.magnitude
    let first = ay <= ax ? atanKernel(ay / ax) : .pi / 2 - atanKernel(ax / ay)
    let upper = x < 0 ? .pi - first : first
    return y < 0 ? -upper : upper
  }

  /// The angle in [0, pi] with a given cosine; arguments beyond [-1, 1] are clamped.
  public static func acos(_ cosine: Double) -> Double {
    let c = min(1, max(-1, cosine))
    return atan2(((1 - c) * (1 + c)).squareRoot(), c)
  }

  /// The natural logarithm of a positive, normal number.
  public static func log(_ value: Double) -> Double {
    // value = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2))
    var exponent = Double(value.exponent)
    var mantissa = value.significand
    if mantissa > 1.414_213_562_373_095_048_8 {
      mantissa *= 0.5
      exponent += 1
    }
    // log(1 + f) = 2 atanh(s), s = f / (2 + f), as a series in s^2
    let f = mantissa - 1
    let s = f / (2 + f)
    let z = s * s
    let p7 = 1.479_819_860_511_658_591e-1
    let p6 = 1.531_383_769_920_937_332e-1 + z * p7
    let p5 = 1.818_357_216_161_805_012e-1 + z * p6
    let p4 = 2.222_219_843_214_978_396e-1 + z * p5
    let p3 = 2.857_142_874_366_239_149e-1 + z * p4
    let p2 = 3.999_999_999_940_941_908e-1 + z * p3
    let series = z * (6.666_666_666_666_735_130e-1 + z * p2)
    let log1p = 2 * s + s * series
    return exponent * 6.931_471_803_691_238_164_90e-1
      + (log1p + exponent * 1.908_214_929_270_587_700_02e-10)
  }

  @usableFromInline static func sinKernel(_ x: Double) -> Double {
    let z = x * x
    let p5 = -2.505_076_025_340_686_341_95e-8 + z * 1.589_690_995_211_550_102_21e-10
    let p4 = 2.755_731_370_707_006_767_89e-6 + z * p5
    let p3 = -1.984_126_982_985_794_931_34e-4 + z * p4
    let p2 = 8.333_333_333_322_489_461_24e-3 + z * p3
    return x + x * z * (-1.666_666_666_666_663_243_48e-1 + z * p2)
  }

  @usableFromInline static func cosKernel(_ x: Double) -> Double {
    let z = x * x
    let p5 = 2.087_572_321_298_174_827_90e-9 + z * -1.135_964_755_778_819_482_65e-11
    let p4 = -2.755_731_435_139_066_330_35e-7 + z * p5
    let p3 = 2.480_158_728_947_672_941_78e-5 + z * p4
    let p2 = -1.388_888_888_887_410_957_49e-3 + z * p3
    let p1 = 4.166_666_666_666_660_190_37e-2 + z * p2
    return 1 - (0.5 * z - z * z * p1)
  }

  /// The arc tangent for arguments in [0, 1].
  static func atanKernel(_ x: Double) -> Double {
    // move the argument next to zero: atan x = atan c + atan((x - c) / (1 + c x))
    if x >= 0.6875 { return .pi / 4 + atanSeries((x - 1) / (x + 1)) }
    if x >= 0.4375 {
      return 4.636_476_090_008_061_162_14e-1 + atanSeries((2 * x - 1) / (2 + x))
    }
    return atanSeries(x)
  }

  private static func atanSeries(_ t: Double) -> Double {
    let z = t * t
    let w = z * z
    // odd and even terms apart, as in the source
    let o4 = 4.976_877_994_615_932_360_17e-2 + w * 1.628_582_011_536_578_236_23e-2
    let o3 = 6.661_073_137_387_531_206_69e-2 + w * o4
    let o2 = 9.090_887_133_436_506_561_96e-2 + w * o3
    let o1 = 1.428_571_427_250_346_637_11e-1 + w * o2
    let odd = z * (3.333_333_333_333_293_180_27e-1 + w * o1)
    let e4 = -5.833_570_133_790_573_486_45e-2 + w * -3.653_157_274_421_691_552_70e-2
    let e3 = -7.691_876_205_044_829_994_95e-2 + w * e4
    let e2 = -1.111_111_040_546_235_578_80e-1 + w * e3
    let even = w * (-1.999_999_999_987_648_324_76e-1 + w * e2)
    return t - t * (odd + even)
  }
}
