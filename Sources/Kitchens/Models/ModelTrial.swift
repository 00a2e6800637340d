import Authoring
import Geometry

/// Tries a model at the bounds and the middle of its parameters, so that a file fails when it is read.
enum ModelTrial {
  /// How many draws are tried besides the bounds.
  private static let draws = 8

  static func run(_ template: ModelTemplate) throws(AuthoringError) {
    let own = try run(template, template.parameters.map(\.range), nil, but: [])
    for category in template.categories {
      let ranges = template.parameters.map { parameter in
        category.parameters.first { $0.name == parameter.name }?.range ?? parameter.range
      }
      // but for its ranges and its mass a category is the model itself
      let isAsHeavy = category.mass == nil && category.density == nil
      _ = try run(template, ranges, category, but: isAsHeavy ? own : [])
    }
  }

  /// Tries what was not `tried` yet; what is tried afterwards.
  private static func run(
    _ template: ModelTemplate, _ ranges: [ParameterRange], _ category: ObjectCategory?,
    but tried: Set<[Expression.Value]>
  ) throws(AuthoringError) -> Set<[Expression.Value]> {
    var tried = tried
    for values in points(ranges) where tried.insert(values).inserted {
      try attempt(template, values, category)
    }
    return tried
  }

  /// The points of some ranges that are tried.
  private static func points(_ ranges: [ParameterRange]) -> [[Expression.Value]] {
    let samples = ranges.map(\.samples)

    // all in the middle, all low, all high
    var points = (0..<3).map { sample in samples.map { $0[min(sample, $0.count - 1)] } }
    // one away from the middle
    for (index, values) in samples.enumerated() {
      for value in values.dropFirst() {
        var all = samples.map { $0[0] }
        all[index] = value
        points.append(all)
      }
    }
    // a few of the ways in which they meet
    for draw in 0..<draws {
      let stream = RandomStream(seed: 0).stream("trial", draw)
      points.append(ranges.enumerated().map { $1.draw(stream.stream("parameter", $0)) })
    }
    return points
  }

  /// One try; a complaint gains the values at which it came up.
  private static func attempt(
    _ template: ModelTemplate, _ values: [Expression.Value], _ category: ObjectCategory?
  ) throws(AuthoringError) {
    do { _ = try template.instance(values: values, category: category) } catch {
      var error = error
      let given = zip(template.parameters, values).map { "\($0.name) \($1.text)" }
      let place = category.map { "\($0.name): " } ?? ""
      if !given.isEmpty { error.reason += " (at \(place)\(given.joined(separator: ", ")))" }
      throw error
    }
  }
}
