import Geometry
import Kitchens
import TestSupport
import Testing

/// Plans that are spoiled by hand: each check has to notice.
@Suite struct LayoutChecksTests {
  private let plan: KitchenLayout

  init() throws {
    let library = try LayoutLibrary(
      folder: Repository.root.appendingPathComponent("Scenes/layouts").path)
    plan = try #require(try library.layout(named: "one_wall_island_1"))
  }

  /// A box on the floor, metres.
  private func box(
    _ name: String, _ center: Vector3, _ size: Vector3, model: String = "filler",
    row: String = "base"
  ) -> KitchenLayout.Fixture {
    KitchenLayout.Fixture(
      name: name, model: model, row: row, poseWorldFixture: Pose(center), parameters: [],
      size: size)
  }

  private func problems(_ edit: (inout KitchenLayout) -> Void) -> [LayoutProblem] {
    var spoiled = plan
    edit(&spoiled)
    return LayoutChecks.problems(spoiled)
  }

  /// A point before a fixture's front, at its middle.
  private func before(_ fixture: KitchenLayout.Fixture, _ distance: Double, z: Double = 0)
    -> Vector3
  {
    var point = fixture.poseWorldFixture.transform(
      Vector3(0, -fixture.size.y / 2 - distance, 0))
    point.z = z
    return point
  }

  private func first(_ model: String, row: String) throws -> KitchenLayout.Fixture {
    try #require(plan.fixtures.first { $0.model == model && $0.row == row })
  }

  @Test func `the plan itself is good`() {
    #expect(LayoutChecks.problems(plan) == [])
  }

  @Test func `two boxes in one place`() throws {
    let sink = try first("sink", row: "base")
    let found = problems {
      $0.fixtures.append(box("crate", sink.poseWorldFixture.position, Vector3(0.3, 0.3, 0.3)))
    }
    #expect(found.contains(.overlap(sink.name, "crate")))
  }

  @Test func `boxes that only touch do not overlap`() throws {
    let upper = try first("single_cabinet", row: "upper")
    var above = upper.poseWorldFixture.position
    above.z += upper.size.z
    let found = problems { $0.fixtures.append(box("hat", above, Vector3(0.2, 0.2, 0.1))) }
    #expect(found == [])
  }

  @Test func `a door that meets a post, and one that does not`() throws {
    let cabinet = try first("single_cabinet", row: "upper")
    // in the middle of its way
    let post = before(cabinet, 0.2, z: 1.7)
    let blocked = problems {
      $0.fixtures.append(box("post", post, Vector3(0.05, 0.05, 0.3), row: "upper"))
    }
    #expect(blocked.contains(.blockedDoor(cabinet.name, by: "post")))
    // below it
    let low = before(cabinet, 0.2, z: 1.34)
    let free = problems {
      $0.fixtures.append(box("post", low, Vector3(0.05, 0.05, 0.05), row: "upper"))
    }
    #expect(!free.contains(.blockedDoor(cabinet.name, by: "post")))
  }

  @Test func `a drawer that meets a box`() throws {
    let drawers = try first("drawer_stack", row: "base")
    let found = problems {
      $0.fixtures.append(box("crate", before(drawers, 0.4), Vector3(0.1, 0.1, 0.3)))
    }
    #expect(found.contains(.blockedDoor(drawers.name, by: "crate")))
  }

  @Test func `a fridge's door that meets a wall beside it`() throws {
    // a wall flush with the fridge's hinge leaves no room for the handle
    var fridge = try first("fridge", row: "tall")
    fridge.parameters = [
      ModelParameter(name: "kind", value: .word("bottom_freezer")),
      ModelParameter(name: "hinge", value: .word("left")),
    ]
    let side = fridge.poseWorldFixture.transform(
      Vector3(-fridge.size.x / 2 - 0.03, -fridge.size.y / 2 - 0.6, 0))
    let index = try #require(plan.fixtures.firstIndex { $0.name == fridge.name })
    let found = problems {
      $0.fixtures[index] = fridge
      $0.fixtures.append(
        box("pillar", side, Vector3(0.05, 1.0, 2.2), model: "wall", row: "room"))
    }
    #expect(found.contains(.blockedDoor(fridge.name, by: "pillar")))
  }

  @Test func `an island too near`() throws {
    let island = plan.fixtures.filter {
      $0.poseWorldFixture.orientation.rotate(Vector3(1, 0, 0)).x < -0.5 && $0.row == "base"
    }
    #expect(!island.isEmpty)
    let names = Set(island.map(\.name))
    let found = problems {
      for i in $0.fixtures.indices where names.contains($0.fixtures[i].name) {
        $0.fixtures[i].poseWorldFixture.position.y += 0.55
      }
    }
    #expect(found.contains { if case .narrowAisle = $0 { true } else { false } })
    #expect(!found.contains { if case .overlap = $0 { true } else { false } })
  }

  @Test func `something missing`() {
    for model in LayoutChecks.interactable {
      let found = problems { $0.fixtures.removeAll { $0.model == model } }
      #expect(found.contains(.missingFixture(model)), "\(model)")
    }
  }

  @Test func `hinges all at one side`() {
    let found = problems {
      for i in $0.fixtures.indices where $0.fixtures[i].model == "single_cabinet" {
        $0.fixtures[i].parameters = [ModelParameter(name: "hinge", value: .word("left"))]
      }
    }
    #expect(
      found.contains(
        .missingFixture("upper single_cabinet with its hinge right above free counter")))
  }

  @Test func `a row of crates before the counter`() throws {
    let sink = try first("sink", row: "base")
    let found = problems {
      $0.fixtures.append(
        box(
          "crates", before(sink, 0.55), Vector3($0.floorHigh.x - $0.floorLow.x, 0.5, 0.4)))
    }
    #expect(found.contains(.noStandingRoom(sink.name)))
  }

  @Test func `a wall that parts the room`() throws {
    // it leaves room to stand on both sides, and no way between them
    let stove = try first("stove", row: "base")
    let sink = try first("sink", row: "base")
    let x = (stove.poseWorldFixture.position.x + sink.poseWorldFixture.position.x) / 2
    let found = problems {
      $0.fixtures.removeAll { $0.row == "floor" && $0.model == "stool" }
      $0.fixtures.append(
        box(
          "screen", Vector3(x, plan.floorHigh.y / 2 - 0.4, 0),
          Vector3(0.02, plan.floorHigh.y - 0.9, 1.2)))
    }
    #expect(found.contains { if case .unreachable = $0 { true } else { false } })
  }

  @Test func `clutter on both sides of the sink`() throws {
    let sink = try first("sink", row: "base")
    let found = problems {
      for side in [-1.0, 1.0] {
        var at = sink.poseWorldFixture.transform(
          Vector3(side * (sink.size.x / 2 + 0.3), 0, 0))
        at.z = 0.92
        $0.fixtures.append(
          box("jar\(side)", at, Vector3(0.05, 0.05, 0.2), row: "counter_top"))
      }
    }
    #expect(found.contains(.littleFreeCounter(sink.name)))
  }

  @Test func `a microwave at the back of the counter, or up in the air`() throws {
    let microwave = try #require(plan.fixtures.firstIndex { $0.model == "microwave" })
    let name = plan.fixtures[microwave].name
    for (height, isAwkward) in [(0.97, true), (1.15, false), (1.5, true)] {
      let found = problems { $0.fixtures[microwave].poseWorldFixture.position.z = height }
      #expect(found.contains(.awkwardMicrowave(name)) == isAwkward, "\(height)")
    }
    let deep = problems { $0.fixtures[microwave].poseWorldFixture.position.y += 0.1 }
    #expect(deep.contains(.awkwardMicrowave(name)))
  }

  @Test func `a fixture outside the walls`() throws {
    let found = problems { $0.fixtures.append(box("shed", Vector3(-3, 1, 0), Vector3(1, 1, 1))) }
    #expect(found.contains(.outsideRoom("shed")))
  }
}
