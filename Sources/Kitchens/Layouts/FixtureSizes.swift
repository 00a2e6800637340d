import Authoring
import Geometry

/// Between which sizes the fixtures of a plan are drawn, by model.
public struct FixtureSizes: Sendable, Hashable {
  /// Width, depth and height, metres.
  public struct Range: Sendable, Hashable {
    public var width: ClosedRange<Double>
    public var depth: ClosedRange<Double>
    public var height: ClosedRange<Double>
  }

  /// The models that can stand on a counter.
  public static let appliances = [
    "microwave", "coffee_machine", "toaster", "toaster_oven", "kettle", "blender", "stand_mixer",
    "dish_rack",
  ]
  /// The models that stand in a row and have a size of their own.
  public static let others = [
    "sink", "stove", "cooktop", "oven", "fridge", "dishwasher", "hood", "pantry", "stool", "table",
  ]

  /// Widths of single cabinets and drawer stacks.
  public var singleWidths: [Double]
  /// Widths of cabinets with two doors.
  public var doubleWidths: [Double]
  /// By model, in the file's order.
  public var ranges: [(model: String, range: Range)]

  /// The range of a model that `read` has made sure of.
  public func range(_ model: String) -> Range {
    guard let found = ranges.first(where: { $0.model == model }) else {
      preconditionFailure("no size of \(model)")
    }
    return found.range
  }

  /// A size drawn for a model.
  func draw(_ model: String, _ stream: inout RandomStream) -> Vector3 {
    let range = range(model)
    func pick(_ range: ClosedRange<Double>) -> Double {
      // whole centimetres, as kitchens are made
      (stream.uniform(range.lowerBound, range.upperBound) * 100).rounded() / 100
    }
    return Vector3(pick(range.width), pick(range.depth), pick(range.height))
  }

  /// Reads a file.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason; a model that is missing is one.
  public static func read(_ path: String) throws(AuthoringError) -> FixtureSizes {
    let fields = try AuthoredNode.read(path).0.fields(["single_widths", "double_widths", "models"])
    let node = try fields.required("models")
    var ranges: [(model: String, range: Range)] = []
    for (model, value) in try node.values(appliances + others) {
      let size = try value.fields(["width", "depth", "height"])
      ranges.append(
        (
          model,
          Range(
            width: try size.required("width").range(in: 0.05...3),
            depth: try size.required("depth").range(in: 0.05...2),
            height: try size.required("height").range(in: 0.005...3))
        ))
    }
    for model in appliances + others where !ranges.contains(where: { $0.model == model }) {
      throw node.error("lacks the model \(model)")
    }
    return FixtureSizes(
      singleWidths: try widths(fields.required("single_widths")),
      doubleWidths: try widths(fields.required("double_widths")), ranges: ranges)
  }

  private static func widths(_ node: AuthoredNode) throws(AuthoringError) -> [Double] {
    var widths: [Double] = []
    for item in try node.items() { widths.append(try item.double(in: 0.2...1.5)) }
    guard !widths.isEmpty else { throw node.error("is empty") }
    return widths
  }

  public static func == (a: FixtureSizes, b: FixtureSizes) -> Bool {
    a.singleWidths == b.singleWidths && a.doubleWidths == b.doubleWidths
      && a.ranges.map(\.model) == b.ranges.map(\.model)
      && a.ranges.map(\.range) == b.ranges.map(\.range)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(singleWidths)
    hasher.combine(ranges.map(\.range))
  }
}
