/// The 95 % confidence interval of a rate (Wilson 1927), sensible for few trials and for 0 and 1.
public enum WilsonInterval {
  /// Lower and upper bound for `successes` among `trials`, or nil without a trial.
  public static func bounds(successes: Int, trials: Int) -> (low: Double, high: Double)? {
    guard trials > 0 else { return nil }
    let z = 1.959963984540054
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // rounding must not leave [0, 1], nor move the exact ends
    let low = successes == 0 ? 0 : max(0, (centre - spread) / scale)
    let high = successes == trials ? 1 : min(1, (centre + spread) / scale)
    return (low, high)
  }
}
