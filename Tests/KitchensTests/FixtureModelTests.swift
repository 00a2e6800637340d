import Geometry
import Kitchens
import Scenes
import Testing

/// Every shipped fixture, 200 times.
@Suite struct FixtureModelTests {
  @Test func `all classes are there`() throws {
    #expect(try FixtureFiles.library.get().models.map(\.name) == FixtureFiles.classes)
  }

  @Test(arguments: FixtureFiles.classes)
  func `instances are sane`(name: String) throws {
    let model = try #require(try FixtureFiles.library.get()[name])
    for seed in 0..<200 {
      let instance = try model.instance(stream: RandomStream(seed: UInt64(seed)))
      let size = instance.size
      #expect(size.x > 0 && size.y > 0 && size.z > 0)
      #expect(instance.parts.map { $0.body.geoms.count }.reduce(0, +) <= 60)
      var poses: [String: Pose] = [:]
      for part in instance.parts {
        #expect(part.materials.count == part.body.geoms.count)
        #expect(part.body.mass > 0)
        for geom in part.body.geoms {
          #expect(geom.poseBodyGeom.isFinite && geom.shape.sizes.allSatisfy { $0 >= 0.001 })
        }
        let pose = try self.pose(part, poses, at: nil)
        poses[part.name] = pose

        // a region lies in the box, or stands on its top; a pan's handle reaches over the front
        for region in part.regions {
          let box = RigidBodyModel(
            mass: 1, geoms: [CollisionGeom(.box(halfExtents: region.halfExtents))])
          let bounds = box.bounds(in: pose * region.pose)
          let front = region.name.hasPrefix("pan_") ? 0.2 : 0.01
          let isIn =
            bounds.low.x > -size.x / 2 - 0.01 && bounds.high.x < size.x / 2 + 0.01
            && bounds.low.y > -size.y / 2 - front && bounds.high.y < size.y / 2 + 0.01
            && bounds.low.z > -0.01 && bounds.low.z < size.z + 0.03
          #expect(isIn, "\(name) \(seed) \(part.name).\(region.name) \(bounds) \(size)")
        }
      }
    }
  }

  @Test(arguments: FixtureFiles.classes)
  func `the closed fixture keeps to its box, but for handles, knobs and buttons`(name: String)
    throws
  {
    let model = try #require(try FixtureFiles.library.get()[name])
    for seed in 0..<50 {
      let instance = try model.instance(stream: RandomStream(seed: UInt64(seed)))
      let size = instance.size
      var poses: [String: Pose] = [:]
      for part in instance.parts {
        let pose = try self.pose(part, poses, at: nil)
        poses[part.name] = pose
        let bounds = part.body.bounds(in: pose)
        let out = part.joint == nil ? 0.001 : 0.068
        #expect(bounds.low.y >= -size.y / 2 - out, "\(name) \(part.name) \(bounds.low.y)")
        #expect(bounds.high.y <= size.y / 2 + 0.001, "\(name) \(part.name) \(bounds.high.y)")
        #expect(bounds.low.x >= -size.x / 2 - 0.001, "\(name) \(part.name) \(bounds.low.x)")
        #expect(
          bounds.high.x <= size.x / 2 + (part.joint == nil ? 0.001 : 0.05),
          "\(name) \(part.name) \(bounds.high.x)")
        #expect(bounds.low.z >= -0.001, "\(name) \(part.name) \(bounds.low.z)")
      }
    }
  }

  @Test(arguments: FixtureFiles.classes)
  func `parts move from stop to stop without touching`(name: String) throws {
    let model = try #require(try FixtureFiles.library.get()[name])
    for seed in 0..<200 {
      let instance = try model.instance(stream: RandomStream(seed: UInt64(seed)))
      for moved in instance.parts {
        guard let joint = moved.joint else { continue }
        for share in [0, 0.02, 0.25, 0.5, 0.75, 1.0] {
          let low = max(0, joint.range.lowerBound)
          let position = low + share * (joint.range.upperBound - low)
          var poses: [String: Pose] = [:]
          for part in instance.parts {
            poses[part.name] = try pose(part, poses, at: part.name == moved.name ? position : nil)
          }
          let posed = try #require(poses[moved.name])
          for other in instance.parts where other.name != moved.name {
            // racks slide out over an open flap, and are never moved before a closed one
            if moved.name.hasSuffix("rack"), other.name == "door", share > 0 { continue }
            let at = try #require(poses[other.name])
            #expect(
              !touch(moved.body, posed, other.body, at),
              "\(name) \(seed): \(moved.name) at \(position) meets \(other.name)")
          }
        }
      }
    }
  }

  @Test(arguments: FixtureFiles.classes)
  func `every door, drawer, knob and button says where a hand goes`(name: String) throws {
    let model = try #require(try FixtureFiles.library.get()[name])
    for seed in 0..<50 {
      let instance = try model.instance(stream: RandomStream(seed: UInt64(seed)))
      for part in instance.parts where part.joint != nil {
        let site = try #require(part.site("handle") ?? part.site("press"), "\(name) \(part.name)")
        guard part.site("handle") != nil,
          part.name.hasSuffix("door") || part.name.hasPrefix("drawer")
        else { continue }

        // the fingers come along +y and find something thin between them
        let approach = site.orientation.rotate(Vector3(0, 0, 1))
        #expect(approach.dot(Vector3(0, 1, 0)) > 0.999)
        let bar = try #require(
          part.body.geoms.first { ($0.poseBodyGeom.position - site.position).length < 1e-6 })
        guard case .box(let half) = bar.shape else {
          Issue.record("\(name) \(part.name): the bar is no box")
          continue
        }
        let opening = site.orientation.rotate(Vector3(1, 0, 0))
        let thickness =
          2
          * Vector3(half.x, half.y, half.z).dot(
            Vector3(opening.x.magnitude, opening.y.magnitude, opening.z.magnitude))
        #expect(thickness > 0.0099 && thickness < 0.0141, "\(name) \(part.name) \(thickness)")
        #expect(2 * max(half.x, half.z) >= 0.09, "\(name) \(part.name)")
        #expect(-site.position.y - half.y >= 0.0449, "\(name) \(part.name): too near its door")
      }
    }
  }

  @Test func `a hand and a plate find room inside`() throws {
    let library = try FixtureFiles.library.get()
    let upper = [
      ModelParameter(name: "depth", value: .number(0.38)),
      ModelParameter(name: "height", value: .number(0.9)),
    ]
    // half of the width, depth and height that must be free
    let asked: [(model: String, region: String, given: [ModelParameter], half: Vector3)] = [
      ("microwave", "inside", [], Vector3(0.2, 0.17, 0.12)),
      ("sink", "basin", [], Vector3(0.2, 0.175, 0.08)),
      ("single_cabinet", "inside", upper, Vector3(0.12, 0.15, 0.18)),
      ("double_cabinet", "inside", upper, Vector3(0.25, 0.15, 0.18)),
      ("fridge", "inside", [], Vector3(0.15, 0.24, 0.1)),
      ("coffee_machine", "pour", [], Vector3(0.05, 0.05, 0.08)),
    ]
    for item in asked {
      for seed in 0..<200 {
        let instance = try #require(library[item.model]).instance(
          stream: RandomStream(seed: UInt64(seed)), overriding: item.given)
        let half = try #require(instance.parts[0].region(item.region)).halfExtents
        #expect(
          half.x >= item.half.x && half.y >= item.half.y && half.z >= item.half.z,
          "\(item.model) \(seed) \(half)")
      }
    }
  }

  @Test(arguments: [0.35, 0.45, 0.7, 0.88, 0.9, 2.2])
  func `cabinets and drawers take the heights that a plan gives`(height: Double) throws {
    for name in ["single_cabinet", "double_cabinet", "corner_cabinet", "drawer_stack"] {
      let model = try #require(try FixtureFiles.library.get()[name])
      for seed in 0..<20 {
        let instance = try model.instance(
          stream: RandomStream(seed: UInt64(seed)),
          overriding: [ModelParameter(name: "height", value: .number(height))])
        #expect(instance.size.z == height)
      }
    }
  }

  @Test func `regions are free of the fixture itself`() throws {
    for model in try FixtureFiles.library.get().models {
      for seed in 0..<50 {
        let instance = try model.instance(stream: RandomStream(seed: UInt64(seed)))
        for part in instance.parts {
          for region in part.regions {
            // a little less than the region, against rounding
            let free = RigidBodyModel(
              mass: 1, geoms: [CollisionGeom(.box(halfExtents: region.halfExtents * 0.99))])
            #expect(
              !touch(free, region.pose, part.body, .identity),
              "\(model.name) \(seed): \(part.name).\(region.name) is not free")
          }
        }
      }
    }
  }

  /// A part's pose in the fixture's frame; at its joint's rest where no position is given.
  private func pose(_ part: ModelPart, _ poses: [String: Pose], at position: Double?) throws -> Pose
  {
    guard let joint = part.joint else { return .identity }
    let parent = try #require(poses[joint.parent])
    return parent
      * joint.poseParentPart(
        at: position ?? min(max(0, joint.range.lowerBound), joint.range.upperBound))
  }

  /// Whether two bodies overlap, round shapes taken for their boxes.
  private func touch(_ a: RigidBodyModel, _ poseA: Pose, _ b: RigidBodyModel, _ poseB: Pose) -> Bool
  {
    BoxOverlap.overlap(a, at: poseA, b, at: poseB, margin: 0)
  }
}
