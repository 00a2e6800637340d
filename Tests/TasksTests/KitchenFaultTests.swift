import Authoring
import Foundation
import Tasks
import TestSupport
import Testing

/// What is wrong in a task of kitchens, or in a model that it uses, is told where it stands.
@Suite struct KitchenFaultTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    var file = "tasks/pnp_counter_to_sink.yaml"
    var old: String
    var new: String
    var key: String
    var reason: String

    var testDescription: String { "\(key): \(new)" }
  }

  private static let faults = [
    // of roles
    Fault(
      old: "sink: {model: sink}", new: "sink: {model: sink, near: counter}",
      key: "kitchen.fixtures.sink.near", reason: "counter is bound later"),
    Fault(
      old: "near: sink", new: "near: counter", key: "kitchen.fixtures.counter.near",
      reason: "cannot be near itself"),
    Fault(
      old: "near: sink", new: "near: moon", key: "kitchen.fixtures.counter.near",
      reason: "moon is no fixture's role"),
    Fault(
      old: "{model: sink}", new: "{model: bathtub}", key: "kitchen.fixtures.sink.model",
      reason: "bathtub is no fixture"),
    Fault(
      old: "{model: sink}", new: "{model: sink, parts: [wing]}", key: "kitchen.fixtures.sink.parts",
      reason: "sink has no moving part wing"),
    Fault(
      old: "{model: sink}", new: "{model: sink, joints: {wing: [0, 1]}}",
      key: "kitchen.fixtures.sink.joints.wing", reason: "sink has no moving part wing"),
    Fault(
      old: "{model: sink}", new: "{model: sink, states: {boiling: true}}",
      key: "kitchen.fixtures.sink.states.boiling", reason: "sink has no state boiling"),
    Fault(
      old: "{model: sink}", new: "{model: sink, with: {colour: red}}",
      key: "kitchen.fixtures.sink.with.colour", reason: "sink has no such parameter"),
    // of objects
    Fault(
      old: "beside: sink", new: "beside: obj", key: "kitchen.objects.obj.beside",
      reason: "cannot be beside itself"),
    Fault(
      old: "max_size: [0.18, 0.22, 0.14]", new: "max_size: [0.18, -0.22, 0.14]",
      key: "kitchen.objects.obj.max_size", reason: "above 0"),
    Fault(
      old: "max_size: [0.18, 0.22, 0.14]", new: "max_size: [0.001, 0.001, 0.001]",
      key: "kitchen.objects.obj", reason: "no object that is asked for"),
    Fault(
      old: "flags: [graspable, washable]", new: "flags: [edible]", key: "kitchen.objects.obj",
      reason: "edible is no flag"),
    Fault(
      old: "in: counter.top\n      front", new: "in: counter.bottom\n      front",
      key: "kitchen.objects.obj.in", reason: "counter has no region bottom"),
    Fault(
      old: "in: counter.top\n      front: [0.08, 0.2]", new: "in: counter.top\n      front: [8, 9]",
      key: "kitchen.objects.obj.front", reason: "begins 8.0 m from the edge"),
    Fault(
      old: "distance: [0.4, 0.7]", new: "distance: [-0.7, -0.4]",
      key: "kitchen.objects.obj.distance", reason: "must be within 0.0"),
    Fault(
      old: "beside: sink\n      distance", new: "distance",
      key: "kitchen.objects.obj.distance", reason: "nothing without beside"),
    Fault(
      old: "yaw: [-0.8, 0.8]", new: "yaw: [-800, 800]", key: "kitchen.objects.obj.yaw",
      reason: "must be within -7.0"),
    Fault(
      old: "  objects:\n    obj:",
      new:
        "  objects:\n    first: {categories: [pan], in: second.top}\n    second: {categories: [plate], in: first.inside}\n    obj:",
      key: "kitchen.objects.first.in", reason: "second is placed later"),
    Fault(
      old: "near: sink, within", new: "within", key: "kitchen.fixtures.counter.within",
      reason: "nothing without near"),
    Fault(
      old: "{model: sink}", new: "{model: sink, row: countertop}",
      key: "kitchen.fixtures.sink.row", reason: "countertop is no row; known are"),
    Fault(
      old: "distributions:\n  D0: {split: train}\n  D1: {split: test}", new: "distributions: {}",
      key: "distributions", reason: "at least one"),
    // of frames, distractors and the base
    Fault(
      old: "carrying: obj", new: "carrying: thing", key: "kitchen.frames.goal.carrying",
      reason: "thing is no object's role"),
    Fault(
      old: "{in: sink.basin, carrying", new: "{in: sink.bath, carrying",
      key: "kitchen.frames.goal.in", reason: "sink has no region bath"),
    Fault(
      old: "{in: sink.basin, carrying: obj, front: [0.1, 0.2], yaw: [-0.2, 0.2]}",
      new: "{site: sink.plug}", key: "kitchen.frames.goal.site", reason: "sink has no site plug"),
    Fault(
      old: "- {in: counter.top, front: [0.1, 0.6]", new: "- {in: shelf.top, front: [0.1, 0.6]",
      key: "kitchen.distractors.spots[0].in", reason: "shelf is none of"),
    Fault(
      old: "before: sink", new: "before: stove", key: "kitchen.base.before",
      reason: "stove is no fixture's role"),
    Fault(
      old: "- {object: goal, approach", new: "- {object: hole, approach",
      key: "kitchen.base.reach[1].object", reason: "hole is none of"),
    Fault(
      old: "- {object: goal, approach", new: "- {object: goal, ignoring: [lid], approach",
      key: "kitchen.base.reach[1].ignoring", reason: "lid is none of"),
    Fault(
      old: "robot: panda_mobile", new: "robot: panda_mobil", key: "robot",
      reason: "panda_mobil is no robot; known are"),
    // of a model or a layout that the task uses
    Fault(
      file: "objects/mug.yaml", old: "{body: ceramic", new: "{body: unobtainium",
      key: "materials.body", reason: "unobtainium is no material; known are"),
    Fault(
      file: "layouts/galley.yaml", old: "length: [3.2, 6.0]", new: "length: [0.5, 0.6]",
      key: "runs", reason: "gives no layout"),
    Fault(
      file: "fixtures/sink.yaml", old: "turned_on(lever, 0.40)", new: "turned_up(lever, 0.40)",
      key: "states.water.set", reason: "turned_up"),
    Fault(
      file: "fixtures/sink.yaml", old: "turned_on(lever, 0.40)", new: "turned_on(lever, 0.40, 2)",
      key: "states.water.set", reason: "turned_on"),
    Fault(
      file: "fixtures/microwave.yaml", old: "or open(door, 0.1)", new: "or ajar(door)",
      key: "states.on.reset", reason: "ajar"),
  ]

  /// A `Scenes` folder with one task, one piece of one file changed.
  static func scenes(_ fault: Fault) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    let scenes = Repository.root.appendingPathComponent("Scenes")
    for name in ["fixtures", "layouts", "objects", "robots", "styles"] {
      let copy = URL(fileURLWithPath: folder.path(name))
      if fault.file.hasPrefix(name) {
        try manager.copyItem(at: scenes.appendingPathComponent(name), to: copy)
      } else {
        try manager.createSymbolicLink(
          at: copy, withDestinationURL: scenes.appendingPathComponent(name))
      }
    }
    try manager.createDirectory(atPath: folder.path("tasks"), withIntermediateDirectories: true)
    try manager.copyItem(
      at: scenes.appendingPathComponent("tasks/kitchen/pnp_counter_to_sink.yaml"),
      to: URL(fileURLWithPath: folder.path("tasks/pnp_counter_to_sink.yaml")))

    let text = try String(contentsOfFile: folder.path(fault.file), encoding: .utf8)
    #expect(fault.old.isEmpty || text.contains(fault.old), "\(fault.old)")
    let changed =
      fault.old.isEmpty ? text : text.replacingOccurrences(of: fault.old, with: fault.new)
    try Data(changed.utf8).write(to: URL(fileURLWithPath: folder.path(fault.file)))
    return folder
  }

  @Test func `the task without a fault is read`() throws {
    let folder = try Self.scenes(Fault(old: "", new: "", key: "", reason: ""))
    #expect(try TaskLibrary(folder: folder.path("tasks")).tasks.count == 1)
  }

  @Test(arguments: faults)
  func `a fault is told with its file, its own line, key and reason`(fault: Fault) throws {
    let folder = try Self.scenes(fault)
    let error = try #require(throws: AuthoringError.self) {
      try TaskLibrary(folder: folder.path("tasks"))
    }
    #expect(error.file == folder.path(fault.file))
    #expect(error.key == fault.key, "\(error)")
    #expect(error.reason.contains(fault.reason), "\(error)")

    // the line that holds the last of the key's words, or the change itself
    let lines = try String(contentsOfFile: error.file, encoding: .utf8)
      .components(separatedBy: "\n")
    let line = try #require(lines.indices.contains(error.line - 1) ? lines[error.line - 1] : nil)
    let word = fault.key.split(separator: ".").last.map { $0.split(separator: "[")[0] } ?? ""
    let first = fault.new.split(separator: "\n")[0]
    #expect(
      line.contains(first) || line.contains(word) || lines[max(0, error.line - 2)].contains(word),
      "line \(error.line): \(line)")
  }
}
