/// How long those who are turned away should stay away, so that they come no faster than they can be
/// let in.
///
/// Who stays away for a while comes once in that while: the number of those turned away in it is that of
/// those who wait, and they need as long as it takes to serve so many.
struct RetryPace: Sendable {
  /// The most seconds that are asked for, before they are spread.
  static let longest = 30

  /// How many there were in each second; the oldest give way.
  private struct Counts: Sendable {
    private var counts = [Int](repeating: 0, count: RetryPace.longest)
    private var latest = 0

    mutating func note(_ second: Int) {
      turn(to: second)
      counts[second % counts.count] += 1
    }

    /// How many there were in the seconds up to and with this one.
    mutating func sum(of seconds: Int, to second: Int) -> Int {
      turn(to: second)
      return (0..<min(seconds, counts.count)).reduce(0) { sum, back in
        second < back ? sum : sum + counts[(second - back) % counts.count]
      }
    }

    private mutating func turn(to second: Int) {
      guard second > latest else { return }
      for next in max(latest + 1, second - counts.count + 1)...second {
        counts[next % counts.count] = 0
      }
      latest = second
    }
  }

  private var turnedAway = Counts()
  private var served = Counts()
  /// Seconds over which the rate of those served is taken.
  private static let window = 10
  /// Seconds that were asked for last, before they were spread.
  private var told = 1
  private var number = 0

  /// Somebody was served, in a second of the server's life.
  mutating func noteServed(at second: Int) { served.note(second) }

  /// Somebody is turned away; the seconds to stay away for, at least `least`.
  mutating func turnAway(at second: Int, least: Int) -> Int {
    turnedAway.note(second)
    let waiting = turnedAway.sum(of: max(told, least), to: second) - 1
    let rate = Double(max(1, served.sum(of: Self.window, to: second))) / Double(Self.window)
    told = min(Self.longest, max(least, Int((Double(waiting) / rate).rounded(.up))))
    // who was turned away together should not come together
    number += 1
    return told + number % (told / 2 + 1)
  }
}
