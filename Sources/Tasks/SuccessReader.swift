import Authoring

/// Reads a task's notion of success.
enum SuccessReader {
  static func success(_ node: AuthoredNode, objects: [TaskDescription.Object])
    throws(AuthoringError)
    -> SuccessDescription
  {
    let fields = try node.fields([
      "goal", "released", "dwell", "settle", "stay", "max_speed", "max_penetration",
      "max_object_speed",
      "max_fallback_share",
    ])
    let goalNode = try fields.required("goal")
    let goal: Predicate
    do { goal = try PredicateParser.parse(try goalNode.string(), objects: objects) } catch {
      throw goalNode.error((error as? PredicateError)?.reason ?? "\(error)")
    }
    var success = SuccessDescription(goal: goal, released: [])
    for item in try fields["released"]?.items() ?? [] {
      let name = try item.string()
      guard let object = objects.firstIndex(where: { $0.name == name }) else {
        throw item.error("must be one of \(objects.map(\.name).joined(separator: ", "))")
      }
      success.released.append(object)
    }
    if let value = fields["dwell"] { success.dwell = try value.int(in: 1...10_000) }
    if let value = fields["settle"] { success.settle = try value.int(in: 0...10_000) }
    if let value = fields["stay"] { success.stay = try value.double(in: 0...60) }
    if let value = fields["max_speed"] { success.maxSpeed = try value.double(in: 0...100) }
    if let value = fields["max_penetration"] {
      success.maxPenetration = try value.double(in: 0...1)
    }
    if let value = fields["max_object_speed"] {
      success.maxObjectSpeed = try value.double(in: 0...1000)
    }
    if let value = fields["max_fallback_share"] {
      success.maxFallbackShare = try value.double(in: 0...1)
    }
    guard success.settle >= success.dwell else {
      throw node.error("settle must be at least dwell, \(success.dwell)")
    }
    return success
  }
}
