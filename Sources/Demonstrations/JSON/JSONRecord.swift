import JSONText

/// The members of a JSON object, with the path of the object.
struct JSONRecord {
  let path: String
  var members: [String: JSON] = [:]

  init(path: String) { self.path = path }

  /// The path of a member.
  func path(of key: String) -> String {
    path.isEmpty || path.hasSuffix("@") ? path + key : "\(path).\(key)"
  }

  /// A member that must be there.
  func required(_ key: String) throws(DemonstrationError) -> JSONNode {
    guard let node = optional(key) else {
      throw DemonstrationError(.missing, field: path(of: key), reason: "is missing")
    }
    return node
  }

  /// A member, or nil when it is not there.
  func optional(_ key: String) -> JSONNode? {
    members[key].map { JSONNode(value: $0, path: path(of: key)) }
  }
}
