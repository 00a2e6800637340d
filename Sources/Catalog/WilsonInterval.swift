/// The 95 % confidence interval of a rate (Wilson 1927), sensible for few trials and for 0 and 1.
public enum WilsonInterval {
  /// Lower and upper bound for `successes` among `trials`, or nil without a trial.
  public static func bounds(successes: Int, trials: Int) -> (low: Double, high: Double)? {
    guard trials > 0 else { return nil }
    return bounds(rate: Double(successes) / Double(trials), trials: Double(trials))
  }

  private static func bounds(rate p: Double, trials n: Double) -> (low: Double, high: Double) {
    let z = 1.959963984540054
    let centre = p + z * z / (2 * n)
    let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // rounding must not leave [0, 1], nor move the exact ends
    let low = p == 0 ? 0 : max(0, (centre - spread) / scale)
    let high = p == 1 ? 1 : min(1, (centre + spread) / scale)
    return (low, high)
  }

  /// The same for trials in groups that are alike, as motions of one scene are.
  ///
  /// The variance between groups says how many independent trials they are worth (ratio estimator for
  /// clusters, Cochran 1977, section 3.12); never more than there are.
  public static func bounds(
    groups: [(successes: Int, trials: Int)]
  ) -> (low: Double, high: Double)? {
    let trials = groups.reduce(0) { $0 + $1.trials }
    let successes = groups.reduce(0) { $0 + $1.successes }
    guard trials > 0 else { return nil }
    let n = Double(trials)
    let k = Double(groups.count)
    let p = Double(successes) / n
    let spread = groups.reduce(0) { sum, group in
      let residual = Double(group.successes) - p * Double(group.trials)
      return sum + residual * residual
    }
    let binomial = n * p * (1 - p)
    guard k > 1, binomial > 0, spread * k / (k - 1) > binomial else {
      return bounds(successes: successes, trials: trials)
    }
    // as many whole trials as are worth the same, at the same rate
    let worth = max(1, n * binomial / (spread * k / (k - 1)))
    return bounds(rate: p, trials: worth)
  }
}
