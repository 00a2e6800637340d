import Geometry
import Scenes
import Testing

/// Scenes with fixed parts, articulated parts and places.
@Suite struct MountedSceneTests {
  private let table = TableTop(center: Vector3(0.1, -0.2, 0.8), size: SIMD2(0.8, 0.8))

  private func box(_ x: Double, _ y: Double, _ z: Double, _ at: Vector3 = .zero) -> CollisionGeom {
    CollisionGeom(.box(halfExtents: Vector3(x, y, z)), poseBodyGeom: Pose(at))
  }

  private func body(_ geoms: CollisionGeom...) -> RigidBodyModel {
    RigidBodyModel(mass: 0.1, geoms: geoms)
  }

  private func draw(
    _ placements: [ResetDistribution.Placement], _ objects: [SceneObject], seed: Int,
    joints: [ResetDistribution.JointRange] = []
  ) throws -> [Scene.Object] {
    try SceneSampler.draw(
      ResetDistribution(name: "D0", placements: placements, joints: joints), objects: objects,
      tableTop: table, poseWorldRobotBase: .identity,
      stream: RandomStream(seed: 9).stream("scene", seed)
    ).objects
  }

  /// Whether any point of a fine grid in `a`'s boxes lies within one of `b`'s, both boxes only.
  private func meet(_ a: Scene.Object, _ b: Scene.Object) -> Bool {
    let steps = (-5...5).map { Double($0) / 5 }
    for geom in a.body.geoms {
      guard case .box(let h) = geom.shape else { continue }
      let pose = a.poseWorldObject * geom.poseBodyGeom
      for other in b.body.geoms {
        guard case .box(let g) = other.shape else { continue }
        let back = (b.poseWorldObject * other.poseBodyGeom).inverse
        for x in steps {
          for y in steps {
            for z in [-1.0, 0, 1] {
              let p = back.transform(pose.transform(Vector3(x * h.x, y * h.y, z * h.z)))
              if p.x.magnitude < g.x && p.y.magnitude < g.y && p.z.magnitude < g.z { return true }
            }
          }
        }
      }
    }
    return false
  }

  @Test func `nothing overlaps a fixed frame in 2000 scenes, and its hollow is used`() throws {
    // two walls of a gate: a circle around it would keep everything far away
    let gate = body(
      box(0.01, 0.15, 0.05, Vector3(0.1, 0, 0)), box(0.01, 0.15, 0.05, Vector3(-0.1, 0, 0)))
    let objects = [
      SceneObject(name: "gate", body: gate, mount: .fixed),
      SceneObject(name: "a", body: body(box(0.04, 0.01, 0.02))),
      SceneObject(name: "b", body: body(box(0.02, 0.02, 0.02))),
    ]
    let placements: [ResetDistribution.Placement] = [
      .init(object: "gate", x: -0.02...0.02, y: 0...0, zRotation: -0.5...0.5),
      .init(object: "a", x: -0.2...0.2, y: -0.15...0.15, zRotation: 0...(2 * .pi)),
      .init(object: "b", x: -0.2...0.2, y: -0.15...0.15, zRotation: 0...(2 * .pi)),
    ]
    var within = 0
    for seed in 0..<2000 {
      let drawn = try draw(placements, objects, seed: seed)
      for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        #expect(!meet(drawn[i], drawn[j]) && !meet(drawn[j], drawn[i]), "\(seed): \(i), \(j)")
      }
      // the gate stands flush on the table
      #expect((drawn[0].poseWorldObject.position.z - 0.85).magnitude < 1e-12)
      let p = drawn[2].poseWorldObject.position - drawn[0].poseWorldObject.position
      if p.length < 0.08 { within += 1 }
    }
    #expect(within > 100)
  }

  @Test func `overlap of boxes is told by separating axes`() {
    let a = body(box(0.1, 0.02, 0.02))
    let b = body(box(0.02, 0.1, 0.02))
    func overlap(_ pose: Pose, margin: Double = 0) -> Bool {
      BoxOverlap.overlap(a, at: .identity, b, at: pose, margin: margin)
    }
    #expect(overlap(.identity))
    #expect(overlap(Pose(Vector3(0.119, 0, 0))) && !overlap(Pose(Vector3(0.121, 0, 0))))
    #expect(overlap(Pose(Vector3(0, 0.119, 0.039))) && !overlap(Pose(Vector3(0, 0, 0.041))))
    #expect(overlap(Pose(Vector3(0.121, 0, 0)), margin: 0.002))
    // a tilted box reaches down beside its middle, not under it
    let tilted = Quaternion(axis: Vector3(1, 0, 0), angle: .pi / 4)
    #expect(overlap(Pose(Vector3(0, 0.07, 0.07), tilted)))
    #expect(!overlap(Pose(Vector3(0, 0.07, 0.07))) && !overlap(Pose(Vector3(0, 0, 0.09), tilted)))

    // two crossed edges are told apart by the axis across both only
    let cube = body(box(0.02, 0.02, 0.02))
    for (height, expected) in [(0.055, true), (0.06, false)] {
      let above = Pose(
        Vector3(0, 0, height), Quaternion(axis: Vector3(0, 1, 0), angle: .pi / 4))
      #expect(
        BoxOverlap.overlap(cube, at: Pose(.zero, tilted), cube, at: above, margin: 0) == expected)
    }
  }

  @Test func `a placement follows the object it is relative to, outside of its radius`() throws {
    let objects = [
      SceneObject(name: "base", body: body(box(0.02, 0.02, 0.02))),
      SceneObject(name: "goal", body: RigidBodyModel(mass: 1, geoms: []), mount: .place),
    ]
    let placements: [ResetDistribution.Placement] = [
      .init(object: "base", x: -0.2...0.2, y: -0.2...0.2, zRotation: -3...3),
      .init(
        object: "goal", x: 0...0.1, y: -0.1...0.1, zRotation: 0...0, z: 0.05...0.2,
        zProbability: 0.25, relativeTo: "base", minRadius: 0.06),
    ]
    var raised = 0
    for seed in 0..<1000 {
      let drawn = try draw(placements, objects, seed: seed)
      let p = drawn[0].poseWorldObject.inverse.transform(drawn[1].poseWorldObject.position)
      #expect(p.x > -1e-12 && p.x < 0.1 + 1e-12 && p.y.magnitude < 0.1 + 1e-12)
      #expect((p.x * p.x + p.y * p.y).squareRoot() > 0.06 - 1e-12)
      #expect(p.z > 0.05 - 1e-12 && p.z < 0.2 + 1e-12)
      if p.z > 0.05 + 1e-9 { raised += 1 }
    }
    // a quarter of them, within four deviations
    #expect((195...305).contains(raised))
  }

  @Test func `a radius that no draw can keep is told`() {
    let objects = [SceneObject(name: "a", body: body(box(0.02, 0.02, 0.02)))]
    let far = ResetDistribution.Placement(
      object: "a", x: -0.1...0.1, y: -0.1...0.1, zRotation: 0...0, minRadius: 0.2)
    #expect(throws: InfeasibleScene.self) { try draw([far], objects, seed: 1) }
  }

  @Test func `a part starts where its joint says, unless the distribution says otherwise`() throws {
    let joint = ObjectJoint(
      kind: .slider, parent: "cabinet", poseParentPart: Pose(Vector3(0, 0, 0.1)),
      axis: Vector3(1, 0, 0), range: 0...0.2, initial: 0.05...0.1)
    let objects = [
      SceneObject(name: "cabinet", body: body(box(0.1, 0.1, 0.02)), mount: .fixed),
      SceneObject(name: "drawer", body: body(box(0.05, 0.05, 0.01)), mount: .jointed(joint)),
    ]
    let placement = ResetDistribution.Placement(
      object: "cabinet", x: 0...0.1, y: 0...0.1, zRotation: -1...1)
    let cases: [([ResetDistribution.JointRange], ClosedRange<Double>)] = [
      ([], 0.05...0.1), ([.init(object: "drawer", range: 0.15...0.2)], 0.15...0.2),
    ]
    for (joints, range) in cases {
      var low = Double.infinity
      var high = -low
      for seed in 0..<500 {
        let drawn = try draw([placement], objects, seed: seed, joints: joints)
        let position = drawn[1].jointPosition
        low = min(low, position)
        high = max(high, position)
        let local = drawn[0].poseWorldObject.inverse * drawn[1].poseWorldObject
        #expect((local.position - Vector3(position, 0, 0.1)).length < 1e-12)
      }
      #expect(low >= range.lowerBound && low < range.lowerBound + 0.001)
      #expect(high <= range.upperBound && high > range.upperBound - 0.001)
    }
  }
}
