import Geometry

/// The space that a door, flap or drawer passes through when it opens.
struct DoorSwing {
  /// The moving part, at moments of its way.
  var rectangles: [PlanRectangle]
  var low: SIMD2<Double>
  var high: SIMD2<Double>
  var bottom: Double
  var top: Double

  private init(_ rectangles: [PlanRectangle], bottom: Double, top: Double) {
    self.rectangles = rectangles
    self.bottom = bottom
    self.top = top
    low = SIMD2(.infinity, .infinity)
    high = -low
    for rectangle in rectangles {
      let bounds = rectangle.bounds
      low = SIMD2(min(low.x, bounds.low.x), min(low.y, bounds.low.y))
      high = SIMD2(max(high.x, bounds.high.x), max(high.y, bounds.high.y))
    }
  }

  /// What opens on a fixture.
  static func all(of box: FixtureBox) -> [DoorSwing] {
    let size = box.fixture.size
    switch box.fixture.model {
    case "single_cabinet":
      return [leaf(box, width: size.x, left: box.word("hinge") != "right")]
    case "microwave": return [leaf(box, width: size.x, left: true)]
    case "double_cabinet": return pair(box)
    case "fridge":
      // the freezer below is a drawer, but in one with two doors side by side
      switch box.word("kind") {
      case "side_by_side": return pair(box)
      case "french": return pair(box) + [pull(box, length: 0.75 * size.y)]
      default:
        let left = box.word("hinge") != "right"
        return [leaf(box, width: size.x, left: left), pull(box, length: 0.75 * size.y)]
      }
    case "drawer_stack": return [pull(box, length: 0.75 * size.y)]
    case "dishwasher": return [pull(box, length: min(size.z, 0.75))]
    case "oven": return [pull(box, length: 0.5)]
    case "stove": return [pull(box, length: 0.65)]
    case "toaster_oven": return [pull(box, length: 0.2)]
    case "corner_cabinet":
      // its door is at the far side of the blind part
      let width = size.x - (box.number("hidden") ?? 0.6 * size.x)
      return [leaf(box, width: width, left: box.word("blind") == "right")]
    default: return []
    }
  }

  private static func pair(_ box: FixtureBox) -> [DoorSwing] {
    let half = box.fixture.size.x / 2
    return [leaf(box, width: half, left: true), leaf(box, width: half, left: false)]
  }

  /// A drawer or a flap: all of the width, to a length before the front, and its handle.
  private static func pull(_ box: FixtureBox, length: Double) -> DoorSwing {
    let size = box.fixture.size
    let reach = length + KitchenMeasures.handle
    let swept = PlanRectangle(
      box.fixture.poseWorldFixture, x: -size.x / 2...size.x / 2,
      y: -size.y / 2 - reach ... -size.y / 2)
    return DoorSwing([swept], bottom: box.bottom + 0.01, top: box.top - 0.01)
  }

  /// A hinged door, in steps of 5 degrees up to a right angle: the leaf, and a handle at its end.
  private static func leaf(_ box: FixtureBox, width: Double, left: Bool) -> DoorSwing {
    let size = box.fixture.size
    let sign = left ? 1.0 : -1.0
    let hinge = SIMD2(-sign * size.x / 2, -size.y / 2)
    let pose = box.fixture.poseWorldFixture
    func world(_ v: SIMD2<Double>) -> SIMD2<Double> {
      let turned = pose.orientation.rotate(Vector3(v.x, v.y, 0))
      return SIMD2(turned.x, turned.y)
    }
    var rectangles: [PlanRectangle] = []
    for step in 1...18 {
      let (sin, cos) = Trigonometry.sincos(Double(step) * .pi / 36)
      let along = SIMD2(sign * cos, -sin)
      let outward = SIMD2(-sign * sin, -cos)
      func part(from start: Double, to end: Double, out: Double, back: Double) -> PlanRectangle {
        let middle = hinge + along * ((start + end) / 2) + outward * ((out - back) / 2)
        let center = pose.position + pose.orientation.rotate(Vector3(middle.x, middle.y, 0))
        return PlanRectangle(
          center: SIMD2(center.x, center.y), axis: world(along),
          half: SIMD2((end - start) / 2, (out + back) / 2))
      }
      rectangles.append(part(from: 0.01, to: width, out: 0, back: 0.02))
      rectangles.append(
        part(from: width - 0.12, to: width - 0.02, out: KitchenMeasures.handle, back: 0))
    }
    return DoorSwing(rectangles, bottom: box.bottom + 0.01, top: box.top - 0.01)
  }
}
