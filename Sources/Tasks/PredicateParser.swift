import Geometry

/// Why a text is no predicate.
public struct PredicateError: Error, Sendable, Hashable {
  public var reason: String
}

/// Reads predicates: `on(cubeA, cubeB) and not grasped(cubeA)`; `or` binds weakest, `not` strongest.
public struct PredicateParser {
  /// The names of all predicates.
  public static var names: [String] { PredicateCall.known }

  /// Whether a text speaks of an object, or of a part of it.
  static func mentions(_ name: String, in text: String) -> Bool {
    tokenize(text).contains { $0 == name || $0.hasPrefix(name + ".") }
  }

  private var tokens: [String]
  private var position = 0
  private let objects: [TaskDescription.Object]

  /// The predicate of a text over the objects of these names.
  ///
  /// - Throws: `PredicateError` with what is wrong.
  public static func parse(_ text: String, objects: [TaskDescription.Object]) throws(PredicateError)
    -> Predicate
  {
    var parser = PredicateParser(tokens: tokenize(text), objects: objects)
    let predicate = try parser.disjunction()
    if let rest = parser.peek { throw PredicateError(reason: "'\(rest)' is left over") }
    return predicate
  }

  private init(tokens: [String], objects: [TaskDescription.Object]) {
    self.tokens = tokens
    self.objects = objects
  }

  private static func tokenize(_ text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    for character in text {
      if character == "(" || character == ")" || character == "," || character.isWhitespace {
        if !word.isEmpty { tokens.append(word) }
        word = ""
        if !character.isWhitespace { tokens.append(String(character)) }
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { tokens.append(word) }
    return tokens
  }

  private var peek: String? { position < tokens.count ? tokens[position] : nil }

  private mutating func take() throws(PredicateError) -> String {
    guard let token = peek else { throw PredicateError(reason: "ends too early") }
    position += 1
    return token
  }

  private mutating func expect(_ token: String) throws(PredicateError) {
    let found = try take()
    guard found == token else {
      throw PredicateError(reason: "'\(token)' was expected, not '\(found)'")
    }
  }

  private mutating func disjunction() throws(PredicateError) -> Predicate {
    var left = try conjunction()
    while peek == "or" {
      position += 1
      left = .or(left, try conjunction())
    }
    return left
  }

  private mutating func conjunction() throws(PredicateError) -> Predicate {
    var left = try factor()
    while peek == "and" {
      position += 1
      left = .and(left, try factor())
    }
    return left
  }

  private mutating func factor() throws(PredicateError) -> Predicate {
    let word = try take()
    if word == "not" { return .not(try factor()) }
    if word == "(" {
      let inner = try disjunction()
      try expect(")")
      return inner
    }
    return try call(word)
  }

  /// A named predicate with its arguments.
  private mutating func call(_ name: String) throws(PredicateError) -> Predicate {
    try expect("(")
    var arguments: [String] = []
    while peek != ")" {
      arguments.append(try take())
      guard peek == "," else { break }
      position += 1
      guard peek != ")" else { throw PredicateError(reason: "\(name): an argument is missing") }
    }
    try expect(")")
    return try PredicateCall(name: name, arguments: arguments, objects: objects).predicate()
  }
}
