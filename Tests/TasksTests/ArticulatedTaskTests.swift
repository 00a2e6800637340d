import Authoring
import Geometry
import Scenes
import Tasks
import TestSupport
import Testing

/// A task with everything that an object can be, from YAML alone.
@Suite struct ArticulatedTaskTests {
  private func task() throws -> TaskDescription {
    let folder = try KitchenText.folder()
    return try #require(try TaskLibrary(folder: folder.url.path).task(named: "tidy"))
  }

  @Test func `objects are held as the file says`() throws {
    let objects = try task().objects
    #expect(objects[0].mount == .fixed && objects[4].mount == .free && objects[5].mount == .place)
    #expect(objects[5].body.geoms.isEmpty)
    let drawer = try #require(objects[1].mount.joint)
    #expect(drawer.kind == .slider && drawer.parent == "cabinet")
    #expect(drawer.axis == Vector3(-1, 0, 0) && drawer.range == 0...0.15)
    #expect(drawer.friction == 0.5 && drawer.damping == 2 && drawer.initial == 0.01...0.05)
    #expect(objects[1].sites == [ObjectSite(name: "handle", position: Vector3(-0.08, 0, 0))])
    #expect(objects[1].regions.map(\.name) == ["inside"])
    #expect(objects[2].mount.joint?.initial == 0...0)
    #expect(objects[3].mount.joint?.stiffness == 500 && objects[3].mount.joint?.rest == -0.002)
  }

  @Test func `its scenes draw: parts on their parent, nothing overlapping`() throws {
    let task = try task()
    var raised = 0
    for index in 0..<500 {
      let scene = try task.scene(index, of: task.distributions[0], seed: 3)
      let objects = scene.objects
      for part in objects {
        guard let joint = part.mount.joint else { continue }
        let expected =
          objects[0].poseWorldObject * joint.poseParentPart(at: part.jointPosition)
        #expect((expected.position - part.poseWorldObject.position).length < 1e-12)
      }
      #expect((0.01...0.05).contains(objects[1].jointPosition))
      #expect((0.5...1).contains(objects[2].jointPosition))
      #expect(objects[3].jointPosition == 0)
      for other in objects[0..<4] {
        #expect(
          !BoxOverlap.overlap(
            objects[4].body, at: objects[4].poseWorldObject, other.body,
            at: other.poseWorldObject, margin: 0))
      }
      // the goal is about the cube, now and then above it
      let goal = objects[4].poseWorldObject.inverse.transform(objects[5].poseWorldObject.position)
      #expect((goal.x * goal.x + goal.y * goal.y).squareRoot() >= 0.05 - 1e-12)
      #expect(goal.x.magnitude <= 0.1 && goal.y.magnitude <= 0.1 && goal.z > 0.099)
      if goal.z > 0.1 + 1e-9 { raised += 1 }
    }
    #expect((200...300).contains(raised))
  }

  @Test func `its goal is judged`() throws {
    let task = try task()
    let scene = try task.scene(0, of: task.distributions[0], seed: 3)
    var state = ObservedState(
      objects: scene.objects.map {
        .init(pose: $0.poseWorldObject, linearVelocity: .zero, angularVelocity: .zero)
      }, tableHeight: 0.8)
    state.objects[4].pose = state.objects[1].pose * Pose(Vector3(0, 0, 0.025))
    state.objects[2].jointPosition = 0.6
    state.objects[3].jointPosition = 0.004
    state.eefPose.position.z = 2
    let bodies = task.objects.map(\.body)
    #expect(task.success.goal.holds(state, bodies: bodies))
    state.objects[1].jointPosition = 0.1
    #expect(!task.success.goal.holds(state, bodies: bodies))
  }

  /// A change of the text, the key and the reason that the complaint must give.
  private static let faults: [(old: String, new: String, key: String, reason: String)] = [
    // objects
    ("fixed: true", "fixed: perhaps", "objects[0].fixed", "true or false"),
    ("fixed: true", "fixed: true\n    place: true", "objects[0]", "only one of fixed, place"),
    (
      "    place: true", "    place: true\n    geoms: [{type: sphere, size: [0.1]}]", "objects[5]",
      "a place has no geoms"
    ),
    ("    place: true", "    fixed: true", "objects[5]", "needs at least one geom"),
    ("  - name: cube\n    mass: 0.1", "  - name: cube", "objects[4]", "lacks the key mass"),
    ("    mass: 0.3\n", "", "objects[1]", "lacks the key mass"),
    ("name: goal", "name: eef", "objects[5].name", "no word of predicates"),
    ("name: goal", "name: a-goal", "objects[5].name", "letters, digits and _"),
    ("name: goal", "name: ''", "objects[5].name", "letters, digits and _"),
    ("handle: [-0.08, 0, 0]", "handle: [-0.08, 0]", "objects[1].sites.handle", "3 numbers"),
    (
      "half_extents: [0.07, 0.09, 0.025]", "half_extents: [0.07, 0, 0.025]",
      "objects[1].regions.inside", "must be positive"
    ),
    (
      "half_extents: [0.07, 0.09, 0.025]", "size: [0.07, 0.09, 0.025]",
      "objects[1].regions.inside.size", "is not a known key"
    ),
    // joints
    (
      "type: slider, parent: cabinet, position: [0, 0, 0.03]", "type: rope, parent: cabinet",
      "objects[1].joint.type", "hinge, slider"
    ),
    (
      "type: hinge, parent: cabinet", "type: hinge, parent: cube", "objects[2].joint.parent",
      "comes earlier"
    ),
    ("type: hinge, parent: cabinet", "type: hinge", "objects[2].joint", "lacks the key parent"),
    ("axis: [-2, 0, 0]", "axis: [0, 0, 0]", "objects[1].joint.axis", "length 0"),
    ("range: [0, 0.15]", "range: [0.15, 0]", "objects[1].joint.range", "[low, high]"),
    ("range: [0, 0.15]", "range: [0.1, 0.1]", "objects[1].joint.range", "within -2.0 and 2.0"),
    ("range: [0, 0.15]", "range: [0, 3]", "objects[1].joint.range", "within -2.0 and 2.0"),
    ("range: [-1, 2]", "range: [-1, 3.2]", "objects[2].joint.range", "within -3.1 and 3.1"),
    ("initial: [0.01, 0.05]", "initial: [0.01, 0.2]", "objects[1].joint.initial", "joint's range"),
    ("friction: 0.5, damping", "friction: -1, damping", "objects[1].joint.friction", "between 0"),
    ("damping: 2", "damping: much", "objects[1].joint.damping", "must be a number"),
    ("stiffness: 500", "stiffness: 20000", "objects[3].joint.stiffness", "between 0"),
    ("rest: -0.002", "rest: 11", "objects[3].joint.rest", "between -10"),
    ("stiffness: 500", "spring: 500", "objects[3].joint.spring", "is not a known key"),
    // distributions
    (
      "knob: {joint: [0.5, 1]}", "knob: {joint: [0.5, 2.5]}", "distributions.D0.knob.joint",
      "joint's range"
    ),
    (
      "knob: {joint: [0.5, 1]}", "knob: {x: [0, 1], y: [0, 1]}", "distributions.D0.knob.x",
      "is not a known key"
    ),
    ("knob: {joint: [0.5, 1]}", "knob: {}", "distributions.D0.knob", "lacks the key joint"),
    (
      "relative_to: cube", "relative_to: goal", "distributions.D0.goal.relative_to",
      "comes earlier"
    ),
    (
      "z_probability: 0.5", "z_probability: 1.5", "distributions.D0.goal.z_probability",
      "between 0"
    ),
    ("min_radius: 0.05", "min_radius: -1", "distributions.D0.goal.min_radius", "between 0"),
    ("z: [0.1, 0.3]", "z: [0.3, 0.1]", "distributions.D0.goal.z", "[low, high]"),
    (
      "    cube: {x: [-0.1, 0.3], y: [-0.3, 0.3], z_rotation: [0, 6.28]}\n", "",
      "distributions.D0", "lacks the key cube"
    ),
    // the operator
    ("gripper: open}", "gripper: ajar}", "subtasks[0].operator[0].gripper", "open or close"),
    ("symmetry: 4", "symmetry: 0", "subtasks[0].operator[0].symmetry", "between 1"),
    ("symmetry: 4", "relative_to: cup", "subtasks[0].operator[0].relative_to", "must be one of"),
    ("symmetry: 4", "carry: cup", "subtasks[0].operator[0].carry", "must be one of"),
    ("symmetry: 4", "speed: 3", "subtasks[0].operator[0].speed", "between 0.005"),
    ("symmetry: 4", "careful: very", "subtasks[0].operator[0].careful", "true or false"),
    ("symmetry: 4", "fingers: [0, 0, 1]", "subtasks[0].operator[0]", "not be along approach"),
    ("symmetry: 4", "approach: [0, 0, 0]", "subtasks[0].operator[0].approach", "length 0"),
    (
      "symmetry: 4", "relative_to: here, fingers: [1, 0, 0]", "subtasks[0].operator[0]",
      "only go with an object"
    ),
    (
      "{position: [0, 0, 0.1], symmetry: 4", "{approach: [0, 0, -1]", "subtasks[0].operator[0]",
      "lacks the key position"
    ),
    ("wait: 3", "wait: -1", "subtasks[0].operator[1].wait", "between 0"),
    (
      "until: grasped(cube)", "until: held(cube)", "subtasks[0].operator[1].until",
      "no known predicate"
    ),
    ("wait: 3", "pause: 3", "subtasks[0].operator[1].pause", "is not a known key"),
  ]

  @Test(arguments: faults.indices)
  func `a fault is told with file, line, key and reason`(index: Int) throws {
    let fault = Self.faults[index]
    #expect(KitchenText.text.contains(fault.old), "\(fault.old)")
    let folder = try KitchenText.folder(fault.old, fault.new)
    let error = try #require(throws: AuthoringError.self) {
      try TaskLibrary(folder: folder.url.path)
    }
    #expect(error.file == folder.path("tidy.yaml") && error.line > 0)
    #expect(error.key == fault.key, "\(error)")
    #expect(error.reason.contains(fault.reason), "\(error)")
  }
}
