import Authoring
import Episodes
import Geometry

/// Reads a task's `kitchen`: roles of fixtures and objects, frames, where the robot stands, distractors.
public enum KitchenReader {
  /// The description, with the splits of the task's reset distributions.
  ///
  /// Where `hasBase` is false, others say where the base stands.
  ///
  /// - Throws: `AuthoringError` with file, line and key.
  public static func kitchen(
    _ node: AuthoredNode, distributions: AuthoredNode, hasBase: Bool = true
  ) throws(AuthoringError) -> KitchenDescription {
    let keys = ["fixtures", "objects", "frames", "distractors"]
    let fields = try node.fields(keys + (hasBase ? ["base"] : []))
    var kitchen = KitchenDescription()
    for (name, value) in try fields.required("fixtures").entries() {
      kitchen.fixtures.append(try fixture(name, value))
    }
    for (name, value) in try fields["objects"]?.entries() ?? [] {
      kitchen.objects.append(try object(name, value))
    }
    for (name, value) in try fields["frames"]?.entries() ?? [] {
      kitchen.frames.append(try frame(name, value))
    }
    if hasBase { kitchen.base = try base(try fields.required("base")) }
    if let value = fields["distractors"] { kitchen.distractors = try distractors(value) }
    guard try !distributions.entries().isEmpty else {
      throw distributions.error("needs at least one reset distribution")
    }
    for (name, value) in try distributions.entries() {
      let fields = try value.fields(["split"])
      kitchen.distributionNames.append(name)
      kitchen.distributionSplits.append(
        try fields["split"].map { node throws(AuthoringError) in
          try word(node, as: KitchenOptions.Split.self)
        } ?? .train)
    }
    return kitchen
  }

  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ node: AuthoredNode, as: Word.Type
  ) throws(AuthoringError) -> Word {
    guard let value = Word(rawValue: try node.string()) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw node.error("must be one of \(known)")
    }
    return value
  }

  /// A list of words, or one word.
  private static func words(_ node: AuthoredNode?) throws(AuthoringError) -> [String] {
    guard let node else { return [] }
    if node.isScalar { return [try node.string()] }
    var words: [String] = []
    for item in try node.items() { words.append(try item.string()) }
    return words
  }

  private static func range(
    _ node: AuthoredNode?, within limits: ClosedRange<Double>
  ) throws(AuthoringError) -> ClosedRange<Double>? {
    try node.map { node throws(AuthoringError) in
      let range = try VectorReader.range(node)
      guard limits.contains(range.lowerBound), limits.contains(range.upperBound) else {
        throw node.error("must be within \(limits.lowerBound) and \(limits.upperBound)")
      }
      return range
    }
  }

  private static func fixture(
    _ name: String, _ node: AuthoredNode
  ) throws(AuthoringError) -> FixtureRole {
    let fields = try node.fields([
      "model", "row", "with", "parts", "joints", "near", "within", "states",
    ])
    var role = FixtureRole(name: name, models: try words(try fields.required("model")))
    role.rows = try words(fields["row"])
    for row in role.rows where !KitchenRoom.rows.contains(row) {
      throw node.at("row").error(
        "\(row) is no row; known are \(KitchenRoom.rows.joined(separator: ", "))")
    }
    role.parts = try words(fields["parts"])
    for (name, value) in try fields["with"]?.entries() ?? [] {
      if let number = try? value.double() {
        role.with.append(ModelParameter(name: name, value: .number(number)))
      } else {
        role.with.append(ModelParameter(name: name, value: .word(try value.string())))
      }
    }
    for (part, value) in try fields["joints"]?.entries() ?? [] {
      let share = try VectorReader.range(value)
      guard share.lowerBound >= 0, share.upperBound <= 1 else {
        throw value.error("must be shares of the joint's range, 0 to 1")
      }
      role.joints.append(JointShare(part: part, share: share))
    }
    role.near = try fields["near"]?.string()
    if let value = fields["within"] {
      guard role.near != nil else { throw value.error("means nothing without near") }
      role.within = try value.double(in: 0...10)
    }
    for (name, value) in try fields["states"]?.entries() ?? [] {
      role.states.append(StateStart(name: name, isOn: try value.bool()))
    }
    return role
  }

  private static func filter(_ fields: AuthoredFields) throws(AuthoringError) -> ObjectFilter {
    var filter = ObjectFilter()
    filter.categories = try words(fields["categories"])
    filter.types = try words(fields["types"])
    filter.flags = try words(fields["flags"])
    filter.exclude = try words(fields["exclude"])
    filter.maxSize = try fields["max_size"].map { node throws(AuthoringError) in
      let size = try VectorReader.vector(node)
      guard size.x > 0, size.y > 0, size.z > 0 else { throw node.error("must be above 0 m") }
      return size
    }
    return filter
  }

  private static let filterKeys = ["categories", "types", "flags", "exclude", "max_size"]
  private static let spotKeys = ["in", "front", "beside", "distance", "yaw", "for_hand"]

  private static func object(
    _ name: String, _ node: AuthoredNode
  ) throws(AuthoringError) -> ObjectRole {
    let fields = try node.fields(filterKeys + spotKeys)
    var role = ObjectRole(name: name, spot: try spot(fields))
    role.filter = try filter(fields)
    return role
  }

  private static func spot(_ fields: AuthoredFields) throws(AuthoringError) -> SpotDescription {
    let (owner, region) = try ownerAndName(try fields.required("in"), what: "region")
    var spot = SpotDescription(owner: owner, region: region)
    spot.front = try range(fields["front"], within: 0...10)
    spot.beside = try fields["beside"]?.string()
    if fields["distance"] != nil, spot.beside == nil {
      throw try fields.required("distance").error("means nothing without beside")
    }
    spot.distance = try range(fields["distance"], within: 0...10) ?? spot.distance
    spot.yaw = try range(fields["yaw"], within: -7...7) ?? spot.yaw
    spot.isForHand = try fields["for_hand"]?.bool() ?? true
    return spot
  }

  /// `owner.name`.
  private static func ownerAndName(
    _ node: AuthoredNode, what: String
  ) throws(AuthoringError) -> (String, String) {
    let parts = try node.string().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw node.error("must name a \(what) of something, as in counter.top")
    }
    return (String(parts[0]), String(parts[1]))
  }

  private static func frame(
    _ name: String, _ node: AuthoredNode
  ) throws(AuthoringError) -> FrameRole {
    let fields = try node.fields(["site", "on", "carrying"] + spotKeys)
    if let site = fields["site"] {
      let (owner, site) = try ownerAndName(site, what: "site")
      return FrameRole(name: name, kind: .site(owner: owner, site: site))
    }
    let carried = try fields.required("carrying").string()
    if let on = fields["on"] {
      let (owner, region) = try ownerAndName(on, what: "region")
      return FrameRole(name: name, kind: .on(owner: owner, region: region, carrying: carried))
    }
    return FrameRole(name: name, kind: .spot(try spot(fields), carrying: carried))
  }

  /// Where the robot stands.
  public static func base(_ node: AuthoredNode) throws(AuthoringError) -> BaseRole {
    let fields = try node.fields(["before", "reach", "starts_elsewhere"])
    var base = BaseRole()
    base.before = try fields.required("before").string()
    base.startsElsewhere = try fields["starts_elsewhere"]?.bool() ?? false
    for item in try fields["reach"]?.items() ?? [] {
      let fields = try item.fields([
        "object", "position", "approach", "fingers", "flip", "follows", "ignoring",
      ])
      let position = try fields["position"].map { node throws(AuthoringError) in
        try VectorReader.vector(node)
      }
      var reach = BaseRole.Reach(
        object: try fields.required("object").string(),
        pose: Pose(position ?? .zero, try VectorReader.hand(fields, item)))
      reach.mayTurn = try fields["flip"]?.bool() ?? true
      reach.follows = try fields["follows"]?.bool() ?? false
      reach.ignoring = try words(fields["ignoring"])
      base.reach.append(reach)
    }
    return base
  }

  private static func distractors(
    _ node: AuthoredNode
  ) throws(AuthoringError) -> DistractorRole {
    let fields = try node.fields(filterKeys + ["count", "spots"])
    var role = DistractorRole()
    role.filter = try filter(fields)
    let count = try fields.required("count")
    let items = try count.items()
    guard items.count == 2 else { throw count.error("must be [at least, at most]") }
    let (low, high) = try (items[0].int(in: 0...12), items[1].int(in: 0...12))
    guard low <= high else { throw count.error("must be [at least, at most]") }
    role.count = low...high
    for item in try fields.required("spots").items() {
      role.spots.append(try spot(try item.fields(spotKeys)))
    }
    return role
  }
}
