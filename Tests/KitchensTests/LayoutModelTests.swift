import Geometry
import Kitchens
import Scenes
import TestSupport
import Testing

/// Whether the models fit the plans that they are set into.
@Suite struct LayoutModelTests {
  private struct Placed {
    var name: String
    var body: RigidBodyModel
    var pose: Pose
    var bounds: (low: Vector3, high: Vector3)
  }

  private static let layouts = Result {
    try LayoutLibrary(folder: Repository.root.appendingPathComponent("Scenes/layouts").path)
  }

  @Test(arguments: 0..<12)
  func `closed fixtures of a plan do not meet`(seed: Int) throws {
    let plan = try plan(seed)
    let placed = try plan.map { try place($0.fixture, $0.instance) }
    for (index, a) in placed.enumerated() {
      for b in placed[(index + 1)...] {
        for first in a {
          for second in b {
            #expect(!touch(first, second), "\(seed): \(first.name) meets \(second.name)")
          }
        }
      }
    }
  }

  @Test(arguments: 0..<12)
  func `whatever opens, opens without touching other fixtures`(seed: Int) throws {
    let plan = try plan(seed)
    let closed = try plan.map { try place($0.fixture, $0.instance) }
    for (index, item) in plan.enumerated() {
      for (part, model) in item.instance.parts.enumerated() where model.joint != nil {
        for share in [0.25, 0.5, 0.75, 1.0] {
          let opened = try place(item.fixture, item.instance, opening: model.name, share)[part]
          for (other, parts) in closed.enumerated() where other != index {
            for fixed in parts {
              #expect(!touch(opened, fixed), "\(seed): \(opened.name) opens against \(fixed.name)")
            }
          }
        }
      }
    }
  }

  /// A plan's fixtures with their models.
  private func plan(_ seed: Int) throws -> [(
    fixture: KitchenLayout.Fixture, instance: ModelInstance
  )] {
    let layouts = try Self.layouts.get()
    let grammar = layouts.grammars[seed % layouts.grammars.count]
    let plan = try LayoutSolver(grammar: grammar, sizes: layouts.sizes).layout(seed: UInt64(seed))
    return try plan.fixtures.map { fixture in
      let model = try #require(try FixtureFiles.library.get()[fixture.model])
      let instance = try model.instance(
        stream: RandomStream(seed: UInt64(seed)).stream(fixture.name),
        overriding: fixture.parameters)
      #expect((instance.size - fixture.size).length < 1e-9, "\(fixture.name)")
      return (fixture, instance)
    }
  }

  /// The parts of a fixture in the world, one joint opened by a share of its range, the others at rest.
  private func place(
    _ fixture: KitchenLayout.Fixture, _ instance: ModelInstance, opening opened: String = "",
    _ share: Double = 0
  ) throws -> [Placed] {
    var placed: [Placed] = []
    for part in instance.parts {
      var pose = fixture.poseWorldFixture
      if let joint = part.joint {
        let parent = try #require(instance.parts.firstIndex { $0.name == joint.parent })
        let rest = min(max(0, joint.range.lowerBound), joint.range.upperBound)
        let span = joint.range.upperBound - joint.range.lowerBound
        let position = part.name == opened ? joint.range.lowerBound + share * span : rest
        pose = placed[parent].pose * joint.poseParentPart(at: position)
      }
      placed.append(
        Placed(
          name: "\(fixture.name).\(part.name)", body: part.body, pose: pose,
          bounds: part.body.bounds(in: pose)))
    }
    return placed
  }

  /// Whether two parts overlap by more than a millimetre; what stands side by side touches.
  private func touch(_ a: Placed, _ b: Placed) -> Bool {
    let mayMeet = (0..<3).allSatisfy {
      a.bounds.low[$0] < b.bounds.high[$0] && b.bounds.low[$0] < a.bounds.high[$0]
    }
    return mayMeet && BoxOverlap.overlap(a.body, at: a.pose, b.body, at: b.pose, margin: -0.001)
  }
}
