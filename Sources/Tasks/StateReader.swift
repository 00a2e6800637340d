import Authoring

/// Reads the states of an object: `{on: {initial: false, set: PREDICATE, reset: PREDICATE}}`.
enum StateReader {
  static func states(
    _ node: AuthoredNode?, objects: [TaskDescription.Object]
  ) throws(AuthoringError) -> [ObjectState] {
    var states: [ObjectState] = []
    for (name, value) in try node?.entries() ?? [] {
      let fields = try value.fields(["initial", "set", "reset"])
      func predicate(_ node: AuthoredNode) throws(AuthoringError) -> Predicate {
        do { return try PredicateParser.parse(try node.string(), objects: objects) } catch {
          throw node.error((error as? PredicateError)?.reason ?? "\(error)")
        }
      }
      states.append(
        ObjectState(
          name: name, initial: try fields["initial"]?.bool() ?? false,
          set: try predicate(try fields.required("set")),
          reset: try fields["reset"].map { node throws(AuthoringError) in try predicate(node) }))
    }
    return states
  }
}
