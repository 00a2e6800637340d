import Authoring
import Geometry
import Scenes

extension ModelTemplate {
  /// A concrete model: each parameter drawn from `stream.stream("parameter/NAME")`, unless overridden.
  ///
  /// A category's ranges stand in place of the model's; `overriding` wins over both.
  ///
  /// - Throws: `AuthoringError` for a parameter or category that does not exist, a value that cannot
  ///   stand, or values that make no sense together.
  public func instance(
    stream: RandomStream, overriding: [ModelParameter] = [], category: String? = nil
  ) throws(AuthoringError) -> ModelInstance {
    let category = try category.map { name throws(AuthoringError) in try self.known(name) }
    try check(overriding)

    var values: [Expression.Value] = []
    for parameter in parameters {
      let range = category?.parameters.first { $0.name == parameter.name }?.range
      let given = overriding.last { $0.name == parameter.name }?.value
      values.append(
        given ?? (range ?? parameter.range).draw(stream.stream("parameter/\(parameter.name)")))
    }
    return try instance(values: values, category: category)
  }

  /// An object of a category by its index, the same in every scene.
  ///
  /// - Throws: `AuthoringError` for an index beyond 0 to 999, and as `instance(stream:overriding:category:)`.
  public func instance(category name: String, index: Int) throws(AuthoringError) -> ModelInstance {
    let category = try known(name)
    guard ObjectCategory.instances.contains(index) else {
      throw AuthoringError(
        file: file, key: "categories.\(name)", reason: "has no instance \(index), only 0 to 999")
    }
    return try instance(stream: category.stream(index), category: name)
  }

  private func known(_ name: String) throws(AuthoringError) -> ObjectCategory {
    guard let category = category(name) else {
      throw AuthoringError(file: file, key: "categories", reason: "has no category \(name)")
    }
    return category
  }

  private func check(_ overriding: [ModelParameter]) throws(AuthoringError) {
    for given in overriding {
      let key = "parameters.\(given.name)"
      guard let parameter = parameter(given.name) else {
        throw AuthoringError(file: file, key: key, reason: "is no parameter of \(name)")
      }
      if let problem = parameter.range.problem(with: given.value) {
        throw AuthoringError(file: file, key: key, reason: "\(given.value.text) \(problem)")
      }
    }
  }

  /// The model with a value for each parameter, in their order.
  func instance(
    values given: [Expression.Value], category: ObjectCategory?
  ) throws(AuthoringError) -> ModelInstance {
    var values = given
    for item in derived { values.append(try item.expression.value(values)) }

    // the box
    var size = Vector3.zero
    for (axis, expression) in self.size.enumerated() {
      size[axis] = try expression.number(values)
      guard size[axis] > 0, size[axis] <= 2 * Self.largest else {
        throw expression.problem(
          "a size must be above 0 and at most \(2 * Self.largest) m, is \(size[axis])")
      }
    }

    // the root's mass may be the category's
    var made: [ModelPart] = []
    for (index, template) in parts.enumerated() {
      var template = template
      if index == 0, let category, category.mass != nil || category.density != nil {
        template.mass = category.mass
        template.density = category.density
      }
      made += try template.parts(values, earlier: made.map(\.name))
    }
    var rules: [StateRule] = []
    for state in states { rules += try state.rules(values, parts: made) }

    return ModelInstance(
      model: name, category: category?.name,
      parameters: zip(parameters, given).map { ModelParameter(name: $0.name, value: $1) },
      size: size, parts: made, states: rules)
  }
}
