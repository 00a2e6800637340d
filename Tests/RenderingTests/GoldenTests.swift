import Geometry
import Rendering
import Scenes
import Testing

/// Pictures as they were: the mean colours of a grid, with tolerance.
@Suite struct GoldenTests {
  /// Cells along a side; a picture has seven pixels for each.
  private static let cells = 12
  /// Steps of eight bits that a mean may be off by, and how far all may be off on average.
  private static let tolerance = (most: 6.0, mean: 0.6)

  private func grid(_ scene: RenderScene, _ camera: Camera) throws -> [UInt32] {
    let side = 7 * Self.cells
    let picture = try TileRenderer().render(
      scene, from: camera, size: PictureSize(width: side, height: side), parts: []
    ).picture
    return (0..<Self.cells * Self.cells).map { cell in
      var sums = (0, 0, 0)
      for pixel in 0..<49 {
        let color = picture[
          cell % Self.cells * 7 + pixel % 7, cell / Self.cells * 7 + pixel / 7]
        sums.0 += Int(color.red)
        sums.1 += Int(color.green)
        sums.2 += Int(color.blue)
      }
      let means = [sums.0, sums.1, sums.2].map { UInt32(($0 + 24) / 49) }
      return (means[0] << 16) | (means[1] << 8) | means[2]
    }
  }

  private func agrees(_ grid: [UInt32], _ golden: [UInt32]) -> Bool {
    guard grid.count == golden.count else { return false }
    var most = 0.0
    var sum = 0.0
    for (a, b) in zip(grid, golden) {
      for shift: UInt32 in [0, 8, 16] {
        let off = abs(Double((a >> shift) & 255) - Double((b >> shift) & 255))
        most = max(most, off)
        sum += off
      }
    }
    return most <= Self.tolerance.most && sum / Double(3 * grid.count) <= Self.tolerance.mean
  }

  private func listing(_ grid: [UInt32]) -> String {
    stride(from: 0, to: grid.count, by: 6).map { row in
      grid[row..<min(row + 6, grid.count)].map {
        "0x" + String($0 + 0x100_0000, radix: 16).dropFirst().uppercased()
      }.joined(separator: ", ")
    }.joined(separator: ",\n    ")
  }

  @Test func picturesAreAsTheyWere() throws {
    let front = try grid(TracedScenes.all(), TracedScenes.camera())
    #expect(agrees(front, GoldenGrids.front), "front is now\n    \(listing(front))")
    let plan = try grid(TracedScenes.all(), TracedScenes.plan())
    #expect(agrees(plan, GoldenGrids.plan), "plan is now\n    \(listing(plan))")
  }

  @Test func changesAreSeen() throws {
    let scene = TracedScenes.all()
    let camera = try TracedScenes.camera()
    #expect(!agrees(try grid(scene, TracedScenes.camera(0.03)), GoldenGrids.front))
    var changed = scene
    changed.lights[0].direction.x += 0.1
    #expect(!agrees(try grid(changed, camera), GoldenGrids.front))
    changed = scene
    changed.lights[1].temperature = 5000
    #expect(!agrees(try grid(changed, camera), GoldenGrids.front))
    changed = scene
    changed.surfaces[2].scale = 0.24
    #expect(!agrees(try grid(changed, camera), GoldenGrids.front))
    changed = scene
    changed.surfaces[0].colors[0][0] = 0.7
    #expect(!agrees(try grid(changed, camera), GoldenGrids.front))
    changed = scene
    changed.bodies[3].poseWorldBody.position.z += 0.03
    #expect(!agrees(try grid(changed, camera), GoldenGrids.front))
  }
}
