/// The path of a route, for instance `/v1/jobs/{id}:cancel` or `/v1/files/{path...}`.
struct PathPattern: Sendable {
  private enum Segment: Sendable {
    case literal(String)
    /// One segment, before a fixed ending that starts with a colon or is empty.
    case parameter(String, verb: String)
    /// All that is left, slashes included.
    case rest(String)
  }

  private let segments: [Segment]
  /// As OpenAPI writes it.
  let template: String

  init(_ pattern: String) {
    template = pattern.replacing("...}", with: "}")
    segments = pattern.split(separator: "/").map { part in
      guard part.hasPrefix("{"), let end = part.firstIndex(of: "}") else {
        return .literal(String(part))
      }
      let name = part[part.index(after: part.startIndex)..<end]
      let verb = String(part[part.index(after: end)...])
      return name.hasSuffix("...")
        ? .rest(String(name.dropLast(3))) : .parameter(String(name), verb: verb)
    }
  }

  /// The names of the parameters, in order.
  var parameterNames: [String] {
    segments.compactMap { segment in
      switch segment {
      case .literal: nil
      case .parameter(let name, _), .rest(let name): name
      }
    }
  }

  /// The parameters when the decoded segments of a path match, else nil.
  ///
  /// A parameter holds no colon, so that `{id}` never swallows the verb of `{id}:cancel`.
  func match(_ parts: [String]) -> [String: String]? {
    var parameters: [String: String] = [:]
    for (index, segment) in segments.enumerated() {
      if case .rest(let name) = segment {
        guard index < parts.count else { return nil }
        parameters[name] = parts[index...].joined(separator: "/")
        return parameters
      }
      guard index < parts.count else { return nil }
      switch segment {
      case .literal(let text): guard parts[index] == text else { return nil }
      case .parameter(let name, let verb):
        guard parts[index].hasSuffix(verb) else { return nil }
        let value = String(parts[index].dropLast(verb.count))
        guard !value.isEmpty, !value.contains(":") else { return nil }
        parameters[name] = value
      case .rest: return nil
      }
    }
    return segments.count == parts.count ? parameters : nil
  }
}
