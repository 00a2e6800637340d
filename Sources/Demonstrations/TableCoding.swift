import Geometry
import JSONText

/// A table top as JSON: `center` of the top face and `size` along x and y, metres.
enum TableCoding {
  /// The table of an object with `center` and `size`.
  static func table(_ node: JSONNode) throws(DemonstrationError) -> TableTop {
    let record = try node.record(keys: ["center", "size"])
    let center = try record.required("center").numbers(3...3)
    let size = try record.required("size").numbers(2...2)
    return TableTop(center: Vector3(center), size: SIMD2(size))
  }

  /// The object of a table.
  static func value(_ table: TableTop) -> JSON {
    [
      "center": .numbers([table.center.x, table.center.y, table.center.z]),
      "size": .numbers([table.size.x, table.size.y]),
    ]
  }
}
