import Geometry
import Scenes
import Testing

/// The cells that objects stand in, by name.
@Suite struct CellTests {
  private let distribution = ResetDistribution(
    name: "D0",
    placements: [
      .init(object: "cup", x: 0...1, y: 0...1, zRotation: 0...1),
      .init(object: "peg", x: 0.5...0.5, y: 0...0, zRotation: 0...0),
      .init(object: "lid", x: -0.1...0.1, y: 0...0, zRotation: 0...0, relativeTo: "cup"),
    ])
  private let table = TableTop(center: Vector3(0, 0, 0.8), size: SIMD2(1, 1))

  private func poses(cup: Vector3, lid: Vector3) -> [Pose] {
    let world = ["cup": Pose(cup), "peg": Pose(Vector3(0.5, 0, 0.8)), "lid": Pose(lid)]
    return distribution.poses(of: { world[$0] }, on: table)
  }

  @Test func `cells are named in the order of placements, each in its own frame`() {
    let found = poses(cup: Vector3(0.15, 0.95, 0.8), lid: Vector3(0.21, 0.95, 0.85))
    // rows of ten; what has no width is one cell; the lid is 6 cm to the right on the cup
    #expect(distribution.cell(poses: found) == "cup:91+peg:0+lid:8")
    #expect(
      distribution.cell(poses: found, grid: Stratification(columns: 2, rows: 2))
        == "cup:2+peg:0+lid:1")
  }

  @Test func `without all poses, and without placements, there is none`() {
    let some = distribution.poses(of: { $0 == "cup" ? .identity : nil }, on: table)
    #expect(some.count == 1 && distribution.cell(poses: some) == nil)
    #expect(ResetDistribution(name: "D0", placements: []).cell(poses: []) == nil)
  }
}
