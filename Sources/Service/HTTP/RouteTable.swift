import HTTPTypes
import HummingbirdCore

/// All routes, and which of them a request means.
struct RouteTable: Sendable {
  let routes: [Route]

  /// The route of a request and what its path's parameters matched; HEAD goes to the route of GET
  /// where it has none of its own.
  ///
  /// - Throws: `Problem` 404 for an unknown path, 405 with `Allow` for an unknown method.
  func find(_ method: HTTPRequest.Method, _ uri: URI) throws(Problem) -> (Route, [String: String]) {
    // decoded by segment, so that an encoded slash never splits one
    var parts: [String] = []
    for part in uri.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let decoded = PercentCoding.decode(part) else {
        throw .malformed("The path is no percent-encoded text.")
      }
      parts.append(decoded)
    }
    if parts == [""] { parts = [] }

    var allowed: Set<String> = []
    var substitute: (Route, [String: String])?
    for route in routes {
      guard let parameters = route.path.match(parts) else { continue }
      if route.method == method { return (route, parameters) }
      if route.method == .get, method == .head { substitute = substitute ?? (route, parameters) }
      allowed.insert(route.method.rawValue)
      if route.method == .get { allowed.insert("HEAD") }
    }
    if let substitute { return substitute }
    guard !allowed.isEmpty else { throw Problem(status: .notFound, detail: "Nothing is here.") }
    throw Problem(
      status: .methodNotAllowed, detail: "\(method.rawValue) is not for this path.",
      headers: [.allow: allowed.sorted().joined(separator: ", ")])
  }
}
