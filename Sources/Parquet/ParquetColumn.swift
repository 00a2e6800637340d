/// Values of one field for some rows, laid out by columns as Arrow has it.
public indirect enum ParquetColumn: Sendable, Hashable {
  case bools([Bool])
  case int32s([Int32])
  case int64s([Int64])
  case floats([Float])
  case doubles([Double])
  case strings([String])
  case binaries([[UInt8]])
  /// Which values are there, and those that are, in order.
  case optional([Bool], ParquetColumn)
  /// How many elements each row has, and the elements of all rows in order.
  case list(lengths: [Int], ParquetColumn)
  /// The fields of a struct, each with a value for every row.
  case group([ParquetColumn])

  /// Rows of `width` values each, in order.
  public static func rows(of width: Int, _ values: ParquetColumn) -> ParquetColumn {
    .list(lengths: Array(repeating: width, count: width > 0 ? values.count / width : 0), values)
  }

  /// The number of rows.
  public var count: Int {
    switch self {
    case .bools(let values): values.count
    case .int32s(let values): values.count
    case .int64s(let values): values.count
    case .floats(let values): values.count
    case .doubles(let values): values.count
    case .strings(let values): values.count
    case .binaries(let values): values.count
    case .optional(let isPresent, _): isPresent.count
    case .list(let lengths, _): lengths.count
    case .group(let members): members.first?.count ?? 0
    }
  }

  /// The first contradiction to a field in words, with its path, or nil.
  func problem(as field: ParquetField, path: String, rows: Int) -> (String, String)? {
    guard count == rows else { return (path, "\(count) rows, not \(rows)") }
    switch (self, field.kind) {
    case (.optional(let isPresent, let values), _):
      if case .optional = values { return (path, "optional values within optional values") }
      guard field.isOptional else { return (path, "values may not be missing") }
      let present = isPresent.reduce(0) { $0 + ($1 ? 1 : 0) }
      return values.problem(as: field, path: path, rows: present)
    case (.list(let lengths, let elements), .list(let element)):
      guard lengths.allSatisfy({ $0 >= 0 }) else { return (path, "a length below 0") }
      return elements.problem(
        as: element, path: "\(path).\(element.name)", rows: lengths.reduce(0, +))
    case (.group(let members), .group(let fields)):
      guard members.count == fields.count else {
        return (path, "\(members.count) members, not \(fields.count)")
      }
      for (member, own) in zip(members, fields) {
        let path = "\(path).\(own.name)"
        if let problem = member.problem(as: own, path: path, rows: rows) { return problem }
      }
      return nil
    case (.bools, .bool), (.int32s, .int32), (.int64s, .int64), (.floats, .float),
      (.doubles, .double), (.strings, .string), (.binaries, .binary):
      return nil
    default: return (path, "of another type than the field's")
    }
  }
}
