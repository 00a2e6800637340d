/// Reads expressions by descent: `or` binds weakest, then `and`, `not`, comparisons, sums, products, sign.
struct ExpressionParser {
  private typealias Term = Expression.Term

  private enum Token: Hashable {
    case number(Double)
    case name(String)
    case sign(String)

    var text: String {
      switch self {
      case .number(let value): "\(value)"
      case .name(let text), .sign(let text): text
      }
    }
  }

  /// How deep brackets may nest, and how long a text may be.
  private static let deepest = 40
  private static let longest = 1000

  private let tokens: [Token]
  private let names: [String]
  private let words: [String]
  private var position = 0
  private var depth = 0

  static func parse(_ text: String, names: [String], words: [String]) throws(ExpressionError)
    -> Expression.Term
  {
    guard text.utf8.count <= longest else { throw ExpressionError(reason: "is too long") }
    var parser = ExpressionParser(tokens: try tokenize(text), names: names, words: words)
    let term = try parser.disjunction()
    if let rest = parser.peek { throw ExpressionError(reason: "'\(rest.text)' is left over") }
    if case .constant(.word(let word)) = term {
      throw ExpressionError(reason: "'\(word)' is a word, which can only be compared")
    }
    return term
  }

  private init(tokens: [Token], names: [String], words: [String]) {
    self.tokens = tokens
    self.names = names
    self.words = words
  }

  // MARK: tokens

  private static func tokenize(_ text: String) throws(ExpressionError) -> [Token] {
    var tokens: [Token] = []
    let bytes = Array(text.utf8)
    var index = 0
    func piece(_ from: Int, _ to: Int) -> String {
      String(decoding: bytes[from..<to], as: UTF8.self)
    }
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        index += 1
      } else if isDigit(byte) || byte == 0x2E {
        // digits, a point, an exponent
        while index < bytes.count, isDigit(bytes[index]) || bytes[index] == 0x2E { index += 1 }
        if index < bytes.count, bytes[index] | 0x20 == 0x65 {
          index += 1
          if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
          while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        }
        guard let value = Double(piece(start, index)), value.isFinite else {
          throw ExpressionError(reason: "'\(piece(start, index))' is no number")
        }
        tokens.append(.number(value))
      } else if isLetter(byte) {
        while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) { index += 1 }
        tokens.append(.name(piece(start, index)))
      } else {
        index += 1
        if index < bytes.count, bytes[index] == 0x3D, [0x3C, 0x3E, 0x3D, 0x21].contains(byte) {
          index += 1
        }
        let sign = piece(start, index)
        guard ["+", "-", "*", "/", "(", ")", ",", "<", ">", "<=", ">=", "==", "!="].contains(sign)
        else { throw ExpressionError(reason: "'\(sign)' is not known") }
        tokens.append(.sign(sign))
      }
    }
    return tokens
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }

  private var peek: Token? { position < tokens.count ? tokens[position] : nil }

  /// Takes the next token when it is this sign or word.
  private mutating func take(_ text: String) -> Bool {
    guard let token = peek, token == .sign(text) || token == .name(text) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ text: String) throws(ExpressionError) {
    guard take(text) else {
      let found = peek.map { "'\($0.text)'" } ?? "the end"
      throw ExpressionError(
        reason: "'\(text)' was expected, not \(found) (quote expressions that have commas)")
    }
  }

  // MARK: grammar

  private mutating func disjunction() throws(ExpressionError) -> Expression.Term {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw ExpressionError(reason: "nests too deep") }
    var left = try conjunction()
    while take("or") { left = .binary(.or, left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(ExpressionError) -> Expression.Term {
    var left = try negation()
    while take("and") { left = .binary(.and, left, try negation()) }
    return left
  }

  private mutating func negation() throws(ExpressionError) -> Expression.Term {
    var isNegated = false
    while take("not") { isNegated.toggle() }
    let inner = try comparison()
    return isNegated ? .not(inner) : inner
  }

  private mutating func comparison() throws(ExpressionError) -> Expression.Term {
    let left = try sum()
    for sign in ["==", "!=", "<=", ">=", "<", ">"] where take(sign) {
      let right = try sum()
      guard let operation = Expression.Operation(rawValue: sign) else { break }
      return .binary(operation, left, right)
    }
    return left
  }

  private mutating func sum() throws(ExpressionError) -> Expression.Term {
    var left = try product()
    while true {
      if take("+") {
        left = .binary(.plus, left, try product())
      } else if take("-") {
        left = .binary(.minus, left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(ExpressionError) -> Expression.Term {
    var left = try signed()
    while true {
      if take("*") {
        left = .binary(.times, left, try signed())
      } else if take("/") {
        left = .binary(.over, left, try signed())
      } else {
        return left
      }
    }
  }

  private mutating func signed() throws(ExpressionError) -> Expression.Term {
    var isNegative = false
    while true {
      if take("-") {
        isNegative.toggle()
      } else if !take("+") {
        break
      }
    }
    let inner = try primary()
    return isNegative ? .negated(inner) : inner
  }

  private mutating func primary() throws(ExpressionError) -> Expression.Term {
    guard let token = peek else { throw ExpressionError(reason: "ends too early") }
    position += 1
    switch token {
    case .number(let value): return .constant(.number(value))
    case .sign("("):
      let inner = try disjunction()
      try expect(")")
      return inner
    case .sign(let sign): throw ExpressionError(reason: "'\(sign)' stands where a value should")
    case .name(let name): return try named(name)
    }
  }

  /// A function's call, a variable, `pi`, or a word.
  private mutating func named(_ name: String) throws(ExpressionError) -> Expression.Term {
    if take("(") {
      guard let function = Expression.Function(rawValue: name) else {
        let known = Expression.Function.allCases.map(\.rawValue).joined(separator: ", ")
        throw ExpressionError(reason: "'\(name)' is no function; known are \(known)")
      }
      var arguments = [try disjunction()]
      while take(",") { arguments.append(try disjunction()) }
      try expect(")")
      guard function.arity.contains(arguments.count) else {
        throw ExpressionError(reason: "\(name) takes another number of arguments")
      }
      return .call(function, arguments)
    }
    if let index = names.lastIndex(of: name) { return .variable(index) }
    if name == "pi" { return .constant(.number(.pi)) }
    if words.contains(name) { return .constant(.word(name)) }
    throw ExpressionError(
      reason: "'\(name)' is neither a parameter, nor derived above, nor a word of a choice")
  }
}
