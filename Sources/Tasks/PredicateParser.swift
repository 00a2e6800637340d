import Geometry

/// Why a text is no predicate.
public struct PredicateError: Error, Sendable, Hashable {
  public var reason: String
}

/// Reads predicates: `on(cubeA, cubeB) and not grasped(cubeA)`; `or` binds weakest, `not` strongest.
public struct PredicateParser {
  private var tokens: [String]
  private var position = 0
  private let objects: [String]

  /// The predicate of a text over the objects of these names.
  ///
  /// - Throws: `PredicateError` with what is wrong.
  public static func parse(_ text: String, objects: [String]) throws(PredicateError) -> Predicate {
    var parser = PredicateParser(tokens: tokenize(text), objects: objects)
    let predicate = try parser.disjunction()
    if let rest = parser.peek { throw PredicateError(reason: "'\(rest)' is left over") }
    return predicate
  }

  private init(tokens: [String], objects: [String]) {
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
    }
    try expect(")")
    return try Self.named(name, arguments, objects: objects)
  }

  private static func named(_ name: String, _ arguments: [String], objects: [String])
    throws(PredicateError) -> Predicate
  {
    func object(_ index: Int) throws(PredicateError) -> Int {
      guard index < arguments.count, let found = objects.firstIndex(of: arguments[index]) else {
        throw PredicateError(
          reason: "\(name): argument \(index + 1) must be one of \(objects.joined(separator: ", "))"
        )
      }
      return found
    }
    func number(_ index: Int, default value: Double) throws(PredicateError) -> Double {
      if index >= arguments.count { return value }
      guard let found = Double(arguments[index]), found.isFinite else {
        throw PredicateError(reason: "\(name): argument \(index + 1) must be a number")
      }
      return found
    }
    func atMost(_ count: Int) throws(PredicateError) {
      guard arguments.count <= count else {
        throw PredicateError(reason: "\(name) takes at most \(count) arguments")
      }
    }
    switch name {
    case "on":
      try atMost(2)
      return .on(try object(0), try object(1))
    case "touching":
      try atMost(2)
      return .touching(try object(0), try object(1))
    case "lifted":
      try atMost(2)
      return .lifted(try object(0), try number(1, default: 0.04))
    case "grasped":
      try atMost(1)
      return .grasped(try object(0))
    case "released":
      try atMost(1)
      return .released(try object(0))
    case "at_rest":
      try atMost(2)
      return .atRest(try object(0), try number(1, default: 0.05))
    case "upright":
      try atMost(2)
      return .upright(try object(0), try number(1, default: 0.1))
    default:
      throw PredicateError(
        reason: "'\(name)' is no known predicate; known are on, touching, lifted, grasped, "
          + "released, at_rest, upright")
    }
  }
}
