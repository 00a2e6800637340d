import Episodes
import Foundation
import JSONText

/// Reads an object strictly: every fault is noted with its path, and a key that nobody read is one.
///
/// The reading methods return nil for a fault and for an absent optional field; whoever reads asks
/// `errors` before using what was read.
struct FieldReader {
  private let members: JSONObject
  private let path: String
  private var known: Set<String> = []
  private(set) var errors: [FieldError] = []

  /// A reader of `value`, which is a fault itself when it is no object.
  init(_ value: JSON, path: String = "") {
    self.path = path
    if case .object(let members) = value {
      self.members = members
    } else {
      members = [:]
      errors = [FieldError(field: path, reason: "must be an object, not \(value.kind)")]
    }
  }

  /// The field `key` of this object, as errors name it.
  func name(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Notes a fault.
  mutating func fail(_ key: String, _ reason: String) {
    errors.append(FieldError(field: name(of: key), reason: reason))
  }

  /// The value of a key; null counts as absent.
  private mutating func take(_ key: String, required: Bool) -> JSON? {
    known.insert(key)
    if let value = members[key], value != .null { return value }
    if required { fail(key, "is missing") }
    return nil
  }

  /// Whether the object holds the key.
  func has(_ key: String) -> Bool { members[key] != nil }

  mutating func string(_ key: String, required: Bool = true, limit: Int = 256) -> String? {
    guard let value = take(key, required: required) else { return nil }
    guard case .string(let text) = value else {
      fail(key, "must be a string, not \(value.kind)")
      return nil
    }
    guard !text.isEmpty, text.utf8.count <= limit else {
      fail(key, "must hold 1 to \(limit) bytes")
      return nil
    }
    return text
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>, required: Bool = true) -> Int? {
    whole(key, from: Int128(range.lowerBound), to: Int128(range.upperBound), required: required)
      .flatMap { Int(exactly: $0) }
  }

  mutating func unsigned(_ key: String, required: Bool = true) -> UInt64? {
    whole(key, from: 0, to: Int128(UInt64.max), required: required)
      .flatMap { UInt64(exactly: $0) }
  }

  private mutating func whole(
    _ key: String, from lowest: Int128, to highest: Int128, required: Bool
  ) -> Int128? {
    guard let value = take(key, required: required) else { return nil }
    guard let number = Self.whole(value) else {
      fail(key, "must be an integer, not \(value.kind)")
      return nil
    }
    guard number >= lowest, number <= highest else {
      fail(key, "must be between \(lowest) and \(highest)")
      return nil
    }
    return number
  }

  /// The value of an integer, also of one that is written as 1.0.
  private static func whole(_ value: JSON) -> Int128? {
    switch value {
    case .integer(let number): number
    case .number(let number) where number.magnitude < 9e15: Int128(exactly: number)
    default: nil
    }
  }

  mutating func number(
    _ key: String, in range: ClosedRange<Double>? = nil, required: Bool = true
  ) -> Double? {
    guard let value = take(key, required: required) else { return nil }
    guard let number = value.double else {
      fail(key, "must be a number, not \(value.kind)")
      return nil
    }
    if let range, !range.contains(number) {
      fail(key, "must be between \(range.lowerBound) and \(range.upperBound)")
      return nil
    }
    return number
  }

  mutating func flag(_ key: String, required: Bool = true) -> Bool? {
    guard let value = take(key, required: required) else { return nil }
    guard case .bool(let flag) = value else {
      fail(key, "must be true or false, not \(value.kind)")
      return nil
    }
    return flag
  }

  /// One of a closed set of words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, as: Choice.Type, required: Bool = true
  ) -> Choice? where Choice.RawValue == String {
    guard let text = string(key, required: required) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      fail(key, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return choice
  }

  /// An array of strings that are neither empty nor long.
  mutating func strings(
    _ key: String, count: ClosedRange<Int>, required: Bool = true
  ) -> [String]? {
    array(key, count: count, required: required, of: "a string of 1 to 256 bytes") { element in
      element.text.flatMap { (1...256).contains($0.utf8.count) ? $0 : nil }
    }
  }

  /// An array of integers.
  mutating func integers(
    _ key: String, count: ClosedRange<Int>, required: Bool = true
  ) -> [Int]? {
    array(key, count: count, required: required, of: "an integer", each: \.int)
  }

  /// An array of arrays of numbers.
  mutating func rows(
    _ key: String, count: ClosedRange<Int>, required: Bool = true
  ) -> [[Double]]? {
    array(key, count: count, required: required, of: "an array of numbers") { element in
      element.elements.flatMap { numbers in
        let values = numbers.compactMap(\.double)
        return values.count == numbers.count ? values : nil
      }
    }
  }

  private mutating func array<Element>(
    _ key: String, count: ClosedRange<Int>, required: Bool, of kind: String,
    each: (JSON) -> Element?
  ) -> [Element]? {
    guard let value = take(key, required: required) else { return nil }
    guard let elements = value.elements else {
      fail(key, "must be an array, not \(value.kind)")
      return nil
    }
    guard count.contains(elements.count) else {
      fail(key, "must hold \(count.lowerBound) to \(count.upperBound) elements")
      return nil
    }
    var result: [Element] = []
    for (index, element) in elements.enumerated() {
      if let element = each(element) {
        result.append(element)
      } else {
        fail("\(key)[\(index)]", "must be \(kind)")
      }
    }
    return result.count == elements.count ? result : nil
  }

  /// An object within this one, read by `body`; its unknown keys are faults too.
  mutating func object<Value>(
    _ key: String, required: Bool = true, _ body: (inout FieldReader) -> Value?
  ) -> Value? {
    guard let value = take(key, required: required) else { return nil }
    var inner = FieldReader(value, path: name(of: key))
    let result = body(&inner)
    inner.finish()
    errors += inner.errors
    return inner.errors.isEmpty ? result : nil
  }

  /// An object with keys of any name, whose values are objects read by `body`.
  mutating func map<Value>(
    _ key: String, required: Bool = true, _ body: (inout FieldReader) -> Value?
  ) -> [String: Value]? {
    object(key, required: required) { inner in
      var values: [String: Value] = [:]
      for name in inner.members.keys.sorted() {
        values[name] = inner.object(name, required: false, body)
      }
      return values
    }
  }

  /// A value that reads itself, for instance a part of a recipe.
  mutating func decoded<Value: Decodable>(
    _ key: String, as type: Value.Type, required: Bool = true
  ) -> Value? {
    guard let value = take(key, required: required) else { return nil }
    do { return try JSONDecoder().decode(type, from: Data(value.serialized)) } catch {
      let problem = DecodingProblem(error)
      errors.append(
        FieldError(
          field: ([name(of: key)] + problem.path).joined(separator: ".").replacing(".[", with: "["),
          reason: problem.reason))
      return nil
    }
  }

  /// Notes every key that nobody asked for; to be called last.
  mutating func finish() {
    for key in members.keys.sorted() where !known.contains(key) { fail(key, "is unknown") }
  }
}
