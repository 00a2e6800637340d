/// Which pictures are taken of episodes, and how they are varied.
///
/// In JSON `{"names": ["agentview", "eye_in_hand"], "size": [84, 84], "visuals": "tobin", "seed": 1}`, or
/// just the list of names. `custom` are cameras of the request's own.
public struct CameraOptions: Sendable, Hashable, Codable {
  /// Cameras of `Scenes/cameras`, or of `custom`.
  public var names: [String]
  /// Cameras that no file has.
  public var custom: [CustomCamera] = []
  /// Pixels across and down.
  public var width = 84
  public var height = 84
  /// A preset of `Scenes/visuals`.
  public var visuals = "off"
  /// What looks are drawn from, together with the episode.
  public var seed: UInt64 = 0
  /// Samples of a pixel.
  public var samples = 4
  /// Whether there are depths, in metres, and instances besides.
  public var depth = false
  public var segmentation = false

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case names, custom, size, visuals, seed, samples, depth, segmentation
  }

  public init(names: [String]) { self.names = names }

  public static let mostCameras = 8
  public static let sizes = 8...2048
  public static let sampleCounts = [1, 4, 16]

  /// Every value out of range as (name, reason), in the order of the fields; whether a camera is known is
  /// the library's affair.
  public var problems: [(name: String, reason: String)] {
    var problems: [(name: String, reason: String)] = []
    if !(1...Self.mostCameras).contains(names.count) {
      problems.append(("names", "must hold 1 to \(Self.mostCameras) cameras"))
    }
    for (index, name) in names.enumerated() {
      if !(1...64).contains(name.utf8.count) {
        problems.append(("names[\(index)]", "must be a string of 1 to 64 bytes"))
      } else if names[..<index].contains(name) {
        problems.append(("names[\(index)]", "is there twice"))
      }
    }
    if custom.count > Self.mostCameras {
      problems.append(("custom", "must hold at most \(Self.mostCameras) cameras"))
    }
    for (index, camera) in custom.enumerated() {
      for (name, reason) in camera.problems {
        problems.append(("custom[\(index)].\(name)", reason))
      }
      if custom[..<index].contains(where: { $0.name == camera.name }) {
        problems.append(("custom[\(index)].name", "is there twice"))
      }
    }
    for (index, side) in [width, height].enumerated() where !Self.sizes.contains(side) {
      problems.append(
        (
          "size[\(index)]",
          "is \(side), but must be \(Self.sizes.lowerBound) to \(Self.sizes.upperBound) pixels"
        ))
    }
    if !(1...64).contains(visuals.utf8.count) {
      problems.append(("visuals", "must be a string of 1 to 64 bytes"))
    }
    if !Self.sampleCounts.contains(samples) {
      problems.append(("samples", "must be 1, 4 or 16"))
    }
    return problems
  }
}

extension CameraOptions {
  /// Reads what is set; an unknown key throws a `DecodingError` that says what is known.
  public init(from decoder: any Decoder) throws {
    if let list = try? decoder.singleValueContainer().decode([String].self) {
      self.init(names: list)
      return
    }
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let own = try values.decodeIfPresent([CustomCamera].self, forKey: .custom) ?? []
    // who describes cameras wants to have them
    let names = own.isEmpty ? nil : own.map(\.name)
    self.init(
      names: try values.decodeIfPresent([String].self, forKey: .names) ?? names
        ?? values.decode([String].self, forKey: .names))
    custom = own
    if let size = try values.wholes(forKey: .size) {
      guard size.count == 2 else {
        throw DecodingError.dataCorruptedError(
          forKey: .size, in: values, debugDescription: "must be [width, height]")
      }
      (width, height) = (size[0], size[1])
    }
    visuals = try values.decodeIfPresent(String.self, forKey: .visuals) ?? visuals
    seed = try values.whole(UInt64.self, forKey: .seed) ?? seed
    samples = try values.whole(Int.self, forKey: .samples) ?? samples
    depth = try values.decodeIfPresent(Bool.self, forKey: .depth) ?? depth
    segmentation = try values.decodeIfPresent(Bool.self, forKey: .segmentation) ?? segmentation
  }

  /// Writes every field.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(names, forKey: .names)
    if !custom.isEmpty { try values.encode(custom, forKey: .custom) }
    try values.encode([width, height], forKey: .size)
    try values.encode(visuals, forKey: .visuals)
    try values.encode(seed, forKey: .seed)
    try values.encode(samples, forKey: .samples)
    try values.encode(depth, forKey: .depth)
    try values.encode(segmentation, forKey: .segmentation)
  }
}
