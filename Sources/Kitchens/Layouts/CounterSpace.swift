import Geometry

/// The free stretches of one counter's slab, along its x in its own frame, metres.
struct CounterSpace {
  var slab: FixtureBox
  var free: [ClosedRange<Double>]

  init(_ slab: FixtureBox, among boxes: [FixtureBox]) {
    self.slab = slab
    let half = SIMD2(slab.fixture.size.x / 2, slab.fixture.size.y / 2)
    var taken: [ClosedRange<Double>] = []
    for box in boxes where box.fixture.name != slab.fixture.name {
      guard box.fixture.row != "wall", box.fixture.model != "floor" else { continue }
      let (x, y) = slab.covered(by: box)
      guard x.upperBound > -half.x, x.lowerBound < half.x else { continue }
      // what stands on it or hangs close above it
      let above = box.sharesHeights(slab.top + 0.01, slab.top + 0.35)
      if above && y.upperBound > -half.y + 0.02 && y.lowerBound < half.y - 0.02 { taken.append(x) }
      // what keeps a robot from its front, as the other run does in a corner
      if box.isObstacle && box.bottom < 0.85 && y.upperBound > -half.y - 0.35
        && y.lowerBound < -half.y - 0.02
      {
        taken.append(x)
      }
    }
    // the rest, from left to right
    taken.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    free = []
    var from = -half.x
    for range in taken {
      if range.lowerBound > from { free.append(from...range.lowerBound) }
      from = max(from, range.upperBound)
    }
    if from < half.x { free.append(from...half.x) }
  }

  /// Whether a fixture that stands beside or on the slab has `length` metres of it free at a side.
  func hasRoom(beside box: FixtureBox, length: Double) -> Bool {
    guard slab.facesLike(box) else { return false }
    let (x, y) = slab.covered(by: box)
    let half = slab.fixture.size.y / 2
    guard y.upperBound > -half, y.lowerBound < half else { return false }
    return free.contains { range in
      guard range.upperBound - range.lowerBound >= length - 0.001 else { return false }
      return (range.lowerBound - x.upperBound).magnitude <= 0.08
        || (range.upperBound - x.lowerBound).magnitude <= 0.08
    }
  }

  /// Whether at least `length` metres under a hanging cabinet are free.
  func hasRoom(below box: FixtureBox, length: Double) -> Bool {
    guard slab.facesLike(box) else { return false }
    let (x, y) = slab.covered(by: box)
    let half = slab.fixture.size.y / 2
    guard y.upperBound > -half, y.lowerBound < half else { return false }
    return free.contains {
      min($0.upperBound, x.upperBound) - max($0.lowerBound, x.lowerBound) >= length - 0.001
    }
  }
}
