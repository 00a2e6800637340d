import Geometry

/// A fixture's box as the checks see it: a rectangle in the plan between two heights.
struct FixtureBox {
  var fixture: KitchenLayout.Fixture
  var rectangle: PlanRectangle
  var low: SIMD2<Double>
  var high: SIMD2<Double>
  /// Heights of its bottom and its top, metres.
  var bottom: Double
  var top: Double

  init(_ fixture: KitchenLayout.Fixture) {
    self.fixture = fixture
    let half = SIMD2(fixture.size.x / 2, fixture.size.y / 2)
    rectangle = PlanRectangle(
      fixture.poseWorldFixture, x: -half.x...half.x, y: -half.y...half.y)
    (low, high) = rectangle.bounds
    bottom = fixture.poseWorldFixture.position.z
    top = bottom + fixture.size.z
  }

  /// Whether it stands in the way of a robot's base: not the floor, and not what hangs on a wall.
  var isObstacle: Bool {
    fixture.model != "floor" && fixture.row != "wall" && fixture.row != "counter_top"
      && bottom < 1.0
  }

  /// Whether its heights and another's have more than `tolerance` metres in common.
  func sharesHeights(_ bottom: Double, _ top: Double, tolerance: Double = 0.002) -> Bool {
    min(self.top, top) - max(self.bottom, bottom) > tolerance
  }

  /// Whether the boxes around both rectangles overlap.
  func mayTouch(_ low: SIMD2<Double>, _ high: SIMD2<Double>) -> Bool {
    self.low.x < high.x && low.x < self.high.x && self.low.y < high.y && low.y < self.high.y
  }

  /// Whether another box lies within this one.
  func encloses(_ other: FixtureBox) -> Bool {
    let slack = 0.001
    return low.x <= other.low.x + slack && low.y <= other.low.y + slack
      && high.x >= other.high.x - slack && high.y >= other.high.y - slack
      && bottom <= other.bottom + slack && top >= other.top - slack
  }

  /// The x and the y that another box covers in this one's frame.
  func covered(by other: FixtureBox) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let center = rectangle.center
    let across = SIMD2(-rectangle.axis.y, rectangle.axis.x)
    let offset = other.rectangle.center - center
    let x = (offset * rectangle.axis).sum()
    let y = (offset * across).sum()
    let reach = SIMD2(other.rectangle.reach(rectangle.axis), other.rectangle.reach(across))
    return (x - reach.x...x + reach.x, y - reach.y...y + reach.y)
  }

  /// Whether both face the same way.
  func facesLike(_ other: FixtureBox) -> Bool {
    (rectangle.axis * other.rectangle.axis).sum() > 0.99
  }

  /// A parameter that is a number.
  func number(_ name: String) -> Double? {
    for parameter in fixture.parameters where parameter.name == name {
      if case .number(let number) = parameter.value { return number }
    }
    return nil
  }

  /// A parameter that is a word.
  func word(_ name: String) -> String? {
    for parameter in fixture.parameters where parameter.name == name {
      if case .word(let word) = parameter.value { return word }
    }
    return nil
  }
}
