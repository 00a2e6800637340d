/// When a delivery that failed is tried again (standardwebhooks.com's example of a schedule).
public enum WebhookSchedule {
  /// Seconds after the first failure, the second, and so on; after the last there is none.
  public static let pauses: [Double] = [5, 300, 1800, 7200, 18_000, 36_000]

  /// Tries of one delivery in all.
  public static var mostTries: Int { pauses.count + 1 }

  /// Seconds that finished deliveries are remembered for.
  public static let memory = 30 * 86_400.0
}
