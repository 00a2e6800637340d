/// The end of a schema's branch: a column as it is in the file, with the levels that values of it take.
struct ParquetPlace {
  /// Parquet's physical types.
  enum Physical: Int {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case float = 4
    case double = 5
    case byteArray = 6

    /// Bytes per value as they are held here; 0 where they differ in length.
    var size: Int {
      switch self {
      case .boolean: 1
      case .int32, .float: 4
      case .int64, .double: 8
      case .byteArray: 0
      }
    }
  }

  var path: [String]
  var physical: Physical
  var isText: Bool
  var usesDictionary: Bool
  /// The largest repetition level: how many lists it is in.
  var repetition = 0
  /// The largest definition level: how many of list and optional it is in.
  var definition = 0

  /// The columns of a schema, in its order.
  static func of(_ fields: [ParquetField]) -> [ParquetPlace] {
    fields.flatMap { places($0, path: [], repetition: 0, definition: 0) }
  }

  private static func places(
    _ field: ParquetField, path: [String], repetition: Int, definition: Int
  ) -> [ParquetPlace] {
    let path = path + [field.name]
    let definition = definition + (field.isOptional ? 1 : 0)
    func leaf(_ physical: Physical, isText: Bool = false) -> [ParquetPlace] {
      [
        ParquetPlace(
          path: path, physical: physical, isText: isText, usesDictionary: field.usesDictionary,
          repetition: repetition, definition: definition)
      ]
    }
    switch field.kind {
    case .bool: return leaf(.boolean)
    case .int32: return leaf(.int32)
    case .int64: return leaf(.int64)
    case .float: return leaf(.float)
    case .double: return leaf(.double)
    case .string: return leaf(.byteArray, isText: true)
    case .binary: return leaf(.byteArray)
    case .list(let element):
      return places(
        element, path: path + ["list"], repetition: repetition + 1, definition: definition + 1)
    case .group(let members):
      return members.flatMap {
        places($0, path: path, repetition: repetition, definition: definition)
      }
    }
  }
}
