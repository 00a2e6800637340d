import Authoring
import Geometry
import Scenes

/// Reads a task's objects: bodies, how they are held, their sites and regions.
enum ObjectReader {
  /// Objects of one task, at most as many as contact masks have bits for.
  static let maximum = 32

  static func objects(_ node: AuthoredNode) throws(AuthoringError) -> [TaskDescription.Object] {
    var objects: [TaskDescription.Object] = []
    for item in try node.items() { objects.append(try object(item, earlier: objects)) }
    guard !objects.isEmpty, objects.count <= maximum else {
      throw node.error("must be 1 to \(maximum) objects")
    }
    // what turns a state on may speak of parts that come later
    for (index, item) in try node.items().enumerated() {
      let states = try item.fields(keys)["states"]
      objects[index].states = try StateReader.states(states, objects: objects)
    }
    return objects
  }

  private static let keys = [
    "name", "mass", "geoms", "z_symmetry", "fixed", "place", "joint", "frame",
    "horizontal_radius", "sites", "regions", "states",
  ]

  private static func object(
    _ item: AuthoredNode, earlier: [TaskDescription.Object]
  ) throws(AuthoringError) -> TaskDescription.Object {
    let fields = try item.fields(keys)
    let nameNode = try fields.required("name")
    let name = try nameNode.string()
    if earlier.contains(where: { $0.name == name }) { throw item.error("\(name) appears twice") }
    let isPlain = name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x5F }
    guard !name.isEmpty, isPlain, !["eef", "and", "or", "not"].contains(name) else {
      throw nameNode.error("must be of letters, digits and _, and no word of predicates")
    }

    // one way of being held
    let mount = try self.mount(fields, item, earlier: earlier)
    var geoms: [CollisionGeom] = []
    for geom in try fields["geoms"]?.items() ?? [] { geoms.append(try GeomReader.geom(geom)) }
    if !mount.isSubstance {
      guard geoms.isEmpty else { throw item.error("a \(mount.word) has no geoms") }
    } else if geoms.isEmpty {
      throw item.error("needs at least one geom")
    }
    let needsMass = mount == .free || mount.joint != nil
    let mass =
      needsMass
      ? try fields.required("mass").double(in: 1e-4...100)
      : try fields["mass"]?.double(in: 1e-4...100) ?? 1
    return TaskDescription.Object(
      name: name, body: RigidBodyModel(mass: mass, geoms: geoms),
      zSymmetry: try fields["z_symmetry"]?.int(in: 1...360) ?? 1, mount: mount,
      horizontalRadius: try fields["horizontal_radius"].map { node throws(AuthoringError) in
        try node.double(in: 0...5)
      }, sites: try sites(fields["sites"]), regions: try regions(fields["regions"]))
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func mount(
    _ fields: AuthoredFields, _ item: AuthoredNode, earlier: [TaskDescription.Object]
  ) throws(AuthoringError) -> ObjectMount {
    let fixed = try fields["fixed"]?.bool() ?? false
    let place = try fields["place"]?.bool() ?? false
    let joint = fields["joint"]
    let frame = fields["frame"]
    guard [fixed, place, joint != nil, frame != nil].count(where: { $0 }) <= 1 else {
      throw item.error("only one of fixed, place, joint and frame may be said")
    }
    if fixed { return .fixed }
    if place { return .place }
    if let frame { return .frame(try self.frame(frame, earlier: earlier)) }
    guard let joint else { return .free }
    return .jointed(try JointReader.joint(joint, parents: earlier.map(\.name)))
  }

  /// A frame at a site of another object, or at a pose in its frame.
  private static func frame(
    _ node: AuthoredNode, earlier: [TaskDescription.Object]
  ) throws(AuthoringError) -> ObjectFrame {
    let fields = try node.fields(["of", "site", "position", "z_rotation", "quaternion_wxyz"])
    let of = try fields.required("of")
    let name = try of.string()
    guard let parent = earlier.first(where: { $0.name == name }) else {
      throw of.error("must be an object that comes earlier")
    }
    var pose = try VectorReader.pose(fields)
    if let node = fields["site"] {
      let name = try node.string()
      guard let site = parent.sites.first(where: { $0.name == name }) else {
        throw node.error("is no site of \(parent.name)")
      }
      pose = site.pose * pose
    }
    return ObjectFrame(parent: name, poseParentFrame: pose)
  }

  private static func sites(_ node: AuthoredNode?) throws(AuthoringError) -> [ObjectSite] {
    var sites: [ObjectSite] = []
    for (name, value) in try node?.entries() ?? [] {
      sites.append(ObjectSite(name: name, position: try VectorReader.vector(value)))
    }
    return sites
  }

  private static func regions(_ node: AuthoredNode?) throws(AuthoringError) -> [ObjectRegion] {
    var regions: [ObjectRegion] = []
    for (name, value) in try node?.entries() ?? [] {
      let fields = try value.fields(["position", "z_rotation", "quaternion_wxyz", "half_extents"])
      let half = try VectorReader.vector(try fields.required("half_extents"))
      guard half.x > 0, half.y > 0, half.z > 0 else {
        throw value.error("half_extents must be positive")
      }
      regions.append(
        ObjectRegion(name: name, pose: try VectorReader.pose(fields), halfExtents: half))
    }
    return regions
  }
}
