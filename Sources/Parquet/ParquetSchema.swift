/// The schema as a Parquet file tells it: a tree written parents first.
///
/// Source: Apache Parquet, `parquet.thrift` (SchemaElement) and `LogicalTypes.md` (three-level lists).
enum ParquetSchema {
  private enum Repetition {
    static let required = 0
    static let optional = 1
    static let repeated = 2
  }

  /// The number of elements, and their bytes one after the other.
  static func encode(_ fields: [ParquetField]) -> (count: Int, bytes: [UInt8]) {
    var root = ThriftWriter()
    root.text(4, "schema")
    root.int32(5, fields.count)
    let elements = [root.ended] + fields.flatMap(elements)
    return (elements.count, Array(elements.joined()))
  }

  private static func elements(_ field: ParquetField) -> [[UInt8]] {
    var own = ThriftWriter()
    let repetition = field.isOptional ? Repetition.optional : Repetition.required
    switch field.kind {
    case .list(let element):
      own.int32(3, repetition)
      own.text(4, field.name)
      own.int32(5, 1)
      own.int32(6, 3)
      own.structure(10) { $0.structure(3) { _ in } }
      // the level in between repeats
      var middle = ThriftWriter()
      middle.int32(3, Repetition.repeated)
      middle.text(4, "list")
      middle.int32(5, 1)
      return [own.ended, middle.ended] + elements(element)
    case .group(let members):
      own.int32(3, repetition)
      own.text(4, field.name)
      own.int32(5, members.count)
      return [own.ended] + members.flatMap(elements)
    default:
      // a leaf: all its places are one
      guard let place = ParquetPlace.of([field]).first else { return [] }
      own.int32(1, place.physical.rawValue)
      own.int32(3, repetition)
      own.text(4, field.name)
      if place.isText {
        own.int32(6, 0)
        own.structure(10) { $0.structure(1) { _ in } }
      }
      return [own.ended]
    }
  }
}
