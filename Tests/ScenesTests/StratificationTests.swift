import Geometry
import Scenes
import Testing

/// Reset cells, and how consecutive scenes visit them.
@Suite struct StratificationTests {
  private let stream = RandomStream(seed: 2).stream("job")

  private func placement(
    _ object: String = "cup", x: ClosedRange<Double> = -0.1...0.3,
    y: ClosedRange<Double> = 0.2...0.3, turn: ClosedRange<Double> = 0...(2 * .pi)
  ) -> ResetDistribution.Placement {
    .init(object: object, x: x, y: y, zRotation: turn)
  }

  @Test func `the defaults are ten by ten cells and eight sectors`() {
    let grid = Stratification()
    #expect([grid.columns, grid.rows, grid.sectors] == [10, 10, 8])
    #expect(grid.cells(of: placement()) == 100)
    // a range without width has one part
    #expect(grid.cells(of: placement(x: 0.1...0.1)) == 10)
    #expect(grid.cells(of: placement(x: 0.1...0.1, y: 0...0)) == 1)
  }

  @Test func `a block of scenes visits each cell and each sector once`() {
    let grid = Stratification()
    let cells = (0..<400).map { grid.cell(of: placement(), scene: $0, stream: stream) }
    for block in 0..<4 {
      let visited = cells[(block * 100)..<(block * 100 + 100)].map(\.index)
      #expect(visited.sorted() == Array(0..<100))
      #expect(visited != Array(0..<100))
    }
    for block in 0..<50 {
      #expect(
        cells[(block * 8)..<(block * 8 + 8)].map(\.sector).sorted() == Array(0..<8))
    }
    // each block in an order of its own
    #expect(cells[0..<100].map(\.index) != cells[100..<200].map(\.index))
    #expect(cells[0..<8].map(\.sector) != cells[8..<16].map(\.sector))
  }

  @Test func `the order of a seed is the same for ever`() {
    let cells = (0..<800).map {
      Stratification().cell(of: placement(), scene: $0, stream: RandomStream(seed: 1))
    }
    let hash = StateHash(cells.flatMap { [Double($0.index), Double($0.sector)] })
    #expect(hash.description == "7d0efb13b72148bd")
  }

  @Test func `objects visit theirs independently, as do seeds`() {
    let grid = Stratification()
    let scenes = 0..<100
    let cup = scenes.map { grid.cell(of: placement("cup"), scene: $0, stream: stream).index }
    let lid = scenes.map { grid.cell(of: placement("lid"), scene: $0, stream: stream).index }
    let seed = scenes.map {
      grid.cell(of: placement("cup"), scene: $0, stream: RandomStream(seed: 3)).index
    }
    // two random permutations agree in one place on average
    #expect(zip(cup, lid).count { $0 == $1 } < 8)
    #expect(zip(cup, seed).count { $0 == $1 } < 8)
    // what was drawn before does not count, nor the order of asking
    var used = stream
    _ = used.next()
    let again = scenes.reversed().map {
      grid.cell(of: placement("cup"), scene: $0, stream: used).index
    }
    #expect(again.reversed() == cup)
  }

  @Test func `narrowed ranges tile the whole without gap or overlap`() {
    let grid = Stratification(columns: 4, rows: 3, sectors: 5)
    let whole = placement()
    let narrow = (0..<60).map { grid.narrowed(whole, scene: $0, stream: stream) }
    func tiles(_ ranges: [ClosedRange<Double>], _ range: ClosedRange<Double>, _ parts: Int) -> Bool
    {
      let sorted = Set(ranges).sorted { $0.lowerBound < $1.lowerBound }
      let width = (range.upperBound - range.lowerBound) / Double(parts)
      return sorted.count == parts && sorted[0].lowerBound == range.lowerBound
        && sorted[parts - 1].upperBound == range.upperBound
        && zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
        && sorted.allSatisfy { ($0.upperBound - $0.lowerBound - width).magnitude < 1e-12 }
    }
    #expect(tiles(narrow.map(\.x), whole.x, 4))
    #expect(tiles(narrow.map(\.y), whole.y, 3))
    #expect(tiles(narrow.map(\.zRotation), whole.zRotation, 5))
    #expect(narrow.allSatisfy { $0.object == "cup" })

    // twelve cells, each with the ranges of its index
    for (scene, part) in narrow.prefix(12).enumerated() {
      let cell = grid.cell(of: whole, scene: scene, stream: stream)
      let center = grid.center(ofCell: cell.index, of: whole)
      #expect(part.x.contains(center.x) && part.y.contains(center.y))
      #expect((center.x - (part.x.lowerBound + part.x.upperBound) / 2).magnitude < 1e-12)
    }
    #expect(Set(narrow.prefix(12).map { [$0.x, $0.y] }).count == 12)
  }

  @Test func `a range without width stays as it is`() {
    let grid = Stratification()
    let fixed = placement(x: 0.1...0.1, y: -0.2...(-0.2), turn: 1...1)
    for scene in 0..<20 {
      #expect(grid.narrowed(fixed, scene: scene, stream: stream) == fixed)
    }
    // and takes no cell from the ranges that have some
    let line = placement(x: 0.1...0.1, turn: 1...1)
    let rows = (0..<10).map { grid.narrowed(line, scene: $0, stream: stream).y.lowerBound }
    #expect(Set(rows).count == 10)
  }

  @Test func `a whole distribution is narrowed object by object`() {
    let grid = Stratification()
    let distribution = ResetDistribution(
      name: "D1", placements: [placement("cup"), placement("lid", x: 0...0)])
    let narrow = grid.narrowed(distribution, scene: 7, stream: stream)
    #expect(narrow.name == "D1")
    #expect(
      narrow.placements
        == distribution.placements.map { grid.narrowed($0, scene: 7, stream: stream) })
  }

  @Test func `a point drawn in a cell is counted in that cell`() {
    let grid = Stratification(columns: 7, rows: 9)
    let whole = placement(x: -0.1...0.2, y: 0.1...0.7)
    var random = RandomStream(seed: 8)
    for scene in 0..<2000 {
      let cell = grid.cell(of: whole, scene: scene, stream: stream).index
      let part = grid.narrowed(whole, scene: scene, stream: stream)
      let x = random.uniform(part.x.lowerBound, part.x.upperBound)
      let y = random.uniform(part.y.lowerBound, part.y.upperBound)
      #expect(grid.cell(of: whole, x: x, y: y) == cell)
      // the lower edges belong to it
      #expect(grid.cell(of: whole, x: part.x.lowerBound, y: part.y.lowerBound) == cell)
    }
  }

  @Test(arguments: [7, 10, 49, 100])
  func `an edge belongs to the cell above it, whatever the rounding`(parts: Int) {
    let grid = Stratification(columns: parts, rows: 1)
    for x in [-0.3...0.4, 0.1...0.7, -0.1...0.2, 0...0.3] as [ClosedRange<Double>] {
      let line = placement(x: x, y: 0...0)
      for scene in 0..<parts {
        let cell = grid.cell(of: line, scene: scene, stream: stream).index
        let part = grid.narrowed(line, scene: scene, stream: stream).x
        #expect(grid.cell(of: line, x: part.lowerBound, y: 0) == cell)
        #expect(grid.cell(of: line, x: part.upperBound.nextDown, y: 0) == cell)
      }
    }
  }

  @Test func `points are found by hand-computed cells, those beyond in the nearest`() {
    let grid = Stratification(columns: 4, rows: 2)
    let whole = placement(x: 0...1, y: 0...1)
    #expect(grid.cell(of: whole, x: 0, y: 0) == 0)
    #expect(grid.cell(of: whole, x: 0.3, y: 0.1) == 1)
    #expect(grid.cell(of: whole, x: 0.25, y: 0.5) == 5)
    #expect(grid.cell(of: whole, x: 1, y: 1) == 7)
    #expect(grid.cell(of: whole, x: -3, y: 9) == 4)
    #expect(grid.cell(of: whole, x: .infinity, y: .nan) == 3)
    #expect(grid.center(ofCell: 6, of: whole) == SIMD2(0.625, 0.75))
    #expect(grid.cell(of: placement(x: 0...0, y: 0...0), x: 5, y: 5) == 0)
  }

  @Test(arguments: [0, -1, 101])
  func `a number of parts out of range is told`(parts: Int) {
    #expect(Stratification(columns: parts).problem?.name == "columns")
    #expect(Stratification(rows: parts).problem?.name == "rows")
    #expect(Stratification(sectors: parts).problem?.name == "sectors")
    #expect(Stratification(sectors: parts).problem?.reason == "must be between 1 and 100")
    #expect(Stratification(columns: 1, rows: 100, sectors: 1).problem == nil)
  }
}
