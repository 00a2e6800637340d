import JSONText

/// A JSON Schema (2020-12) in an OpenAPI document.
struct Schema: Sendable {
  var json: JSON

  init(_ json: JSON) { self.json = json }

  static let string = Schema(["type": "string"])
  /// A string that is given: neither empty nor long.
  static let text = Schema(["type": "string", "minLength": 1, "maxLength": 256])
  static let boolean = Schema(["type": "boolean"])
  static let any = Schema([:])

  /// A string of a format, for instance `date-time`.
  static func string(format: String) -> Schema {
    Schema(["type": "string", "format": JSON(format)])
  }

  /// A string of a closed set.
  static func choice(_ words: [String]) -> Schema {
    Schema(["type": "string", "enum": .array(words.map { JSON($0) })])
  }

  /// An integer, within bounds when they are given.
  static func integer(_ lowest: Int? = nil, _ highest: UInt64? = nil) -> Schema {
    bounded("integer", lowest.map { JSON($0) }, highest.map { JSON($0) })
  }

  /// A number, within bounds when they are given.
  static func number(_ lowest: Double? = nil, _ highest: Double? = nil) -> Schema {
    bounded("number", lowest.map { JSON($0) }, highest.map { JSON($0) })
  }

  private static func bounded(_ type: String, _ lowest: JSON?, _ highest: JSON?) -> Schema {
    var members: JSONObject = ["type": JSON(type)]
    if let lowest { members["minimum"] = lowest }
    if let highest { members["maximum"] = highest }
    return Schema(.object(members))
  }

  /// An array of one kind.
  static func array(_ element: Schema, _ count: ClosedRange<Int>? = nil) -> Schema {
    var members: JSONObject = ["type": "array", "items": element.json]
    if let count {
      members["minItems"] = JSON(count.lowerBound)
      members["maxItems"] = JSON(count.upperBound)
    }
    return Schema(.object(members))
  }

  /// An object; a closed one has no other members.
  ///
  /// A name that ends in a question mark is optional.
  static func object(_ members: [String: Schema], isClosed: Bool = false) -> Schema {
    var properties: JSONObject = [:]
    var required: [String] = []
    for (name, schema) in members {
      let isOptional = name.hasSuffix("?")
      let key = isOptional ? String(name.dropLast()) : name
      // whoever says null says nothing
      properties[key] = isClosed && isOptional ? schema.orNull.json : schema.json
      if !isOptional { required.append(key) }
    }
    var json: JSONObject = [
      "type": "object", "properties": .object(properties),
      "required": .array(required.sorted().map { JSON($0) }),
    ]
    if isClosed { json["additionalProperties"] = false }
    return Schema(.object(json))
  }

  /// An object with any keys, and values of one kind.
  static func map(_ value: Schema) -> Schema {
    Schema(["type": "object", "additionalProperties": value.json])
  }

  /// The same, or null.
  var orNull: Schema {
    var json = self.json.members ?? [:]
    let null: JSON = ["type": "null"]
    if json["anyOf"]?.elements?.contains(null) == true { return self }
    guard let type = json["type"] else { return Schema(["anyOf": [self.json, null]]) }
    if type.elements != nil { return self }
    json["type"] = [type, "null"]
    if let words = json["enum"]?.elements { json["enum"] = .array(words + [.null]) }
    return Schema(.object(json))
  }

  /// A schema kept under `components`.
  static func named(_ name: String) -> Schema {
    Schema(["$ref": JSON("#/components/schemas/\(name)")])
  }

  /// The same with words for a person.
  func described(_ text: String) -> Schema {
    var json = self.json.members ?? [:]
    json["description"] = JSON(text)
    return Schema(.object(json))
  }
}
