import Authoring
import Foundation
import Geometry
import TestSupport
import Testing
import Visuals

/// Cameras as people write them.
@Suite struct CameraFileTests {
  static let text = """
    cameras:
      above:
        observation: robot0_above
        table: {frame: table, position: [0, 0, 1], look_at: [0.5, 0, 0], field_of_view: 45}
      aside:
        kitchen:
          frame: base
          position: [0, 1, 1]
          look_at: [0, 0, 0]
          up: [0, 0, 2]
          field_of_view: 90
    """

  private func library(_ files: [String: String]) throws -> CameraLibrary {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
    }
    do { return try CameraLibrary(folder: folder.url.path) } catch {
      // the folder's own name is of no interest
      var error = error
      error.file = URL(fileURLWithPath: error.file).lastPathComponent
      throw error
    }
  }

  private func error(_ old: String, _ new: String) throws -> AuthoringError {
    let text = Self.text.replacingOccurrences(of: old, with: new)
    try #require(text != Self.text)
    return try #require(throws: AuthoringError.self) { try library(["a.yaml": text]) }
  }

  @Test func `a file reads back`() throws {
    let cameras = try library(["a.yaml": Self.text]).cameras
    #expect(cameras.map(\.name) == ["above", "aside"])
    #expect(cameras.map(\.observation) == ["robot0_above", "aside"])
    #expect(cameras[0].kitchen == nil && cameras[1].table == nil)
    #expect(cameras[0].mount(inKitchen: false) == cameras[0].table)
    #expect(cameras[1].mount(inKitchen: false) == nil)
    let mount = try #require(cameras[1].mount(inKitchen: true))
    #expect(mount.frame == .base && mount.position == Vector3(0, 1, 1) && mount.lookAt == .zero)
    #expect(mount.up == Vector3(0, 0, 1) && abs(mount.fieldOfView - .pi / 2) < 1e-12)
  }

  @Test(arguments: [
    ("observation:", "observed:", 3, "cameras.above.observed", "is not a known key; known are obs"),
    ("frame: base", "frame: foot", 7, "cameras.aside.kitchen.frame", "must be one of table, base"),
    (
      "field_of_view: 45", "field_of_view: 180", 4, "cameras.above.table.field_of_view",
      "must be between 1.0 and 170.0, is 180.0"
    ),
    (
      "field_of_view: 90", "field_of_view: 0", 11, "cameras.aside.kitchen.field_of_view",
      "must be between 1.0 and 170.0, is 0.0"
    ),
    (
      "look_at: [0, 0, 0]", "look_at: [0, 1, 1]", 9, "cameras.aside.kitchen.look_at",
      "must be apart from position"
    ),
    // straight along up
    (
      "look_at: [0.5, 0, 0]", "look_at: [0, 0, 0]", 4, "cameras.above.table.look_at",
      "must be apart from position, and not along up"
    ),
    (
      "up: [0, 0, 2]", "up: [0, 0, 0]", 10, "cameras.aside.kitchen.up",
      "must not be of length 0"
    ),
    (
      "position: [0, 1, 1]", "position: [0, 1]", 8, "cameras.aside.kitchen.position",
      "must be a list of 3 numbers"
    ),
    ("      position: [0, 1, 1]\n", "", 7, "cameras.aside.kitchen", "lacks the key position"),
    ("above:", "a-b:", 3, "cameras.a-b", "must be named by letters, digits and _"),
    ("robot0_above", "a/b", 3, "cameras.above.observation", "must be of letters, digits and _"),
    ("robot0_above", "aside", 6, "cameras.aside", "above is already there"),
    ("aside:", "above:", 6, "cameras.above", "appears twice"),
    ("cameras:", "camera:", 2, "camera", "is not a known key"),
  ])
  func `a fault names file, line and key`(
    old: String, new: String, line: Int, key: String, reason: String
  ) throws {
    let error = try error(old, new)
    #expect(error.file == "a.yaml")
    #expect(error.reason.hasPrefix(reason), "\(error)")
    guard reason != "appears twice" else { return }
    #expect(error.key == key, "\(error)")
    #expect(error.line == line, "\(error)")
  }

  @Test func `a camera needs a place`() throws {
    let text = "cameras:\n  a: {observation: b}\n"
    let error = try #require(throws: AuthoringError.self) { try library(["a.yaml": text]) }
    #expect(error.description == "a.yaml:2: cameras.a: needs table or kitchen")
  }

  @Test func `two files cannot have one name`() throws {
    let files = ["a.yaml": Self.text, "b.yaml": Self.text]
    let error = try #require(throws: AuthoringError.self) { try library(files) }
    #expect(error.file == "b.yaml" && error.line == 3 && error.key == "cameras.above")
    #expect(error.reason == "above is already there")
    #expect(throws: AuthoringError.self) { try CameraLibrary(folder: "/no/such") }
  }

  @Test func `the shipped cameras can be had`() throws {
    let cameras = try Shipped.visuals.get().cameras
    #expect(
      Set(cameras.cameras.map(\.name)) == [
        "agentview", "frontview", "sideview", "sideview_right", "birdview", "agentview_left",
        "agentview_right", "eye_in_hand",
      ])
    // robosuite's name, which policies expect
    #expect(cameras.camera(named: "eye_in_hand")?.observation == "robot0_eye_in_hand")
    #expect(cameras.camera(named: "eye_in_hand")?.table?.frame == .hand)
    #expect(cameras.camera(named: "agentview")?.kitchen != nil)
    #expect(cameras.camera(named: "nobody") == nil)
    #expect(cameras.cameras.allSatisfy { $0.table != nil })
  }
}
