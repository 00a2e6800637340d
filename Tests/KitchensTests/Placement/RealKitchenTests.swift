import Foundation
import Geometry
import Kitchens
import Robots
import Scenes
import TestSupport
import Testing

/// Placement among the shipped fixtures of shipped layouts.
@Suite struct RealKitchenTests {
  /// A layout with its fixtures, doors closed.
  private struct Room {
    var layout: KitchenLayout
    var instances: [ModelInstance] = []
    var surroundings = Surroundings()
  }

  private static let folder = Repository.root.appendingPathComponent("Scenes").path
  private let fixtures: ModelLibrary
  private let objects: ModelLibrary
  private let layouts: LayoutLibrary
  private let robot: RobotModel

  init() throws {
    fixtures = try ModelLibrary(folder: "\(Self.folder)/fixtures")
    objects = try ModelLibrary(folder: "\(Self.folder)/objects")
    layouts = try LayoutLibrary(folder: "\(Self.folder)/layouts")
    robot = try BoxKitchen.robot()
  }

  private func room(_ name: String) throws -> Room {
    var room = Room(layout: try layouts.layout(name))
    for fixture in room.layout.fixtures {
      let model = try #require(fixtures[fixture.model])
      let instance = try model.instance(
        stream: RandomStream(seed: 1).stream(fixture.model), overriding: fixture.parameters)
      room.instances.append(instance)
      room.surroundings.add(instance, name: fixture.name, at: fixture.poseWorldFixture)
    }
    return room
  }

  @Test(arguments: ["one_wall_2", "galley_3", "one_wall_island_1"])
  func `a base finds its place before every microwave, stove and drawer`(name: String) throws {
    let room = try room(name)
    let placement = try BasePlacement(robot: robot)
    var asked = 0
    for (fixture, instance) in zip(room.layout.fixtures, room.instances) {
      let parts: [String]
      switch fixture.model {
      case "microwave": parts = ["door"]
      case "stove": parts = ["knob_0", "knob_3"]
      case "drawer_stack": parts = ["drawer_0"]
      default: continue
      }
      let line = try #require(StandingLine(fixture.name, in: room.layout))
      let poses = instance.partPoses(at: fixture.poseWorldFixture)
      for (part, pose) in zip(instance.parts, poses) where parts.contains(part.name) {
        let site = try #require(part.site("handle"))
        let frame = HandFrame(name: "\(fixture.name).\(part.name)", pose: pose * site.pose)
        let stance = try placement.draw(
          before: line, frames: [frame], among: room.surroundings,
          floorLow: room.layout.floorLow, floorHigh: room.layout.floorHigh,
          stream: RandomStream(seed: 7))
        let base = PlacedCompound(
          name: "base", geoms: placement.base.geoms(lift: stance.lift), at: stance.poseWorldBase)
        #expect(room.surroundings.firstMeeting(base) == nil)
        asked += 1
      }
    }
    #expect(asked >= 4)
  }

  @Test(arguments: ["one_wall_2", "galley_3", "one_wall_island_1"])
  func `objects stand on counters and in cabinets, within them and clear of them`(name: String)
    throws
  {
    let room = try room(name)
    let kinds = ["apple", "mug", "can", "cereal", "banana"]
    var placed = 0
    for (fixture, instance) in zip(room.layout.fixtures, room.instances) {
      let name: String
      switch fixture.model {
      case "counter": name = "top"
      case "single_cabinet", "microwave": name = "inside"
      default: continue
      }
      let region = try #require(
        SupportRegion(name, of: instance, name: fixture.name, at: fixture.poseWorldFixture))
      for kind in kinds {
        let model = try #require(objects.model(category: kind))
        let object = try model.instance(category: kind, index: 3)
        let stream = RandomStream(seed: 2).stream(fixture.name).stream(kind)
        guard
          let found = try? PlacementSampler.place(
            kind, object, in: [region], among: room.surroundings, stream: stream)
        else { continue }
        placed += 1
        let body = PlacedCompound(name: kind, geoms: object.geoms(), at: found.poseWorldObject)
        #expect(room.surroundings.firstMeeting(body) == nil)
        let local = region.poseWorldRegion.inverse * found.poseWorldObject
        let bounds = RigidBodyModel(mass: 1, geoms: object.geoms()).bounds(in: local)
        for axis in 0..<3 {
          #expect(bounds.low[axis] >= -region.halfExtents[axis] - 1e-6)
          #expect(bounds.high[axis] <= region.halfExtents[axis] + 1e-6)
        }
        #expect((bounds.low.z + region.halfExtents.z - 0.0002).magnitude < 1e-6)
      }
    }
    #expect(placed > 40, "\(placed)")
  }

  @Test func `a base drives from the fridge to the stove`() throws {
    let room = try room("one_wall_island_1")
    let placement = try BasePlacement(robot: robot)
    func stance(_ model: String) throws -> BaseStance {
      let fixture = try #require(room.layout.fixtures.first { $0.model == model })
      let line = try #require(StandingLine(fixture.name, in: room.layout))
      return try placement.draw(
        before: line,
        frames: [
          HandFrame(
            name: model,
            pose: line.poseWorldFront
              * Pose(
                Vector3(0, -0.06, 0.9),
                Quaternion(columns: Vector3(1, 0, 0), Vector3(0, 0, -1), Vector3(0, 1, 0))))
        ], among: room.surroundings, floorLow: room.layout.floorLow,
        floorHigh: room.layout.floorHigh, stream: RandomStream(seed: 3))
    }
    let (from, to) = (try stance("fridge"), try stance("stove"))
    let planner = FloorPlanner(
      base: placement.base, among: room.surroundings, floorLow: room.layout.floorLow,
      floorHigh: room.layout.floorHigh, lift: 0.6)
    let path = try planner.plan(from: from.poseWorldBase, to: to.poseWorldBase)
    let poses = path.poses(speed: 0.5, turnRate: 1, timeStep: 0.05)
    for pose in poses {
      let body = PlacedCompound(
        name: "base", geoms: placement.base.geoms(lift: 0.6), at: pose.pose)
      #expect(room.surroundings.firstMeeting(body, above: 0.01) == nil)
    }
    let last = try #require(poses.last)
    #expect((last.pose.position - to.poseWorldBase.position).length < 1e-9)
  }
}
