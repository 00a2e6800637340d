import Geometry
import JSONText

/// A JSON value and the path that errors name it by.
struct JSONNode {
  let value: JSON
  let path: String

  /// A node for a value within a text.
  init(value: JSON, path: String) {
    self.value = value
    self.path = path
  }

  /// The value of a whole text, with or without a byte order mark; all numbers are doubles.
  ///
  /// - Throws: `DemonstrationError` of kind `unreadable` with line and column, or `tooLarge`.
  init(parsing text: some Collection<UInt8>, path: String) throws(DemonstrationError) {
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    do throws(JSONSyntaxError) {
      value = try JSON(parsing: text.dropFirst(start), numbers: .doubles, maximumDepth: 64)
      self.path = path
    } catch {
      switch error.kind {
      case .malformed:
        throw DemonstrationError(.unreadable, field: path, reason: "not JSON: \(error)")
      case .tooDeep: throw DemonstrationError(.tooLarge, field: path, reason: error.reason)
      }
    }
  }

  /// The members of an object that may hold only the given keys; nil allows any key.
  func record(keys: [String]?) throws(DemonstrationError) -> JSONRecord {
    guard case .object(let members) = value else { throw wrong("an object") }
    var record = JSONRecord(path: path)
    for member in members {
      if let keys, !keys.contains(member.key) {
        throw DemonstrationError(
          .unknown, field: record.path(of: member.key),
          reason: "unknown key; known here: \(keys.joined(separator: ", "))")
      }
      record.members[member.key] = member.value
    }
    return record
  }

  /// The members of an object whose keys are names given by the sender, in the order of the text.
  func namedMembers() throws(DemonstrationError) -> [(name: String, node: JSONNode)] {
    guard case .object(let members) = value else { throw wrong("an object") }
    let record = JSONRecord(path: path)
    return members.map {
      ($0.key, JSONNode(value: $0.value, path: record.path(of: $0.key)))
    }
  }

  /// The text of a string.
  func text() throws(DemonstrationError) -> String {
    guard case .string(let text) = value else { throw wrong("a string") }
    return text
  }

  /// A finite number.
  func number() throws(DemonstrationError) -> Double {
    guard case .number(let number) = value else { throw wrong("a number") }
    guard number.isFinite else { throw outOfRange(path) }
    return number
  }

  /// A whole number.
  func integer() throws(DemonstrationError) -> Int {
    guard let integer = Int(exactly: try number()) else { throw wrong("a whole number") }
    return integer
  }

  /// The elements of a list.
  func list() throws(DemonstrationError) -> [JSONNode] {
    switch value {
    case .array(let values):
      return values.enumerated().map { JSONNode(value: $1, path: "\(path)[\($0)]") }
    case .numbers(let numbers):
      return numbers.enumerated().map { JSONNode(value: .number($1), path: "\(path)[\($0)]") }
    default: throw wrong("an array")
    }
  }

  /// A list of finite numbers, as many as `counts` allows.
  func numbers(_ counts: ClosedRange<Int>? = nil) throws(DemonstrationError) -> [Double] {
    guard case .numbers(let numbers) = value else { throw wrong("an array of numbers") }
    if let counts, !counts.contains(numbers.count) {
      let wanted = counts.count == 1 ? "\(counts.lowerBound)" : "\(counts)"
      throw DemonstrationError(
        .shape, field: path, reason: "must hold \(wanted) numbers, holds \(numbers.count)")
    }
    if let k = numbers.firstIndex(where: { !$0.isFinite }) { throw outOfRange("\(path)[\(k)]") }
    return numbers
  }

  /// A pose: 7 numbers, position and unit quaternion (w, x, y, z), or a 4x4 matrix: 16 numbers
  /// row-major, or four rows of four.
  func pose() throws(DemonstrationError) -> Pose {
    if case .array(let elements) = value {
      guard elements.count == 4 else { throw wrong("7 or 16 numbers, or four rows of four") }
      var matrix: [Double] = []
      for row in try list() { matrix += try row.numbers(4...4) }
      return try Pose(matrix, at: 0, field: path)
    }
    let numbers = try numbers()
    switch numbers.count {
    case 7: return try Pose(sevenNumbers: numbers, field: path)
    case 16: return try Pose(numbers, at: 0, field: path)
    default:
      throw DemonstrationError(
        .shape, field: path, reason: "must be 7 or 16 numbers, holds \(numbers.count)")
    }
  }

  /// An error of kind `shape`.
  func wrong(_ expected: String) -> DemonstrationError {
    DemonstrationError(
      .shape, field: path, reason: "must be \(expected), is \(value.kind)")
  }

  private func outOfRange(_ field: String) -> DemonstrationError {
    DemonstrationError(.value, field: field, reason: "the number is beyond the range of doubles")
  }
}
