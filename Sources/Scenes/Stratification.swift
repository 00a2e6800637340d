import Geometry

/// Reset ranges cut into cells that consecutive scenes visit evenly (Latin hypercube sampling).
///
/// Of each object, every block of as many scenes as it has cells in x and y visits each cell once, in
/// an order of its own (McKay, Beckman and Conover 1979); so do the sectors of its rotation.
public struct Stratification: Sendable, Hashable, Codable {
  /// Parts of an object's range in x, in y, and of its rotation; a range without width is one part.
  public var columns: Int
  public var rows: Int
  public var sectors: Int

  /// A part of one object's ranges.
  public struct Cell: Sendable, Hashable, Codable {
    /// Row by row: `row * columns + column`.
    public var index: Int
    public var sector: Int

    public init(index: Int, sector: Int) {
      self.index = index
      self.sector = sector
    }
  }

  public init(columns: Int = 10, rows: Int = 10, sectors: Int = 8) {
    self.columns = columns
    self.rows = rows
    self.sectors = sectors
  }

  /// The first number out of range as (name, reason), or nil.
  public var problem: (name: String, reason: String)? {
    for (name, parts) in [("columns", columns), ("rows", rows), ("sectors", sectors)]
    where !(1...100).contains(parts) {
      return (name, "must be between 1 and 100")
    }
    return nil
  }

  /// How many cells in x and y an object's ranges have.
  public func cells(of placement: ResetDistribution.Placement) -> Int {
    let (x, y) = axes(of: placement)
    return x.count * y.count
  }

  /// The cell of a point relative to the table's centre, metres; beyond the ranges the nearest one.
  public func cell(of placement: ResetDistribution.Placement, x: Double, y: Double) -> Int {
    let axes = axes(of: placement)
    return axes.y.index(of: y) * axes.x.count + axes.x.index(of: x)
  }

  /// The middle of a cell relative to the table's centre, metres.
  public func center(
    ofCell cell: Int, of placement: ResetDistribution.Placement
  ) -> SIMD2<Double> {
    let (x, y) = axes(of: placement)
    return SIMD2(x.middle(cell % x.count), y.middle(cell / x.count))
  }

  /// The cell that a scene of a job has for an object; `stream` is the job's, the same for all scenes.
  public func cell(
    of placement: ResetDistribution.Placement, scene: Int, stream: RandomStream
  ) -> Cell {
    let turn = StratificationAxis(placement.zRotation, parts: sectors)
    return Cell(
      index: Self.visit(
        scene, of: cells(of: placement), stream.stream("cells").stream(placement.object)),
      sector: Self.visit(
        scene, of: turn.count, stream.stream("sectors").stream(placement.object)))
  }

  /// An object's ranges within the cell that a scene of a job has for it.
  public func narrowed(
    _ placement: ResetDistribution.Placement, scene: Int, stream: RandomStream
  ) -> ResetDistribution.Placement {
    let cell = cell(of: placement, scene: scene, stream: stream)
    let (x, y) = axes(of: placement)
    var narrow = placement
    narrow.x = x.part(cell.index % x.count)
    narrow.y = y.part(cell.index / x.count)
    narrow.zRotation = StratificationAxis(placement.zRotation, parts: sectors).part(cell.sector)
    return narrow
  }

  /// The distribution of one scene of a job: every object within its cell.
  public func narrowed(
    _ distribution: ResetDistribution, scene: Int, stream: RandomStream
  ) -> ResetDistribution {
    var narrow = distribution
    narrow.placements = distribution.placements.map {
      narrowed($0, scene: scene, stream: stream)
    }
    return narrow
  }

  private func axes(
    of placement: ResetDistribution.Placement
  ) -> (x: StratificationAxis, y: StratificationAxis) {
    (
      StratificationAxis(placement.x, parts: columns),
      StratificationAxis(placement.y, parts: rows)
    )
  }

  /// The entry of a scene in its block's permutation of `0..<count` (Fisher and Yates).
  private static func visit(_ scene: Int, of count: Int, _ stream: RandomStream) -> Int {
    guard count > 1 else { return 0 }
    var random = stream.stream("block", scene / count)
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, random.integer(in: 0...last))
    }
    return order[scene % count]
  }
}
