import Geometry

/// Whether a plan is a kitchen that a robot can work in; what is wrong otherwise.
///
/// Everything is judged from the fixtures' boxes, poses and parameters, so that a plan made by hand
/// is checked as one that was drawn.
public struct LayoutChecks {
  let layout: KitchenLayout
  let boxes: [FixtureBox]
  let counters: [CounterSpace]

  /// The classes that tasks work with.
  public static let interactable = [
    "counter", "sink", "stove", "single_cabinet", "double_cabinet", "drawer_stack", "microwave",
    "coffee_machine", "fridge",
  ]

  private init(_ layout: KitchenLayout) {
    let boxes = layout.fixtures.map(FixtureBox.init)
    self.layout = layout
    self.boxes = boxes
    counters = boxes.filter { $0.fixture.model == "counter" }.map {
      CounterSpace($0, among: boxes)
    }
  }

  /// Everything that is wrong with a plan; empty for a good one.
  public static func problems(_ layout: KitchenLayout) -> [LayoutProblem] {
    let checks = LayoutChecks(layout)
    return checks.missing() + checks.overlaps() + checks.blockedDoors() + checks.narrowAisles()
      + checks.littleCounters() + checks.standing()
  }

  /// Classes and kinds that no kitchen lacks.
  private func missing() -> [LayoutProblem] {
    var problems: [LayoutProblem] = []
    for model in Self.interactable + ["wall", "floor"]
    where !boxes.contains(where: { $0.fixture.model == model }) {
      problems.append(.missingFixture(model))
    }
    // a hanging cabinet of each hinge, with free counter under it
    for hinge in ["left", "right"] {
      let found = boxes.contains { box in
        box.fixture.model == "single_cabinet" && box.fixture.row == "upper"
          && box.word("hinge") == hinge
          && counters.contains { $0.hasRoom(below: box, length: min(0.4, box.fixture.size.x)) }
      }
      if !found {
        problems.append(
          .missingFixture("upper single_cabinet with its hinge \(hinge) above free counter"))
      }
    }
    return problems
  }

  /// Boxes within boxes, but for an appliance in its housing; and what reaches out of the room.
  private func overlaps() -> [LayoutProblem] {
    var problems: [LayoutProblem] = []
    for (i, a) in boxes.enumerated() {
      if a.fixture.row != "room" && a.fixture.model != "floor" {
        let low = a.low - layout.floorLow
        let high = layout.floorHigh - a.high
        if min(low.x, low.y, high.x, high.y) < -0.002 || a.bottom < -0.002 {
          problems.append(.outsideRoom(a.fixture.name))
        }
      }
      for b in boxes[(i + 1)...] where a.mayTouch(b.low, b.high) {
        guard a.sharesHeights(b.bottom, b.top) else { continue }
        if Self.houses(a, b) || Self.houses(b, a) { continue }
        if a.rectangle.overlaps(b.rectangle, tolerance: 0.002) {
          problems.append(.overlap(a.fixture.name, b.fixture.name))
        }
      }
    }
    return problems
  }

  /// Whether a fixture is made to hold the other one.
  private static func houses(_ outer: FixtureBox, _ inner: FixtureBox) -> Bool {
    ["housing", "open_shelf"].contains(outer.fixture.model) && outer.encloses(inner)
  }

  /// Doors, flaps and drawers that meet something on their way.
  private func blockedDoors() -> [LayoutProblem] {
    var problems: [LayoutProblem] = []
    for box in boxes {
      swings: for swing in DoorSwing.all(of: box) {
        for other in boxes where other.mayTouch(swing.low, swing.high) {
          guard other.fixture.name != box.fixture.name, other.fixture.model != "floor",
            other.sharesHeights(swing.bottom, swing.top), !Self.houses(other, box)
          else { continue }
          if swing.rectangles.contains(where: { $0.overlaps(other.rectangle, tolerance: 0.003) }) {
            problems.append(.blockedDoor(box.fixture.name, by: other.fixture.name))
            break swings
          }
        }
      }
    }
    return problems
  }

  /// Fronts with less than an aisle before them.
  private func narrowAisles() -> [LayoutProblem] {
    let fronts = [
      "single_cabinet", "double_cabinet", "drawer_stack", "sink", "stove", "fridge", "dishwasher",
      "cooktop",
    ]
    var problems: [LayoutProblem] = []
    for box in boxes where fronts.contains(box.fixture.model) && box.bottom < 0.3 {
      let size = box.fixture.size
      // from the counter's edge, which reaches over the cabinets
      let edge = max(size.y / 2, KitchenMeasures.counterDepth - size.y / 2)
      let strip = PlanRectangle(
        box.fixture.poseWorldFixture, x: -size.x / 2 + 0.01...size.x / 2 - 0.01,
        y: -edge - KitchenMeasures.aisle ... -edge - 0.01)
      let (low, high) = strip.bounds
      for other in boxes where other.isObstacle && other.mayTouch(low, high) {
        guard other.fixture.name != box.fixture.name, other.fixture.model != "stool" else {
          continue
        }
        if strip.overlaps(other.rectangle, tolerance: 0.002) {
          problems.append(.narrowAisle(box.fixture.name, before: other.fixture.name))
          break
        }
      }
    }
    return problems
  }

  /// Too little free counter beside what hands fill and empty; microwaves in awkward places.
  private func littleCounters() -> [LayoutProblem] {
    var problems: [LayoutProblem] = []
    for box in boxes
    where ["sink", "stove", "microwave", "coffee_machine"].contains(box.fixture.model) {
      let name = box.fixture.name
      // of a microwave in a housing, beside the housing
      let whole = boxes.first { Self.houses($0, box) } ?? box
      if !counters.contains(where: {
        $0.hasRoom(beside: whole, length: KitchenMeasures.freeCounter)
      }) {
        problems.append(.littleFreeCounter(name))
      }
      guard box.fixture.model == "microwave" else { continue }
      // on a counter, near enough to its edge; or hung at the height of an arm
      let onCounter = counters.contains { space in
        guard (box.bottom - space.slab.top).magnitude < 0.005, space.slab.facesLike(box) else {
          return false
        }
        let front = space.slab.covered(by: box).y.lowerBound + space.slab.fixture.size.y / 2
        return front > 0.145 && front < 0.255
      }
      if !onCounter && !(1.0...1.25).contains(box.bottom) {
        problems.append(.awkwardMicrowave(name))
      }
    }
    return problems
  }
}
