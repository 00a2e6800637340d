import Geometry

/// A camera that a request describes, as files of `Scenes/cameras` do.
public struct CustomCamera: Sendable, Hashable, Codable {
  public var name: String
  /// `table`, `base`, `hand` or `world`.
  public var frame: String
  /// In the frame, metres.
  public var position: [Double]
  public var lookAt: [Double]
  public var up: [Double]?
  /// Between the picture's upper and lower edge, degrees.
  public var fieldOfView: Double

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case name, frame, position
    case lookAt = "look_at"
    case up
    case fieldOfView = "field_of_view"
  }

  public init(
    name: String, frame: String, position: [Double], lookAt: [Double], up: [Double]? = nil,
    fieldOfView: Double
  ) {
    self.name = name
    self.frame = frame
    self.position = position
    self.lookAt = lookAt
    self.up = up
    self.fieldOfView = fieldOfView
  }

  /// What cameras may be fixed to.
  public static let frames = ["table", "base", "hand", "world"]
  /// Whether a camera can be called so: 1 to 64 letters, digits and `_`.
  public static func isPlain(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
      }
  }

  /// Degrees.
  public static let fieldsOfView = 1.0...170.0

  /// Every value out of range as (name, reason), in the order of the fields.
  public var problems: [(name: String, reason: String)] {
    var problems: [(name: String, reason: String)] = []
    if !Self.isPlain(name) {
      problems.append(("name", "must be 1 to 64 letters, digits and _"))
    }
    if !Self.frames.contains(frame) {
      problems.append(("frame", "must be one of \(Self.frames.joined(separator: ", "))"))
    }
    for (key, vector) in [("position", position), ("look_at", lookAt), ("up", up ?? [0, 0, 1])]
    where vector.count != 3 || !vector.allSatisfy({ $0.magnitude <= 100 }) {
      problems.append((key, "must be three numbers, each at most 100 m"))
    }
    if !Self.fieldsOfView.contains(fieldOfView) {
      problems.append(
        (
          "field_of_view",
          "is \(fieldOfView) degrees, but must be 1 to 170"
        ))
    }
    guard problems.isEmpty else { return problems }
    let up = Self.vector(up ?? [0, 0, 1])
    if up.length < 1e-6 { return [("up", "must not be of length 0")] }
    let way = Self.vector(lookAt) - Self.vector(position)
    if way.length < 1e-3 || way.cross(up).length < 1e-3 * way.length * up.length {
      problems.append(("look_at", "must be apart from position, and not along up"))
    }
    return problems
  }

  static func vector(_ numbers: [Double]) -> Vector3 { Vector3(numbers[0], numbers[1], numbers[2]) }
}

extension CustomCamera {
  /// Reads every field but `up`, which may be missing; an unknown key throws a `DecodingError`.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      frame: try values.decode(String.self, forKey: .frame),
      position: try values.decode([Double].self, forKey: .position),
      lookAt: try values.decode([Double].self, forKey: .lookAt),
      up: try values.decodeIfPresent([Double].self, forKey: .up),
      fieldOfView: try values.decode(Double.self, forKey: .fieldOfView))
  }
}
