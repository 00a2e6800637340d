import Geometry

/// Where a robot's base can stand, and whether it gets there.
extension LayoutChecks {
  /// Fixtures that no base can stand before, and those that it cannot drive to from the others.
  func standing() -> [LayoutProblem] {
    let obstacles = boxes.filter(\.isObstacle)
    var problems: [LayoutProblem] = []
    var floor: FreeFloor?
    var first = ""
    for box in boxes where Self.interactable.contains(box.fixture.model) {
      let spots = Self.spots(before: box, obstacles: obstacles, layout: layout)
      guard let spot = spots.first else {
        problems.append(.noStandingRoom(box.fixture.name))
        continue
      }
      // all of the floor that can be driven to from the first fixture
      if floor == nil {
        floor = FreeFloor(layout, obstacles: obstacles, from: spot)
        first = box.fixture.name
      }
      if let floor, !spots.contains(where: floor.reaches) {
        problems.append(.unreachable(box.fixture.name, from: first))
      }
    }
    return problems
  }

  /// Centres of a base that faces a fixture: for some places along its front, the nearest one that is
  /// free, at most 0.95 m before the front.
  static func spots(before box: FixtureBox, obstacles: [FixtureBox], layout: KitchenLayout)
    -> [SIMD2<Double>]
  {
    let size = box.fixture.size
    // along a counter anywhere, before other fixtures at most 0.3 m to the side
    let reach = box.fixture.model == "counter" ? max(0, size.x / 2 - 0.05) : 0.3
    let base = KitchenMeasures.robotBase / 2
    var spots: [SIMD2<Double>] = []
    for step in 0...(2 * Int((reach * 10).rounded(.down))) {
      // 0, 0.1, -0.1, 0.2, ...
      let offset = Double((step + 1) / 2) * (step % 2 == 1 ? 0.1 : -0.1)
      var distance = base.y + 0.05
      while distance <= 0.95 {
        let y = -size.y / 2 - distance
        let footprint = PlanRectangle(
          box.fixture.poseWorldFixture, x: offset - base.x...offset + base.x,
          y: y - base.y...y + base.y)
        let (low, high) = footprint.bounds
        let inside =
          low.x >= layout.floorLow.x && low.y >= layout.floorLow.y && high.x <= layout.floorHigh.x
          && high.y <= layout.floorHigh.y
        if inside
          && !obstacles.contains(where: {
            $0.mayTouch(low, high) && $0.rectangle.overlaps(footprint)
          })
        {
          spots.append(footprint.center)
          break
        }
        distance += 0.05
      }
    }
    return spots
  }
}

/// The part of the floor that a robot's base can drive to from one place, as cells of 6 cm.
struct FreeFloor {
  private static let cell = 0.06
  private let low: SIMD2<Double>
  private let columns: Int
  private let rows: Int
  /// 0 free, 1 blocked, 2 reached.
  private var cells: [UInt8]

  /// Floods the floor from a place, obstacles widened by half of a base's width.
  init(_ layout: KitchenLayout, obstacles: [FixtureBox], from start: SIMD2<Double>) {
    low = layout.floorLow
    columns = max(1, Int(((layout.floorHigh.x - low.x) / Self.cell).rounded(.up)))
    rows = max(1, Int(((layout.floorHigh.y - low.y) / Self.cell).rounded(.up)))
    cells = Array(repeating: 0, count: columns * rows)
    let margin = KitchenMeasures.robotBase.x / 2
    for obstacle in obstacles {
      // cells whose centres lie in the widened box
      let from = (obstacle.low - low - margin) / Self.cell - 0.5
      let to = (obstacle.high - low + margin) / Self.cell - 0.5
      let first = (column: max(0, Int(from.x.rounded(.up))), row: max(0, Int(from.y.rounded(.up))))
      let last = (
        column: min(columns - 1, Int(to.x.rounded(.down))),
        row: min(rows - 1, Int(to.y.rounded(.down)))
      )
      guard first.column <= last.column, first.row <= last.row else { continue }
      for row in first.row...last.row {
        for column in first.column...last.column { cells[row * columns + column] = 1 }
      }
    }
    // flood from the cells around the start
    var open: [Int] = []
    for index in around(start) where cells[index] == 0 {
      cells[index] = 2
      open.append(index)
    }
    while let index = open.popLast() {
      let (row, column) = (index / columns, index % columns)
      for (r, c) in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
      where r >= 0 && r < rows && c >= 0 && c < columns && cells[r * columns + c] == 0 {
        cells[r * columns + c] = 2
        open.append(r * columns + c)
      }
    }
  }

  /// Whether a base can drive to a place.
  func reaches(_ place: SIMD2<Double>) -> Bool { around(place).contains { cells[$0] == 2 } }

  /// The place's cell and its neighbours.
  private func around(_ place: SIMD2<Double>) -> [Int] {
    let at = (place - low) / Self.cell
    let column = Int(at.x.rounded(.down))
    let row = Int(at.y.rounded(.down))
    var found: [Int] = []
    for r in row - 1...row + 1 where r >= 0 && r < rows {
      for c in column - 1...column + 1 where c >= 0 && c < columns { found.append(r * columns + c) }
    }
    return found
  }
}
