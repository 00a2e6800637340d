import Authoring
import Foundation
import Geometry
import Robots
import TestSupport
import Testing

/// Robot files: what the shipped one says, and how a wrong one is refused.
@Suite struct RobotLibraryTests {
  /// The shipped robot's text with one piece replaced, that must be there.
  private func text(_ old: String = "", _ new: String = "") throws -> String {
    let file = Repository.root.appendingPathComponent("Scenes/robots/panda.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    guard !old.isEmpty else { return text }
    let range = try #require(text.range(of: old), "the shipped robot no longer says \(old)")
    return text.replacingCharacters(in: range, with: new)
  }

  /// The number of the line with a piece of text.
  private func line(of piece: String, in text: String) throws -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.contains(piece) }) + 1
  }

  /// The error of a folder with such files.
  private func refusal(_ files: [String: String]) throws -> (AuthoringError, TemporaryFolder) {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }
    let error = try #require(throws: AuthoringError.self) {
      try RobotLibrary(folder: folder.url.path)
    }
    return (error, folder)
  }

  @Test func `the shipped robot reads back`() throws {
    let panda = try Panda().model
    #expect(panda.joints.count == 7 && panda.home.count == 7)
    #expect(panda.joints[3].limits == -3.0718 ... -0.0698)
    #expect(panda.joints[4].maxVelocity == 2.61)
    #expect(panda.poseLinkEef.position == Vector3(0, 0, 0.2035))
    #expect(panda.homeNoise == 0.02)
    #expect(panda.hand.mass == 3 && panda.hand.geoms.count == 1)
    #expect(panda.gripper.travel == 0.04)
    #expect(panda.linkGeoms.map(\.link) == [1, 2, 3, 4, 5, 5, 6, 7])

    // it may start at home
    #expect(try Panda().respectsLimits(panda.home))
  }

  @Test func `the capsule of a link lies between its ends`() throws {
    let (panda, ends) = (try Panda().model, (Vector3(0, 0.08, -0.2), Vector3(0, 0.08, -0.06)))
    let geom = panda.linkGeoms[5]
    guard case .capsule(let radius, let half) = geom.shape else {
      Issue.record("no capsule")
      return
    }
    #expect(radius == 0.025)
    let tips = [-half, half].map { geom.poseLinkGeom.transform(Vector3(0, 0, $0)) }
    #expect((tips[0] - ends.0).length < 1e-12 && (tips[1] - ends.1).length < 1e-12)
  }

  @Test func `a slanted capsule lies between its ends, too`() throws {
    let folder = try TemporaryFolder()
    try text("from: [0, 0, -0.06], to: [0, 0, 0.08]", "from: [0.1, -0.2, 0.3], to: [0, 0.1, -0.1]")
      .write(toFile: folder.path("a.yaml"), atomically: true, encoding: .utf8)
    let robot = try #require(try RobotLibrary(folder: folder.url.path).robots.first)
    let geom = try #require(robot.linkGeoms.last)
    let half = geom.shape.sizes[1]
    let tips = [-half, half].map { geom.poseLinkGeom.transform(Vector3(0, 0, $0)) }
    #expect((tips[0] - Vector3(0.1, -0.2, 0.3)).length < 1e-9)
    #expect((tips[1] - Vector3(0, 0.1, -0.1)).length < 1e-9)
  }

  @Test func `an unknown key is told with file, line and key`() throws {
    let wrong = try text("{a: 0.088, alpha", "{colour: red, a: 0.088, alpha")
    let (error, folder) = try refusal(["panda.yaml": wrong])
    #expect(error.file == folder.path("panda.yaml"))
    #expect(error.line == (try line(of: "colour: red", in: wrong)))
    #expect(error.key == "joints[6].colour")
    #expect(error.reason.contains("is not a known key"))
    #expect(error.description.hasPrefix("\(error.file):\(error.line): joints[6].colour: "))
  }

  @Test(arguments: [
    ("name: panda", "named: panda", "named"), ("mass: 3", "weight: 3", "hand.weight"),
    ("kp: 150", "stiffness: 150", "controller.stiffness"),
    ("  travel: 0.04", "  travel: 0.04\n  grip: 1", "gripper.grip"),
    ("{link: 7, ", "{link: 7, mass: 1, ", "links[7].mass"),
  ])
  func `so is one anywhere else`(old: String, new: String, key: String) throws {
    let (error, _) = try refusal(["panda.yaml": try text(old, new)])
    #expect(error.key == key && error.line > 0)
    #expect(error.reason.contains("is not a known key"))
  }

  @Test(arguments: [
    ("d: 0.333, limits: [-2.8973, 2.8973]", "d: 0.333, limits: [2.8973, -2.8973]", "joints[0]"),
    ("home_noise: 0.02", "home_noise: 2", "home_noise"),
    ("home: [0, ", "home: [", "home"), ("home: [0, ", "home: [2.9, ", "home"),
    ("kp: 150", "kp: 0", "controller.kp"),
    ("kp: 150", "kp: stiff", "controller.kp"),
    ("home_opening: 0.020833", "home_opening: 0.05", "gripper.home_opening"),
    ("{link: 7, ", "{link: 8, ", "links[7].link"),
    ("half_extents: [0.004, 0.008", "half_extents: [0, 0.008", "gripper.finger_boxes[0]"),
    ("from: [0, 0, -0.06], to: [0, 0, 0.08]", "from: [0, 0, 0.08], to: [0, 0, 0.08]", "links[7]"),
    ("  mass: 3\n", "", "hand"),
  ])
  func `a value that makes no robot is refused by its key`(
    old: String, new: String, key: String
  ) throws {
    let (error, folder) = try refusal(["panda.yaml": try text(old, new)])
    #expect(error.key == key)
    #expect(error.file == folder.path("panda.yaml") && error.line > 0)
  }

  @Test func `a name that is taken is refused in the later file`() throws {
    let (error, folder) = try refusal(["a.yaml": try text(), "b.yaml": try text()])
    #expect(error.file == folder.path("b.yaml"))
    #expect(error.key == "name" && error.reason == "panda is already taken")
  }

  @Test func `a key that appears twice is refused`() throws {
    let (error, _) = try refusal(["a.yaml": try text("  mass: 3\n", "  mass: 3\n  mass: 4\n")])
    #expect(error.reason == "appears twice" && error.key.hasSuffix("mass"))
  }

  @Test func `robots are sorted by file, found by name, versioned by text`() throws {
    let folder = try TemporaryFolder()
    for (file, name) in [("2.yaml", "first"), ("1.yaml", "second"), ("3.yml", "third")] {
      try text("name: panda", "name: \(name)")
        .write(toFile: folder.path(file), atomically: true, encoding: .utf8)
    }
    let library = try RobotLibrary(folder: folder.url.path)
    #expect(library.robots.map(\.name) == ["second", "first"])
    #expect(library.robot(named: "first")?.name == "first")
    #expect(library.robot(named: "third") == nil)
    let versions = library.robots.map(\.version)
    #expect(versions[0] != versions[1])
    #expect(versions.allSatisfy { $0.count == 16 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test func `a folder that is not there is refused`() throws {
    let folder = try TemporaryFolder()
    let missing = folder.path("nothing")
    let error = try #require(throws: AuthoringError.self) { try RobotLibrary(folder: missing) }
    #expect(error.file == missing)
  }
}
