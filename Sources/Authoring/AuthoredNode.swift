import Foundation
import Yams

/// A node of a YAML file that knows where it stands, so that every complaint can say so.
///
/// Reading is strict: `fields(_:)` names every key that may appear, and any other is an error.
///
/// Yams does not say that its nodes may be shared between threads; nobody changes them once they are read.
public struct AuthoredNode: @unchecked Sendable {
  let node: Node
  public let file: String
  public let key: String

  init(node: Node, file: String, key: String) {
    self.node = node
    self.file = file
    self.key = key
  }

  /// The root of a YAML text.
  ///
  /// - Throws: `AuthoringError` when it is no YAML or empty.
  public static func parse(_ text: String, file: String) throws(AuthoringError) -> AuthoredNode {
    let parsed: Node?
    // values are read as what they should be, so that nobody has to guess what they look like: the
    // resolver's patterns took half of the time that a file takes
    do { parsed = try Yams.compose(yaml: text, .basic, .default, .utf8) } catch {
      throw Self.error(of: error, file: file)
    }
    guard let parsed else { throw AuthoringError(file: file, reason: "is empty") }
    return AuthoredNode(node: parsed, file: file, key: "")
  }

  /// The parser's complaint, with the line it is about.
  private static func error(of error: any Error, file: String) -> AuthoringError {
    switch error {
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      AuthoringError(
        file: file, line: context.mark.line, key: keys.first ?? "", reason: "appears twice")
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      AuthoringError(file: file, line: mark.line, reason: "is not valid YAML: \(problem)")
    default: AuthoringError(file: file, reason: "is not valid YAML: \(error)")
    }
  }

  /// The root of a YAML file, and the file's text.
  ///
  /// - Throws: `AuthoringError` when it cannot be read or is no YAML.
  public static func read(_ path: String) throws(AuthoringError) -> (AuthoredNode, text: String) {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw AuthoringError(file: path, reason: "cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw AuthoringError(file: path, reason: "is not UTF-8 text")
    }
    return (try parse(text, file: path), text)
  }

  /// An error at this node.
  public func error(_ reason: String) -> AuthoringError {
    AuthoringError(file: file, line: node.mark?.line ?? 0, key: key, reason: reason)
  }

  /// What stands deepest along a path of keys, so that a complaint names its own line: this node itself
  /// where the first key is not there.
  public func at(_ path: String...) -> AuthoredNode {
    var found = self
    for step in path {
      guard let next = try? found.entries().first(where: { $0.name == step })?.value else { break }
      found = next
    }
    return found
  }

  /// An item of a list, or this node itself where there is no such item.
  public func at(item index: Int) -> AuthoredNode {
    guard let items = try? items(), items.indices.contains(index) else { return self }
    return items[index]
  }

  /// The mapping's entries, in the file's order, when every key is one of `allowed`.
  public func fields(_ allowed: [String]) throws(AuthoringError) -> AuthoredFields {
    let entries = try entries()
    for (name, value) in entries where !allowed.contains(name) {
      throw value.error("is not a known key; known are \(allowed.joined(separator: ", "))")
    }
    return AuthoredFields(parent: self, entries: entries)
  }

  /// The mapping's entries in the file's order, whatever their keys.
  public func entries() throws(AuthoringError) -> [(name: String, value: AuthoredNode)] {
    guard let mapping = node.mapping else { throw error("must be a mapping") }
    var found: [(name: String, value: AuthoredNode)] = []
    for (name, value) in mapping {
      guard let text = name.string else { throw error("has a key that is no text") }
      let child = AuthoredNode(node: value, file: file, key: key.isEmpty ? text : "\(key).\(text)")
      if found.contains(where: { $0.name == text }) { throw child.error("appears twice") }
      found.append((text, child))
    }
    return found
  }

  /// The items of a sequence.
  public func items() throws(AuthoringError) -> [AuthoredNode] {
    guard let sequence = node.sequence else { throw error("must be a list") }
    return sequence.enumerated().map {
      AuthoredNode(node: $1, file: file, key: "\(key)[\($0)]")
    }
  }

  /// Whether it is YAML's null, unquoted.
  public var isNull: Bool { node.null != nil }

  /// Whether it is a single value rather than a list or a mapping.
  public var isScalar: Bool { node.scalar != nil }

  /// A text.
  public func string() throws(AuthoringError) -> String {
    guard let text = node.scalar?.string else { throw error("must be a text") }
    return text
  }

  /// A finite number within `range`.
  public func double(in range: ClosedRange<Double> = -1e12...1e12) throws(AuthoringError) -> Double
  {
    guard let value = Double.construct(from: node.scalar ?? Node.Scalar("")), value.isFinite else {
      throw error("must be a number")
    }
    guard range.contains(value) else {
      throw error("must be between \(range.lowerBound) and \(range.upperBound), is \(value)")
    }
    return value
  }

  /// A whole number within `range`.
  public func int(in range: ClosedRange<Int>) throws(AuthoringError) -> Int {
    guard let value = node.int else { throw error("must be a whole number") }
    guard range.contains(value) else {
      throw error("must be between \(range.lowerBound) and \(range.upperBound), is \(value)")
    }
    return value
  }

  /// A truth value.
  public func bool() throws(AuthoringError) -> Bool {
    guard let value = node.bool else { throw error("must be true or false") }
    return value
  }

  /// A list of exactly `count` finite numbers.
  public func doubles(_ count: Int) throws(AuthoringError) -> [Double] {
    let items = try items()
    guard items.count == count else { throw error("must be a list of \(count) numbers") }
    var values: [Double] = []
    for item in items { values.append(try item.double()) }
    return values
  }
}
