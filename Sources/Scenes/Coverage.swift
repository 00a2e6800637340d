import Geometry

/// How much of the reset space a job's attempts and successes cover, cell by cell.
public struct ResetCoverage: Sendable, Hashable, Codable {
  /// Where an attempt's objects stood at reset, and how it ended.
  public struct Attempt: Sendable, Hashable {
    /// Relative to the table's centre, in the distribution's order of objects.
    public var poses: [Pose]
    public var succeeded: Bool

    public init(poses: [Pose], succeeded: Bool) {
      self.poses = poses
      self.succeeded = succeeded
    }
  }

  /// Numbers of cells.
  public struct Counts: Sendable, Hashable, Codable {
    public var cells: Int
    /// Where the robot can do the task; a cell with a success is one, whatever was foretold.
    public var reachable: Int
    /// Where the object stood in at least one attempt.
    public var attempted: Int
    /// Where it stood in at least one success.
    public var succeeded: Int

    public init(cells: Int, reachable: Int, attempted: Int, succeeded: Int) {
      self.cells = cells
      self.reachable = reachable
      self.attempted = attempted
      self.succeeded = succeeded
    }

    /// The share of reachable cells with a success; nil when none is reachable.
    public var share: Double? {
      reachable > 0 ? Double(succeeded) / Double(reachable) : nil
    }

    static func + (lhs: Counts, rhs: Counts) -> Counts {
      Counts(
        cells: lhs.cells + rhs.cells, reachable: lhs.reachable + rhs.reachable,
        attempted: lhs.attempted + rhs.attempted, succeeded: lhs.succeeded + rhs.succeeded)
    }
  }

  /// The counts of one object.
  public struct Object: Sendable, Hashable, Codable {
    public var name: String
    public var counts: Counts

    public init(name: String, counts: Counts) {
      self.name = name
      self.counts = counts
    }
  }

  /// In the distribution's order.
  public var objects: [Object]

  /// The sums over all objects.
  public var total: Counts {
    objects.reduce(Counts(cells: 0, reachable: 0, attempted: 0, succeeded: 0)) { $0 + $1.counts }
  }

  public init(objects: [Object]) { self.objects = objects }

  /// Counts the cells of a distribution that attempts cover.
  ///
  /// `reachable` is asked for the middle of each cell, metres relative to the table's centre. A pose
  /// beyond the ranges counts in the nearest cell; an attempt without a pose for each object is left
  /// out.
  public init(
    _ distribution: ResetDistribution, attempts: [Attempt],
    grid: Stratification = Stratification(),
    reachable: (_ object: String, _ x: Double, _ y: Double) -> Bool = { _, _, _ in true }
  ) {
    let complete = attempts.filter { $0.poses.count == distribution.placements.count }
    objects = distribution.placements.enumerated().map { index, placement in
      let cells = grid.cells(of: placement)
      var attempted = [Bool](repeating: false, count: cells)
      var succeeded = attempted
      for attempt in complete {
        let position = attempt.poses[index].position
        let cell = grid.cell(of: placement, x: position.x, y: position.y)
        attempted[cell] = true
        if attempt.succeeded { succeeded[cell] = true }
      }

      // where it could succeed, or did
      let possible = (0..<cells).filter { cell in
        let center = grid.center(ofCell: cell, of: placement)
        return succeeded[cell] || reachable(placement.object, center.x, center.y)
      }
      return Object(
        name: placement.object,
        counts: Counts(
          cells: cells, reachable: possible.count, attempted: attempted.count { $0 },
          succeeded: succeeded.count { $0 }))
    }
  }
}
