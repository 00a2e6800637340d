import Geometry
import Kitchens
import Scenes
import TestSupport
import Testing

/// Whether the models fit the plans that they are set into.
@Suite struct LayoutModelTests {
  private struct Placed {
    var name: String
    var parts: [(body: RigidBodyModel, pose: Pose)]
    var low: Vector3
    var high: Vector3
  }

  private static let layouts = Result {
    try LayoutLibrary(folder: Repository.root.appendingPathComponent("Scenes/layouts").path)
  }

  @Test(arguments: 0..<12)
  func `closed fixtures of a plan do not meet`(seed: Int) throws {
    let grammars = try Self.layouts.get().grammars
    let grammar = grammars[seed % grammars.count]
    let plan = try LayoutSolver(grammar: grammar, sizes: try Self.layouts.get().sizes)
      .layout(seed: UInt64(seed))
    var placed: [Placed] = []
    for fixture in plan.fixtures {
      let model = try #require(try FixtureFiles.library.get()[fixture.model])
      let instance = try model.instance(
        stream: RandomStream(seed: UInt64(seed)).stream(fixture.name),
        overriding: fixture.parameters)
      #expect((instance.size - fixture.size).length < 1e-9, "\(fixture.name)")
      placed.append(try place(fixture, instance))
    }

    for (index, a) in placed.enumerated() {
      for b in placed[(index + 1)...] {
        let mayMeet = (0..<3).allSatisfy { a.low[$0] < b.high[$0] && b.low[$0] < a.high[$0] }
        guard mayMeet else { continue }
        for first in a.parts {
          for second in b.parts {
            // what stands side by side touches
            #expect(
              !BoxOverlap.overlap(
                first.body, at: first.pose, second.body, at: second.pose, margin: -0.002),
              "\(grammar.name) \(seed): \(a.name) meets \(b.name)")
          }
        }
      }
    }
  }

  /// The parts of a fixture in the world, its joints at rest.
  private func place(_ fixture: KitchenLayout.Fixture, _ instance: ModelInstance) throws -> Placed {
    var poses: [Pose] = []
    var placed = Placed(
      name: fixture.name, parts: [], low: Vector3(repeating: .infinity),
      high: Vector3(repeating: -.infinity))
    for part in instance.parts {
      var pose = fixture.poseWorldFixture
      if let joint = part.joint {
        let parent = try #require(instance.parts.firstIndex { $0.name == joint.parent })
        pose =
          poses[parent]
          * joint.poseParentPart(
            at: min(max(0, joint.range.lowerBound), joint.range.upperBound))
      }
      poses.append(pose)
      placed.parts.append((part.body, pose))
      let bounds = part.body.bounds(in: pose)
      for axis in 0..<3 {
        placed.low[axis] = min(placed.low[axis], bounds.low[axis])
        placed.high[axis] = max(placed.high[axis], bounds.high[axis])
      }
    }
    return placed
  }
}
