import Geometry
import Scenes
import Testing

/// Coverage counted by hand.
@Suite struct CoverageTests {
  /// A cup on a square of 2 x 2 cells, and a peg that always stands in one place.
  private let distribution = ResetDistribution(
    name: "D0",
    placements: [
      .init(object: "cup", x: 0...1, y: 0...1, zRotation: 0...1),
      .init(object: "peg", x: 0.5...0.5, y: 0...0, zRotation: 0...0),
    ])
  private let grid = Stratification(columns: 2, rows: 2)

  private func attempt(_ x: Double, _ y: Double, _ succeeded: Bool) -> ResetCoverage.Attempt {
    .init(poses: [Pose(Vector3(x, y, 0.3)), Pose(Vector3(0.5, 0, 0.1))], succeeded: succeeded)
  }

  @Test func `cells attempted and with a success, by object and in all`() {
    let coverage = ResetCoverage(
      distribution,
      attempts: [
        attempt(0.1, 0.1, true), attempt(0.2, 0.4, true), attempt(0.3, 0.3, false),
        attempt(0.9, 0.1, false), attempt(0.9, 0.9, true),
      ], grid: grid)
    #expect(coverage.objects.map(\.name) == ["cup", "peg"])
    #expect(
      coverage.objects[0].counts == .init(cells: 4, reachable: 4, attempted: 3, succeeded: 2))
    #expect(coverage.objects[0].counts.share == 0.5)
    #expect(
      coverage.objects[1].counts == .init(cells: 1, reachable: 1, attempted: 1, succeeded: 1))
    #expect(coverage.objects[1].counts.share == 1)
    #expect(coverage.total == .init(cells: 5, reachable: 5, attempted: 4, succeeded: 3))
    #expect(coverage.total.share == 0.6)
  }

  @Test func `only reachable cells count in the share, asked for at their middles`() {
    var asked: [String] = []
    let coverage = ResetCoverage(
      distribution, attempts: [attempt(0.1, 0.1, true), attempt(0.9, 0.9, false)], grid: grid
    ) { object, x, y in
      asked.append("\(object) \(x) \(y)")
      return object == "cup" && x < 0.5
    }
    // a cell with a success needs no asking
    #expect(asked == ["cup 0.75 0.25", "cup 0.25 0.75", "cup 0.75 0.75"])
    #expect(
      coverage.objects[0].counts == .init(cells: 4, reachable: 2, attempted: 2, succeeded: 1))
    #expect(coverage.objects[0].counts.share == 0.5)
    #expect(coverage.objects[1].counts.share == 1)
  }

  @Test func `a success where none was foretold makes the cell reachable`() {
    let coverage = ResetCoverage(
      distribution, attempts: [attempt(0.9, 0.9, true)], grid: grid, reachable: { _, _, _ in false }
    )
    #expect(
      coverage.objects[0].counts == .init(cells: 4, reachable: 1, attempted: 1, succeeded: 1))
    #expect(coverage.objects[0].counts.share == 1)
  }

  @Test func `nothing attempted, nothing reachable, poses beyond and poses missing`() {
    let none = ResetCoverage(distribution, attempts: [], grid: grid)
    #expect(none.total == .init(cells: 5, reachable: 5, attempted: 0, succeeded: 0))
    #expect(none.total.share == 0)
    let hopeless = ResetCoverage(
      distribution, attempts: [], grid: grid, reachable: { _, _, _ in false })
    #expect(hopeless.total.share == nil)

    // a hair beyond the range is the cell at its edge; half an attempt is none
    let half = ResetCoverage.Attempt(poses: [.identity], succeeded: true)
    let edge = ResetCoverage(
      distribution, attempts: [half, attempt(1.001, 1.001, true)], grid: grid)
    #expect(edge.objects[0].counts.succeeded == 1)
    #expect(edge.objects[0].counts.attempted == 1)
  }

  @Test func `stratified scenes cover every cell in as many scenes as there are cells`() {
    let stratified = Stratification()
    let stream = RandomStream(seed: 1)
    var random = RandomStream(seed: 2)
    func attempts(_ narrow: (Int) -> ResetDistribution) -> [ResetCoverage.Attempt] {
      (0..<100).map { scene in
        let ranges = narrow(scene).placements[0]
        let x = random.uniform(ranges.x.lowerBound, ranges.x.upperBound)
        let y = random.uniform(ranges.y.lowerBound, ranges.y.upperBound)
        return attempt(x, y, true)
      }
    }
    let even = attempts { stratified.narrowed(distribution, scene: $0, stream: stream) }
    #expect(ResetCoverage(distribution, attempts: even).objects[0].counts.share == 1)
    // where independent draws leave about a third out: 1 - 1/e = 63 % are met
    let plain = attempts { _ in distribution }
    let share = ResetCoverage(distribution, attempts: plain).objects[0].counts.share
    #expect(share.map { (0.5...0.76).contains($0) } == true)
  }
}
