import Authoring
import Geometry
import Kitchens
import Scenes
import Testing

@Suite struct ModelReaderTests {
  private func model() throws -> ModelTemplate {
    try ModelReader.parse(ModelText.text, file: "chest.yaml")
  }

  private func given(_ name: String, _ value: Double) -> ModelParameter {
    ModelParameter(name: name, value: .number(value))
  }

  @Test func `an instance has what the file says`() throws {
    let chest = try model().instance(
      stream: RandomStream(seed: 1),
      overriding: [
        given("width", 0.5), given("count", 2),
        ModelParameter(name: "pull", value: .word("knob")),
      ])
    #expect(chest.model == "chest" && chest.category == nil)
    #expect(chest.size == Vector3(0.5, 0.4, 0.5))
    #expect(chest.parameters.map(\.name) == ["width", "count", "pull", "wall", "color"])
    #expect(chest.parts.map(\.name) == ["body", "drawer_0", "drawer_1"])

    // the root: three geoms that collide, one that is seen, its mass by density
    let body = chest.parts[0]
    #expect(body.body.geoms.count == 3)
    #expect(body.materials == ["case", "case", "case"])
    #expect(body.visuals.map(\.material) == ["water"])
    #expect(body.body.geoms[0].shape == .box(halfExtents: Vector3(0.25, 0.2, 0.01)))
    #expect(body.body.geoms[0].friction == 0.7)
    #expect(body.body.geoms[2].poseBodyGeom.position == Vector3(0, 0, 0.2))
    let along = body.body.geoms[1].poseBodyGeom.orientation.rotate(Vector3(0, 0, 1))
    #expect((along - Vector3(1, 0, 0)).length < 1e-12)
    let volume = 0.5 * 0.4 * 0.02 + 2 * Double.pi * 0.02 * 0.02 * 0.2
    #expect((body.body.mass - 500 * volume).magnitude < 1e-9)
    let inside = try #require(body.region("inside"))
    #expect((inside.halfExtents - Vector3(0.23, 0.1, 0.1)).length < 1e-12)

    // a drawer: its joint's axis at length 1, a sphere for a knob, a hand that comes along +y
    let drawer = chest.parts[2]
    let joint = try #require(drawer.joint)
    #expect(joint.kind == .slider && joint.parent == "body" && joint.range == 0...0.3)
    #expect(joint.axis == Vector3(0, -1, 0) && joint.friction == 1)
    #expect(joint.poseParentPart.position == Vector3(0, -0.2, 0.1))
    #expect(drawer.body.mass == 0.5 && drawer.body.geoms[1].shape == .sphere(radius: 0.01))
    let handle = try #require(drawer.site("handle")).orientation
    #expect((handle.rotate(Vector3(0, 0, 1)) - Vector3(0, 1, 0)).length < 1e-12)
    #expect((handle.rotate(Vector3(1, 0, 0)) - Vector3(0, 0, 1)).length < 1e-12)

    #expect(chest.states.map(\.name) == ["out_0", "out_1", "full"])
    #expect(chest.states[1].set == "open(drawer_1, 0.5) and not closed(drawer_1, 0.1)")
  }

  @Test func `each parameter has a stream of its own`() throws {
    let model = try model()
    let stream = RandomStream(seed: 7)
    let free = try model.instance(stream: stream)
    let pinned = try model.instance(stream: stream, overriding: [given("width", 0.55)])
    #expect(free.parameters.dropFirst() == pinned.parameters.dropFirst())
    #expect(try model.instance(stream: stream) == free)
    #expect(try model.instance(stream: RandomStream(seed: 8)) != free)
    #expect(
      free.parameters[0].value
        == ParameterRange.uniform(0.4...0.6).draw(stream.stream("parameter/width")))
  }

  @Test func `a category narrows parameters and sets the mass`() throws {
    let model = try model()
    let category = try #require(model.category("box"))
    #expect(category.flags == [.receptacle] && category.words == ["box", "chest"])
    for index in [0, 1, 999] {
      let box = try model.instance(category: "box", index: index)
      #expect(box.category == "box" && box.parts[0].body.mass == 3)
      #expect(box.parameters[2].value == .word("bar"))
      guard case .number(let width) = box.parameters[0].value else { return }
      #expect(width >= 0.4 && width < 0.45)
      #expect(
        try model.instance(
          stream: RandomStream(seed: 0).stream("object/box", index), category: "box") == box)
    }
    #expect(throws: AuthoringError.self) { try model.instance(category: "box", index: 1000) }
    #expect(throws: AuthoringError.self) { try model.instance(category: "bag", index: 0) }
  }

  @Test(arguments: [
    ("depth", ModelParameter.Value.number(1), "is no parameter"), ("width", .word("bar"), "number"),
    ("count", .number(1.5), "whole"), ("pull", .word("rope"), "one of bar, knob"),
    ("width", .number(.nan), "finite"), ("width", .number(12), "at most 10"),
    ("color", .number(1), "a word"),
  ])
  func `a value that cannot stand is refused`(
    name: String, value: ModelParameter.Value, reason: String
  ) throws {
    let model = try model()
    let error = #expect(throws: AuthoringError.self) {
      try model.instance(
        stream: RandomStream(seed: 0), overriding: [ModelParameter(name: name, value: value)])
    }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  /// Old text, new text, the line and the end of the key that are named, and a piece of the reason.
  static let faults: [(old: String, new: String, line: Int, key: String, reason: String)] = [
    // keys
    ("size:", "sizes:", 11, "sizes", "not a known key"),
    ("mass: 0.5", "mas: 0.5", 25, "parts[1].mas", "not a known key"),
    ("friction: 0.7", "frcition: 0.7", 17, "geoms[0].frcition", "not a known key"),
    ("friction: 1}", "friktion: 1}", 24, "joint.friktion", "not a known key"),
    ("size: [width, 0.4, 0.5]", "", 1, "", "lacks the key size"),
    ("mass: 0.5", "", 22, "parts[1]", "lacks the key mass"),
    ("density: 500", "density: 500\n    mass: 1", 14, "parts[0]", "only one of mass"),
    // sizes
    ("[width, 0.4, 0.5]", "[width, 0, 0.5]", 11, "size[1]", "above 0"),
    ("[width, 0.4, 0.5]", "[width, 0.4, 50]", 11, "size[2]", "at most 10"),
    ("[width/2, 0.2, wall/2]", "[width/2, 0.2, wall - 0.02]", 17, "geoms[0].box[2]", "a size"),
    ("sphere: [0.01]", "sphere: [5.1]", 28, "geoms[1].sphere[0]", "a size"),
    ("half: [inner/2, 0.1", "half: [inner/2, -0.1", 21, "inside.half[1]", "half extent"),
    ("mass: 0.5", "mass: -1", 25, "parts[1].mass", "must be between"),
    ("range: [0, 0.3]", "range: [0.3, 0]", 24, "range[0]", "low < high"),
    // expressions and cycles
    ("inner: width - 2*wall", "inner: width - 2*wal", 9, "derived.inner", "'wal' is neither"),
    (
      "inner: width - 2*wall", "inner: shelf*2", 9, "derived.inner",
      "cycle: inner -> shelf -> inner"
    ),
    ("inner: width - 2*wall", "inner: inner + 1", 9, "derived.inner", "cycle: inner -> inner"),
    (
      "inner: width - 2*wall\n  shelf: inner/2", "inner: shelf - 2*wall\n  shelf: width/2", 9,
      "derived.inner", "stands below"
    ),
    ("shelf: inner/2", "shelf: inner/(count - 2)", 10, "derived.shelf", "divides by zero"),
    ("when: pull == knob", "when: pull == knbo", 28, "geoms[1].when", "'knbo' is neither"),
    ("at: [0, 0, 0.5]", "at: [0, max(0, 1), 0.5]", 20, "top.at", "quote"),
    // names that do not exist, or twice
    (
      "material: metal, when: pull == knob", "material: gold, when: pull == knob", 28,
      "geoms[1].material", "gold is no slot"
    ),
    ("parent: body", "parent: bdoy", 24, "joint.parent", "bdoy is no part"),
    ("body.inside", "body.indise", 33, "full.reset", "no site or region indise"),
    ("joint(drawer_0", "joint(drawer_9", 33, "full.set", "drawer_9 is no part"),
    ("joint(drawer_0, 0.1, 0.2)", "joint(drawer_0", 33, "full.set", "stays open"),
    ("name: drawer_{k}", "name: drawer", 22, "parts[1].name", "{k} in its name"),
    ("count: {integer: [1, 3]}", "width: {integer: [1, 3]}", 3, "width", "twice"),
    (
      "{width: {uniform: [0.4, 0.45]}", "{wdith: {uniform: [0.4, 0.45]}", 35, "wdith",
      "no parameter of the model"
    ),
    ("flags: [receptacle]", "flags: [recepticle]", 35, "flags[0]", "must be one of"),
    ("pull: bar}", "pull: rope}", 35, "parameters.pull", "one of bar, knob"),
    // ranges
    ("uniform: [0.4, 0.6]", "uniform: [0.6, 0.4]", 3, "width.uniform", "[low, high]"),
    ("{choice: [bar, knob]}", "{choice: []}", 5, "pull.choice", "at least one"),
    ("{integer: [1, 3]}", "{integer: [1, 3.5]}", 4, "count.integer[1]", "whole number"),
    ("repeat: {i: count}", "repeat: {i: count/2}", 18, "repeat.i", "whole number"),
    ("repeat: {i: count}", "repeat: {i: 1000}", 18, "repeat.i", "must be between"),
    ("repeat: {i: count}", "repeat: {wall: count}", 18, "repeat.wall", "already taken"),
    // ways of turning, and what collides
    ("axis: x,", "axis: w,", 18, "geoms[1].axis", "x, y or z"),
    ("opening: [0, 0, 1]", "opening: [0, 1, 1]", 30, "approach[0]", "right angles"),
    (
      "axis: x, material", "axis: x, quaternion_wxyz: [1, 0, 0, 0], material", 18, "axis",
      "second time"
    ),
    ("axis: [0, -2, 0]", "axis: [0, 0, 0]", 24, "joint.axis[0]", "length 0"),
    ("visual: true", "visual: true, collides: true", 19, "geoms[2]", "cannot both"),
  ]

  @Test(arguments: faults.indices)
  func `a fault is told with file, line, key and reason`(index: Int) {
    let fault = Self.faults[index]
    let text = ModelText.changed(fault.old, fault.new)
    let error = #expect(throws: AuthoringError.self) {
      try ModelReader.parse(text, file: "chest.yaml")
    }
    #expect(error?.file == "chest.yaml")
    #expect(error?.line == fault.line, "\(String(describing: error))")
    #expect(error?.key.hasSuffix(fault.key) == true, "\(String(describing: error))")
    #expect(error?.reason.contains(fault.reason) == true, "\(String(describing: error))")
  }
}
