import Geometry

/// One search of a `FloorPlanner`: the grid lies on the goal, and its first heading is the goal's.
struct FloorSearch {
  private let planner: FloorPlanner
  private let start: FloorPose
  private let goal: FloorPose
  /// Cells along x and y, and the goal's.
  private let columns: Int
  private let rows: Int
  private let goalColumn: Int
  private let goalRow: Int
  /// How far from the start each state is; and where it was come from: -1 for the start.
  private var costs: [Double]
  private var parents: [Int]
  /// 0 for not yet known, 1 for free, 2 for blocked.
  private var known: [UInt8]
  private(set) var reached = 0

  init(_ planner: FloorPlanner, from start: FloorPose, to goal: FloorPose) {
    self.planner = planner
    self.start = start
    self.goal = goal
    func cells(_ length: Double) -> Int { max(0, Int((length / planner.cell).rounded(.down))) }
    goalColumn = cells(goal.x - planner.floorLow.x)
    goalRow = cells(goal.y - planner.floorLow.y)
    columns = goalColumn + cells(planner.floorHigh.x - goal.x) + 1
    rows = goalRow + cells(planner.floorHigh.y - goal.y) + 1
    costs = Array(repeating: .infinity, count: columns * rows * 8)
    parents = Array(repeating: -1, count: columns * rows * 8)
    known = Array(repeating: 0, count: columns * rows * 8)
  }

  /// The corners of a shortest way on the grid, from the start to the goal; nil where there is none.
  mutating func run() -> [FloorPose]? {
    var queue = PriorityQueue()
    var closed = [Bool](repeating: false, count: costs.count)
    for (state, cost) in entries() {
      costs[state] = cost
      queue.push(state, key: cost + rest(state))
    }
    let target = index(goalColumn, goalRow, 0)
    while let state = queue.pop() {
      guard !closed[state] else { continue }
      closed[state] = true
      reached += 1
      if state == target { return corners(to: target) }
      for (next, step) in neighbours(of: state) where !closed[next] {
        let cost = costs[state] + step
        guard cost < costs[next], isFree(next, from: state) else { continue }
        costs[next] = cost
        parents[next] = state
        queue.push(next, key: cost + rest(next))
      }
    }
    return nil
  }

  // MARK: - States

  private func index(_ column: Int, _ row: Int, _ heading: Int) -> Int {
    (row * columns + column) * 8 + heading
  }

  private func pose(_ state: Int) -> FloorPose {
    let cell = state / 8
    return FloorPose(
      x: goal.x + Double(cell % columns - goalColumn) * planner.cell,
      y: goal.y + Double(cell / columns - goalRow) * planner.cell,
      yaw: goal.yaw + Double(state % 8) * .pi / 4)
  }

  /// The states about the start that it can get to straight away.
  private func entries() -> [(state: Int, cost: Double)] {
    let column = Int(((start.x - goal.x) / planner.cell).rounded()) + goalColumn
    let row = Int(((start.y - goal.y) / planner.cell).rounded()) + goalRow
    let eighths = Int(((start.yaw - goal.yaw) / (.pi / 4)).rounded())
    var found: [(Int, Double)] = []
    for dy in -1...1 {
      for dx in -1...1 {
        for turn in -1...1 {
          let (c, r, h) = (column + dx, row + dy, (eighths + turn) & 7)
          guard c >= 0, c < columns, r >= 0, r < rows else { continue }
          let state = index(c, r, h)
          let end = pose(state).unwrapped(near: start)
          guard planner.isFree(start, end) else { continue }
          let turned = (end.yaw - start.yaw).magnitude / (.pi / 4)
          found.append((state, start.distance(to: end) + planner.turnCost * turned))
        }
      }
    }
    return found
  }

  /// At least as far as it is to the goal: both distance and turns count.
  private func rest(_ state: Int) -> Double {
    let heading = state % 8
    return pose(state).distance(to: goal) + planner.turnCost * Double(min(heading, 8 - heading))
  }

  private func neighbours(of state: Int) -> [(state: Int, cost: Double)] {
    let (cell, heading) = (state / 8, state % 8)
    let (column, row) = (cell % columns, cell / columns)
    var found: [(Int, Double)] = []
    found.reserveCapacity(10)
    for (dx, dy) in [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1)] {
      let (c, r) = (column + dx, row + dy)
      guard c >= 0, c < columns, r >= 0, r < rows else { continue }
      let length = dx != 0 && dy != 0 ? 2.0.squareRoot() : 1
      found.append((index(c, r, heading), length * planner.cell))
    }
    for turn in [1, 7] {
      found.append((index(column, row, (heading + turn) & 7), planner.turnCost))
    }
    return found
  }

  private mutating func isFree(_ state: Int, from other: Int) -> Bool {
    if known[state] == 0 { known[state] = planner.obstacle(at: pose(state)) == nil ? 1 : 2 }
    guard known[state] == 1 else { return false }
    // corners swing out between two headings
    guard state % 8 != other % 8 else { return true }
    let from = pose(other)
    return planner.isFree(from, pose(state).unwrapped(near: from))
  }

  private func corners(to target: Int) -> [FloorPose] {
    var states = [target]
    while let parent = states.last.map({ parents[$0] }), parent >= 0 { states.append(parent) }
    var corners = [start]
    for state in states.reversed() {
      corners.append(pose(state).unwrapped(near: corners[corners.count - 1]))
    }
    return corners
  }
}
