import JSONText
import Testing

/// Compares responses with what the contract declares.
struct ContractCheck {
  let contract: JSON

  /// Expects a JSON response to fit the schema of its operation and status.
  func expect(_ reply: Reply, fits operation: String, _ path: String) throws {
    let declared = contract["paths"]?[path]?[operation]?["responses"]?[String(reply.status)]
    let schema = try #require(declared?["content"]?["application/json"]?["schema"], "\(path)")
    #expect(faults(reply.json, schema, at: "") == [], "\(operation) \(path)")
  }

  /// Where a value does not fit a schema; knows the keywords that the contract uses.
  private func faults(_ value: JSON, _ schema: JSON, at path: String) -> [String] {
    if let reference = schema["$ref"]?.text {
      let name = String(reference.split(separator: "/").last ?? "")
      guard let target = contract["components"]?["schemas"]?[name] else {
        return ["\(path): no schema \(name)"]
      }
      return faults(value, target, at: path)
    }
    if let choices = schema["anyOf"]?.elements {
      return choices.contains { faults(value, $0, at: path).isEmpty } ? [] : ["\(path): anyOf"]
    }
    if let type = schema["type"] {
      let types = type.elements?.compactMap(\.text) ?? [type.text ?? ""]
      guard types.contains(where: { has(value, type: $0) }) else {
        return ["\(path): \(value) is no \(types)"]
      }
    }
    if value == .null { return [] }
    if let words = schema["enum"]?.elements, !words.contains(value) { return ["\(path): enum"] }
    if let lowest = schema["minimum"]?.double, let number = value.double, number < lowest {
      return ["\(path): \(number) < \(lowest)"]
    }

    // what is inside
    var found: [String] = []
    for (index, element) in (value.elements ?? []).enumerated() {
      if let items = schema["items"] {
        found += faults(element, items, at: "\(path)[\(index)]")
      }
    }
    for (key, member) in value.members ?? [:] {
      if let inner = schema["properties"]?[key] ?? schema["additionalProperties"],
        inner.members != nil
      {
        found += faults(member, inner, at: "\(path).\(key)")
      } else if schema["properties"] != nil {
        found.append("\(path).\(key) is not documented")
      }
    }
    for key in schema["required"]?.elements ?? [] where value[key.text ?? ""] == nil {
      found.append("\(path).\(key) is missing")
    }
    return found
  }

  private func has(_ value: JSON, type: String) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .integer: type == "integer" || type == "number"
    case .number: type == "number"
    case .string: type == "string"
    case .array, .numbers: type == "array"
    case .object: type == "object"
    }
  }
}
