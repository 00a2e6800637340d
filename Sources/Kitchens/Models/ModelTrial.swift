import Authoring
import Geometry

/// Tries a model at the bounds and the middle of its parameters, so that a file fails when it is read.
enum ModelTrial {
  /// How many draws are tried besides the bounds.
  private static let draws = 8

  static func run(_ template: ModelTemplate) throws(AuthoringError) {
    try run(template, template.parameters.map(\.range), nil)
    for category in template.categories {
      let ranges = template.parameters.map { parameter in
        category.parameters.first { $0.name == parameter.name }?.range ?? parameter.range
      }
      try run(template, ranges, category)
    }
  }

  private static func run(
    _ template: ModelTemplate, _ ranges: [ParameterRange], _ category: ObjectCategory?
  ) throws(AuthoringError) {
    let samples = ranges.map(\.samples)

    // all in the middle, all low, all high
    for sample in 0..<3 {
      try attempt(template, samples.map { $0[min(sample, $0.count - 1)] }, category)
    }
    // one away from the middle
    for (index, values) in samples.enumerated() {
      for value in values.dropFirst() {
        var all = samples.map { $0[0] }
        all[index] = value
        try attempt(template, all, category)
      }
    }
    // a few of the ways in which they meet
    for draw in 0..<draws {
      let stream = RandomStream(seed: 0).stream("trial", draw)
      let all = ranges.enumerated().map { $1.draw(stream.stream("parameter", $0)) }
      try attempt(template, all, category)
    }
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
