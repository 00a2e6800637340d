import Catalog
import HummingbirdCore

/// The parameters after the question mark, each at most once and none unknown.
struct Query: Sendable {
  private let values: [String: String]

  /// Reads them strictly against the names that a route declares.
  ///
  /// - Throws: `Problem` 422 for unknown and repeated names, 400 for what is no text.
  init(_ uri: URI, allowed: Set<String>) throws(Problem) {
    var values: [String: String] = [:]
    var errors: [FieldError] = []
    for part in (uri.query ?? "").split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      var raw = pair.count > 1 ? pair[1] : ""
      if raw.utf8.contains(UInt8(ascii: "+")) { raw = raw.replacing("+", with: "%20")[...] }
      guard let name = PercentCoding.decode(pair[0]), let value = PercentCoding.decode(raw)
      else { throw .malformed("The query is no percent-encoded text.") }
      if !allowed.contains(name) {
        errors.append(FieldError(field: name, reason: "is an unknown query parameter"))
      } else if value.isEmpty {
        errors.append(FieldError(field: name, reason: "is empty"))
      } else if values.updateValue(value, forKey: name) != nil {
        errors.append(FieldError(field: name, reason: "is repeated"))
      }
    }
    guard errors.isEmpty else { throw .unusable(errors) }
    self.values = values
  }

  /// The text of a parameter, nil when absent or empty.
  subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A parameter that must be there.
  func required(_ name: String) throws(Problem) -> String {
    guard let value = self[name] else { throw .unusable(name, "is missing") }
    return value
  }

  /// A whole number within a range.
  func integer<Number: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Number>, default fallback: Number
  ) throws(Problem) -> Number {
    guard let text = values[name] else { return fallback }
    guard let value = Number(text), range.contains(value) else {
      throw .unusable(
        name, "must be an integer between \(range.lowerBound) and \(range.upperBound)")
    }
    return value
  }

  /// Whether something is asked for; not when absent.
  func flag(_ name: String) throws(Problem) -> Bool {
    switch self[name] {
    case nil, "false": return false
    case "true": return true
    default: throw .unusable(name, "must be true or false")
    }
  }

  /// One of a closed set of words, nil when absent.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, as: Choice.Type
  ) throws(Problem) -> Choice? where Choice.RawValue == String {
    guard let text = self[name] else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw .unusable(name, "must be one of \(words)")
    }
    return choice
  }

  /// The page that a list is asked for.
  func page() throws(Problem) -> PageRequest {
    PageRequest(
      size: try integer("page_size", in: 1...1000, default: 100), token: self["page_token"])
  }
}
