extension Trigonometry {
  /// The exponential of a number, to 1e-15 relative; infinite above 709.78, NaN of NaN.
  ///
  /// Reduction and coefficients are those of FreeBSD's msun (fdlibm, Sun Microsystems 1993).
  public static func exp(_ value: Double) -> Double {
    if value.isNaN { return .nan }
    if value > 709.782_712_893_383_973_1 { return .infinity }
    if value < -745.133_219_101_941_108_4 { return 0 }
    // value = k log 2 + (high - low), what is left within [-log(2) / 2, log(2) / 2]
    let k = (value * 1.442_695_040_888_963_387).rounded(.toNearestOrEven)
    let high = value - k * 6.931_471_803_691_238_164_90e-1
    let low = k * 1.908_214_929_270_587_700_02e-10
    let x = high - low
    // exp x = 1 + 2 x / (R - x), R = x coth(x / 2) as a polynomial in x^2
    let t = x * x
    let p4 = -1.653_390_220_546_525_153_90e-6 + t * 4.138_136_797_057_238_460_39e-8
    let p3 = 6.613_756_321_437_934_361_17e-5 + t * p4
    let p2 = -2.777_777_777_701_559_338_42e-3 + t * p3
    let c = x - t * (1.666_666_666_666_660_190_37e-1 + t * p2)
    let reduced = 1 - ((low - (x * c) / (2 - c)) - high)
    // times 2^k, which is exact but for results below the normal numbers
    return Double(sign: .plus, exponent: Int(k), significand: reduced)
  }
}
