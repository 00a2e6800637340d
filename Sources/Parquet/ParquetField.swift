/// A column of a Parquet file, or a part of one: its name and what its values are.
///
/// ```swift
/// let action = ParquetField("action", .list(ParquetField("element", .float)))
/// let image = ParquetField("image", .group([.init("bytes", .binary), .init("path", .string)]))
/// ```
public struct ParquetField: Sendable, Hashable {
  /// What values are: numbers and texts, lists of one kind of them, or several side by side.
  public indirect enum Kind: Sendable, Hashable {
    case bool, int32, int64, float, double, string, binary
    /// Any number of values a row; the field within is their element, by custom named `element`.
    case list(ParquetField)
    /// A struct of named fields.
    case group([ParquetField])
  }

  public var name: String
  public var kind: Kind
  /// Whether values may be missing (null).
  public var isOptional: Bool
  /// Whether equal values are written once, wherever that is shorter; it costs a look-up per value.
  public var usesDictionary: Bool

  /// A field; optional unless said otherwise, as Arrow's writers have it.
  public init(
    _ name: String, _ kind: Kind, isOptional: Bool = true, usesDictionary: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
    self.usesDictionary = usesDictionary
  }

  /// The first fault in words, with the path of the field that has it, or nil.
  static func problem(_ fields: [ParquetField], under path: String = "") -> (String, String)? {
    let place = path.isEmpty ? "schema" : path
    if fields.isEmpty { return (place, "has no fields") }
    if let twice = Set(fields.map(\.name)).count == fields.count ? nil : place {
      return (twice, "has two fields of one name")
    }
    for field in fields {
      let own = path.isEmpty ? field.name : "\(path).\(field.name)"
      if field.name.isEmpty { return (place, "has a field without a name") }
      switch field.kind {
      case .list(let element):
        if let problem = problem([element], under: own) { return problem }
      case .group(let members):
        if let problem = problem(members, under: own) { return problem }
      default: break
      }
    }
    return nil
  }
}
