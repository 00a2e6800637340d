import Geometry

/// What stands on the counters of the runs, and where a microwave hangs; metres along each run.
struct CounterPlan {
  struct Appliance {
    var run: Int
    var model: String
    var start: Double
    var size: Vector3
    /// Between its back and the wall.
    var gap: Double
  }

  /// A housing with the microwave, in place of the lower part of an upper cabinet.
  struct Housing {
    var run: Int
    /// Where the module below begins.
    var module: Double
    var bottom: Double
    var depth: Double
    /// Of the microwave.
    var size: Vector3
  }

  /// A counter's slab: what of it hands can reach, and what is taken.
  struct Slab {
    var run: Int
    var range: ClosedRange<Double>
    var taken: [ClosedRange<Double>] = []

    /// How much is free to the right of a place, or to the left.
    func free(from s: Double, toRight: Bool) -> Double {
      guard s > range.lowerBound - 0.09, s < range.upperBound + 0.09 else { return 0 }
      if toRight {
        let next = taken.map(\.lowerBound).filter { $0 > s - 0.01 }.min() ?? range.upperBound
        return min(next, range.upperBound) - max(s, range.lowerBound)
      }
      let next = taken.map(\.upperBound).filter { $0 < s + 0.01 }.max() ?? range.lowerBound
      return min(s, range.upperBound) - max(next, range.lowerBound)
    }
  }

  var slabs: [Slab] = []
  var appliances: [Appliance] = []
  var housing: Housing?

  /// Whether `length` metres of a stretch of a run's counters are free.
  func isFree(run: Int, _ stretch: ClosedRange<Double>, length: Double) -> Bool {
    slabs.contains { slab in
      guard slab.run == run else { return false }
      // the longest free piece within both
      var from = max(slab.range.lowerBound, stretch.lowerBound)
      let end = min(slab.range.upperBound, stretch.upperBound)
      var longest = 0.0
      for taken in slab.taken.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        longest = max(longest, min(taken.lowerBound, end) - from)
        from = max(from, taken.upperBound)
      }
      return max(longest, end - from) >= length - 1e-6
    }
  }
}
