import Geometry
import Kitchens
import Scenes
import Testing

/// What must hold of every instance of every category; twenty of each are tried.
@Suite struct ObjectInstanceTests {
  /// One instance, with what its category says.
  struct Sample {
    var name: String
    var category: ObjectCategory
    var instance: ModelInstance
    var body: RigidBodyModel
  }

  static let samples = Result {
    let library = try ModelLibrary(folder: ObjectsFolder.path)
    return try library.categories.flatMap { category, _ in
      try (0..<20).map { index in
        let instance = try library.object(
          ObjectChoice(category: category.name, index: index))
        return Sample(
          name: "\(category.name) \(index)", category: category, instance: instance,
          body: try #require(instance.parts.first).body)
      }
    }
  }

  @Test func `weighs 5 g to 5 kg, of one part with 1 to 12 geoms`() throws {
    for sample in try Self.samples.get() {
      #expect((0.005...5).contains(sample.body.mass), "\(sample.name): \(sample.body.mass) kg")
      #expect(sample.instance.parts.count == 1, "\(sample.name)")
      #expect((1...12).contains(sample.body.geoms.count), "\(sample.name)")
    }
  }

  @Test func `fills its box`() throws {
    for sample in try Self.samples.get() {
      let bounds = sample.body.bounds(in: .identity)
      for axis in 0..<3 {
        let extent = bounds.high[axis] - bounds.low[axis]
        #expect(
          abs(extent - sample.instance.size[axis]) < 0.004,
          "\(sample.name): \(extent) m along axis \(axis), not \(sample.instance.size[axis])")
        #expect((0.0035...0.5).contains(extent), "\(sample.name)")
      }
      #expect(bounds.low.z < 0, "\(sample.name) has its origin below its bottom")
    }
  }

  @Test func `fits between the fingers where it is graspable`() throws {
    for sample in try Self.samples.get() where sample.category.flags.contains(.graspable) {
      let found = GraspSlice.width(of: sample.body)
      let slice = try #require(found, "\(sample.name) has nothing at its grasp")
      #expect(slice.high - slice.low >= 0.008, "\(sample.name): \(slice)")
      #expect(slice.high - slice.low <= 0.075, "\(sample.name): \(slice)")
      #expect(max(slice.high, -slice.low) <= 0.0395, "\(sample.name) is not centred: \(slice)")
      // the tips reach 4.4 mm below the grasp, and the palm is 38.6 mm above it
      let bounds = sample.body.bounds(in: .identity)
      #expect(bounds.low.z <= -0.0065, "\(sample.name) is too low for fingers")
      #expect(GraspSlice.top(of: sample.body) <= 0.038, "\(sample.name) touches the palm")
    }
  }

  @Test func `holds its regions within reach, where it is a receptacle`() throws {
    for sample in try Self.samples.get() {
      let regions = sample.instance.parts.flatMap(\.regions)
      #expect(sample.category.flags.contains(.receptacle) == !regions.isEmpty, "\(sample.name)")
      for region in regions {
        #expect(["inside", "top"].contains(region.name), "\(sample.name)")
        let bounds = sample.body.bounds(in: .identity)
        for axis in 0..<2 {
          let middle = region.pose.position[axis]
          #expect(middle - region.halfExtents[axis] >= bounds.low[axis] - 1e-9, "\(sample.name)")
          #expect(middle + region.halfExtents[axis] <= bounds.high[axis] + 1e-9, "\(sample.name)")
        }
      }
    }
  }

  @Test func `is the same for the same index, and differs from the next`() throws {
    let library = try ModelLibrary(folder: ObjectsFolder.path)
    for sample in try Self.samples.get() where sample.name.hasSuffix(" 3") {
      let choice = ObjectChoice(category: sample.category.name, index: 3)
      #expect(try library.object(choice) == sample.instance, "\(sample.name)")
      let next = ObjectChoice(category: sample.category.name, index: 4)
      let other = try library.object(next)
      #expect(other.parameters != sample.instance.parameters, "\(sample.name)")
      #expect(other.parts != sample.instance.parts, "\(sample.name)")
    }
  }
}
