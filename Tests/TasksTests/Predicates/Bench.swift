import Geometry
import Scenes
import Tasks

/// The things that labelled cases are made of, on a table 0.8 m high.
enum Thing: Int, CaseIterable {
  /// Cubes of 40, 50 and 50 mm.
  case cubeA, cubeB, cubeC
  /// 100 mm wide and 50 mm high, open at the top, its origin underneath.
  case bowl
  /// 120 mm long and 8 mm thick.
  case needle
  /// 20 mm in radius.
  case ball
  /// A handle with its origin in the middle, and a head at +x that outweighs it.
  case hammer
  /// 90 mm high, with a handle at +x.
  case mug
  /// 200 mm wide and 10 mm thick.
  case plate
  case cabinet, drawer, lid, knob, lever, button, goal
  /// A wall of which the hand may touch one side.
  case wall
}

/// The objects of labelled cases.
enum Bench {
  static let objects: [TaskDescription.Object] = {
    var objects = Thing.allCases.map(object)
    objects[Thing.cabinet.rawValue].states = states(objects)
    return objects
  }()
  static let bodies = objects.map(\.body)

  private static func box(_ x: Double, _ y: Double, _ z: Double, _ at: Vector3 = .zero)
    -> CollisionGeom
  {
    CollisionGeom(.box(halfExtents: Vector3(x, y, z)), poseBodyGeom: Pose(at))
  }

  /// A floor 10 mm thick and four walls 10 mm thick up to a height, metres.
  private static func open(_ half: Double, height: Double) -> [CollisionGeom] {
    let (rise, middle) = ((height - 0.01) / 2, (height + 0.01) / 2)
    return [
      box(half, half, 0.005, Vector3(0, 0, 0.005)),
      box(0.005, half, rise, Vector3(half - 0.005, 0, middle)),
      box(0.005, half, rise, Vector3(0.005 - half, 0, middle)),
      box(half, 0.005, rise, Vector3(0, half - 0.005, middle)),
      box(half, 0.005, rise, Vector3(0, 0.005 - half, middle)),
    ]
  }

  private static func geoms(_ thing: Thing) -> [CollisionGeom] {
    switch thing {
    case .cubeA: [box(0.02, 0.02, 0.02)]
    case .cubeB, .cubeC: [box(0.025, 0.025, 0.025)]
    case .bowl: open(0.05, height: 0.05)
    case .needle: [box(0.06, 0.004, 0.004)]
    case .ball: [CollisionGeom(.sphere(radius: 0.02))]
    case .hammer: [box(0.08, 0.008, 0.008), box(0.012, 0.03, 0.015, Vector3(0.09, 0, 0))]
    case .mug:
      [
        CollisionGeom(.cylinder(radius: 0.035, halfLength: 0.045)),
        box(0.012, 0.005, 0.025, Vector3(0.05, 0, 0)),
      ]
    case .plate: [box(0.1, 0.1, 0.005)]
    case .cabinet: [box(0.1, 0.1, 0.01)]
    case .drawer: open(0.08, height: 0.06)
    case .lid: [box(0.05, 0.05, 0.004)]
    case .knob: [CollisionGeom(.cylinder(radius: 0.02, halfLength: 0.01))]
    case .lever: [CollisionGeom(.capsule(radius: 0.006, halfLength: 0.04))]
    case .button: [CollisionGeom(.cylinder(radius: 0.012, halfLength: 0.006))]
    case .goal: []
    case .wall: [box(0.002, 0.05, 0.03)]
    }
  }

  private static func mount(_ thing: Thing) -> ObjectMount {
    func joint(_ kind: ObjectJoint.Kind, _ axis: Vector3, _ range: ClosedRange<Double>)
      -> ObjectMount
    {
      .jointed(
        ObjectJoint(
          kind: kind, parent: "cabinet", poseParentPart: .identity, axis: axis, range: range))
    }
    switch thing {
    case .cabinet: return .fixed
    case .drawer: return joint(.slider, Vector3(1, 0, 0), 0...0.2)
    case .lid: return joint(.hinge, Vector3(0, 1, 0), 0...1.6)
    case .knob: return joint(.hinge, Vector3(0, 0, 1), -3...3)
    case .lever: return joint(.hinge, Vector3(0, 1, 0), -1...0.5)
    case .button: return joint(.slider, Vector3(0, 0, -1), 0...0.004)
    case .goal: return .place
    default: return .free
    }
  }

  private static func object(_ thing: Thing) -> TaskDescription.Object {
    var object = TaskDescription.Object(
      name: "\(thing)", body: RigidBodyModel(mass: 0.1, geoms: geoms(thing)), mount: mount(thing))
    switch thing {
    case .needle:
      object.sites = [
        ObjectSite(name: "tip", position: Vector3(0.06, 0, 0)),
        ObjectSite(name: "tail", position: Vector3(-0.06, 0, 0)),
      ]
    case .hammer: object.sites = [ObjectSite(name: "head", position: Vector3(0.09, 0, 0))]
    case .bowl:
      object.regions = [
        ObjectRegion(
          name: "hollow", pose: Pose(Vector3(0, 0, 0.03)), halfExtents: Vector3(0.04, 0.04, 0.02))
      ]
    case .drawer:
      object.regions = [
        ObjectRegion(
          name: "left", pose: Pose(Vector3(0, 0.035, 0.035)),
          halfExtents: Vector3(0.07, 0.035, 0.025)),
        ObjectRegion(
          name: "right", pose: Pose(Vector3(0, -0.035, 0.035)),
          halfExtents: Vector3(0.07, 0.035, 0.025)),
        ObjectRegion(
          name: "inside", pose: Pose(Vector3(0, 0, 0.035)), halfExtents: Vector3(0.07, 0.07, 0.025)),
      ]
    default: break
    }
    return object
  }

  /// The cabinet's: a lamp as long as the knob is turned, and a motor that a button starts while the lid
  /// is shut, until the lid is opened or the lever is thrown.
  private static func states(_ objects: [TaskDescription.Object]) -> [ObjectState] {
    func predicate(_ text: String) -> Predicate? {
      try? PredicateParser.parse(text, objects: objects)
    }
    return [
      ObjectState(name: "lamp", initial: false, set: predicate("turned_on(knob, 0.35)")),
      ObjectState(
        name: "motor", initial: false, set: predicate("pressed(button, 0.6) and closed(lid, 0.05)"),
        reset: predicate("open(lid, 0.1) or joint(lever, 0.3, 0.5)")),
    ]
  }

  /// Everything on the table, apart and at rest; the hand 0.3 m above.
  static var calm: ObservedState {
    let poses = Thing.allCases.map { thing in
      let column = Double(thing.rawValue % 5)
      let row = Double(thing.rawValue / 5)
      let height = bodies[thing.rawValue].verticalExtent(.identity).below
      return Pose(Vector3(0.3 * column, 0.3 * row, 0.8 + height))
    }
    var state = ObservedState(
      objects: poses.map { .init(pose: $0, linearVelocity: .zero, angularVelocity: .zero) },
      tableHeight: 0.8)
    state.eefPose = Pose(Vector3(0, 0, 1.1), Bench.down)
    return state
  }

  /// The hand pointing down.
  static let down = turn(x, .pi)
  static let x = Vector3(1, 0, 0)
  static let y = Vector3(0, 1, 0)
  static let z = Vector3(0, 0, 1)

  static func turn(_ axis: Vector3, _ angle: Double) -> Quaternion {
    Quaternion(axis: axis, angle: angle)
  }

  /// The finger on +x of a parallel hand, closed.
  static let finger = [
    box(0.004, 0.008, 0.008, Vector3(0.004, 0, -0.0036)),
    box(0.006, 0.009, 0.0125, Vector3(0.012, 0, -0.0241)),
  ]
}

extension ObservedState {
  subscript(_ thing: Thing) -> Object {
    get { objects[thing.rawValue] }
    set { objects[thing.rawValue] = newValue }
  }

  /// Two things touch.
  mutating func touch(_ a: Thing, _ b: Thing) {
    objectContacts[a.rawValue] |= 1 << UInt64(b.rawValue)
    objectContacts[b.rawValue] |= 1 << UInt64(a.rawValue)
  }

  /// Puts one thing's lowest point on another's highest, origins above each other but for `offset`,
  /// touching.
  mutating func stack(
    _ upper: Thing, on lower: Thing, _ offset: Vector3 = .zero, turn: Quaternion = .identity
  ) {
    let below = self[lower].pose
    let top = Bench.bodies[lower.rawValue].verticalExtent(below.orientation).above
    let bottom = Bench.bodies[upper.rawValue].verticalExtent(turn).below
    self[upper].pose = Pose(below.position + Vector3(0, 0, top + bottom) + offset, turn)
    touch(upper, lower)
  }

  /// Who touches a thing: the left finger, the right one, the palm.
  mutating func gripper(_ thing: Thing, left: Bool = false, right: Bool = false, palm: Bool = false)
  {
    let bit = UInt64(1) << UInt64(thing.rawValue)
    if left { leftFingerContacts |= bit }
    if right { rightFingerContacts |= bit }
    if palm { palmContacts |= bit }
  }

  /// Puts the hand somewhere, its fingers open by so much each, and notes what is between them.
  mutating func hand(_ pose: Pose, left: Double, right: Double) {
    eefPose = pose
    noteClasped(
      in: GripSpace(fingerGeoms: Bench.finger, openings: (left, right)), bodies: Bench.bodies)
  }

  /// Puts the hand, pointing down, around a thing's origin but for an offset.
  mutating func hand(
    around thing: Thing, _ offset: Vector3 = .zero, opening: Double, turn: Double = 0
  ) {
    let about = Bench.turn(Bench.z, turn)
    hand(
      Pose(self[thing].pose.position + offset, about * Bench.down), left: opening, right: opening)
  }
}
