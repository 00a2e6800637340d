import Authoring
import Geometry
import Kitchens

/// Reads what a scripted operator does in a subtask.
///
/// A pose is given by `position` and, for the hand, by `approach` (the direction its fingers point) and
/// `fingers` (the direction they open along), all in the frame of `relative_to`: an object, `world`,
/// `hand` (its own frame) or `here` (its place, with the world's axes). `drive_to` drives the base to an
/// object on the floor instead.
enum OperatorReader {
  static func steps(
    _ node: AuthoredNode, object: Int?, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> [OperatorStep] {
    var steps: [OperatorStep] = []
    for item in try node.items() { steps.append(try step(item, object: object, objects: objects)) }
    guard !steps.isEmpty else { throw node.error("needs at least one step") }
    return steps
  }

  private static func step(
    _ item: AuthoredNode, object: Int?, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> OperatorStep {
    let fields = try item.fields([
      "relative_to", "towards", "position", "approach", "fingers", "z_rotation", "quaternion_wxyz",
      "carry",
      "symmetry", "flip", "gripper", "wait", "speed", "careful", "until", "drive_to",
    ])
    func index(_ key: String) throws(AuthoringError) -> Int? {
      guard let node = fields[key] else { return nil }
      let name = try node.string()
      guard let found = objects.firstIndex(where: { $0.name == name }) else {
        let names = objects.map(\.name).joined(separator: ", ")
        throw node.error("must be one of \(names)")
      }
      return found
    }
    let carry = try index("carry")
    let goal = try index("drive_to")
    if let node = fields["drive_to"] {
      guard objects.contains(where: { $0.name == KitchenDescription.baseName }) else {
        throw node.error("there is no \(KitchenDescription.baseName) to drive")
      }
      guard fields["position"] == nil else {
        throw node.error("goes without position: the hand is carried along")
      }
    }
    let frame: OperatorStep.Frame
    switch try fields["relative_to"]?.string() {
    case "world": frame = .world
    case "hand": frame = .hand
    case "here": frame = .here
    default:
      guard let found = try index("relative_to") ?? goal ?? object else {
        throw item.error("lacks the key relative_to")
      }
      frame = .object(found)
    }

    var gripper: Double?
    if let node = fields["gripper"] {
      let words = ["open": -1.0, "close": 1.0]
      guard let value = words[try node.string()] else { throw node.error("must be open or close") }
      gripper = value
    }
    var until: Predicate?
    if let node = fields["until"] {
      do { until = try PredicateParser.parse(try node.string(), objects: objects) } catch {
        throw node.error((error as? PredicateError)?.reason ?? "\(error)")
      }
    }
    return OperatorStep(
      frame: frame, towards: try index("towards"),
      pose: try pose(
        fields, item,
        isPlain: carry != nil || frame == .hand || frame == .here && fields["towards"] == nil),
      carry: carry,
      symmetry: try fields["symmetry"]?.int(in: 1...360) ?? 1,
      mayFlip: try fields["flip"]?.bool() ?? (carry == nil), gripper: gripper,
      wait: try fields["wait"]?.int(in: 0...1000) ?? 0,
      speed: try fields["speed"]?.double(in: 0.005...2) ?? 0.3,
      careful: try fields["careful"]?.bool() ?? false, driveTo: goal, until: until)
  }

  private static func pose(
    _ fields: AuthoredFields, _ item: AuthoredNode, isPlain: Bool
  ) throws(AuthoringError) -> Pose? {
    guard fields["position"] != nil else {
      guard fields["approach"] == nil, fields["fingers"] == nil else {
        throw item.error("lacks the key position")
      }
      return nil
    }
    var pose = try VectorReader.pose(fields)
    if isPlain {
      guard fields["approach"] == nil, fields["fingers"] == nil else {
        throw item.error("approach and fingers only go with an object or the world")
      }
      return pose
    }
    guard fields["quaternion_wxyz"] == nil else { return pose }

    let hand = try VectorReader.hand(fields, item)
    pose.orientation = (pose.orientation * hand).normalized
    return pose
  }
}
