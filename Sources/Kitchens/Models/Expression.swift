import Geometry

/// A formula of a model file over its parameters: `width - 2*wall`, `handle == knob and panels > 1`.
///
/// Names are resolved to places in a list of values when the text is read, so that evaluating looks up
/// nothing. Truth is the number 1, falsehood 0. Sine and cosine are `Trigonometry`'s.
public struct Expression: Sendable, Hashable {
  public typealias Value = ModelParameter.Value

  indirect enum Term: Sendable, Hashable {
    case constant(Value)
    case variable(Int)
    case negated(Term)
    case not(Term)
    case binary(Operation, Term, Term)
    case call(Function, [Term])
  }

  enum Operation: String, Sendable, Hashable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case unequal = "!="
    case and, or
  }

  enum Function: String, Sendable, Hashable, CaseIterable {
    case min, max, abs, sqrt, sin, cos, tan, floor, round, mod, `if`

    /// How many arguments it takes.
    var arity: ClosedRange<Int> {
      switch self {
      case .min, .max: 2...8
      case .abs, .sqrt, .sin, .cos, .tan, .floor, .round: 1...1
      case .mod: 2...2
      case .if: 3...3
      }
    }
  }

  let root: Term

  /// The formula of a text; `names` are the variables in the order of the values that it is evaluated
  /// with, `words` those that a variable may be compared with.
  ///
  /// - Throws: `ExpressionError` with what is wrong.
  public init(_ text: String, names: [String] = [], words: [String] = []) throws(ExpressionError) {
    root = try ExpressionParser.parse(text, names: names, words: words)
  }

  /// The value where the variables have these values, in the order of the names it was read with.
  ///
  /// - Throws: `ExpressionError` when it divides by zero, mixes words with numbers, or is not finite.
  public func value(_ values: [Value] = []) throws(ExpressionError) -> Value {
    try Self.value(root, values)
  }

  /// The value as a number.
  ///
  /// - Throws: `ExpressionError` as `value(_:)` does, and when it is a word.
  public func number(_ values: [Value] = []) throws(ExpressionError) -> Double {
    try Self.number(root, values)
  }

  private static func number(_ term: Term, _ values: [Value]) throws(ExpressionError) -> Double {
    switch try value(term, values) {
    case .number(let number): return number
    case .word(let word): throw ExpressionError(reason: "'\(word)' is a word, not a number")
    }
  }

  private static func value(_ term: Term, _ values: [Value]) throws(ExpressionError) -> Value {
    let result: Double
    switch term {
    case .constant(let value): return value
    case .variable(let index): return values[index]
    case .negated(let inner): result = -(try number(inner, values))
    case .not(let inner): result = try number(inner, values) == 0 ? 1 : 0
    case .binary(let operation, let left, let right):
      result = try binary(operation, left, right, values)
    case .call(.if, let arguments):
      // only the branch that is taken is evaluated
      return try value(try number(arguments[0], values) != 0 ? arguments[1] : arguments[2], values)
    case .call(let function, let arguments):
      var numbers: [Double] = []
      for argument in arguments { numbers.append(try number(argument, values)) }
      result = try call(function, numbers)
    }
    guard result.isFinite else { throw ExpressionError(reason: "is not finite") }
    return .number(result)
  }

  private static func binary(
    _ operation: Operation, _ left: Term, _ right: Term, _ values: [Value]
  ) throws(ExpressionError) -> Double {
    // what takes words, or leaves its right side unread
    switch operation {
    case .and:
      guard try number(left, values) != 0 else { return 0 }
      return try number(right, values) != 0 ? 1 : 0
    case .or:
      guard try number(left, values) == 0 else { return 1 }
      return try number(right, values) != 0 ? 1 : 0
    case .equal, .unequal:
      let isEqual: Bool
      switch (try value(left, values), try value(right, values)) {
      case (.number(let a), .number(let b)): isEqual = a == b
      case (.word(let a), .word(let b)): isEqual = a == b
      default: throw ExpressionError(reason: "compares a word with a number")
      }
      return isEqual == (operation == .equal) ? 1 : 0
    default: break
    }

    let a = try number(left, values)
    let b = try number(right, values)
    switch operation {
    case .plus: return a + b
    case .minus: return a - b
    case .times: return a * b
    case .over:
      guard b != 0 else { throw ExpressionError(reason: "divides by zero") }
      return a / b
    case .less: return a < b ? 1 : 0
    case .lessOrEqual: return a <= b ? 1 : 0
    case .greater: return a > b ? 1 : 0
    default: return a >= b ? 1 : 0
    }
  }

  private static func call(_ function: Function, _ n: [Double]) throws(ExpressionError) -> Double {
    switch function {
    case .min: return n.dropFirst().reduce(n[0]) { Swift.min($0, $1) }
    case .max: return n.dropFirst().reduce(n[0]) { Swift.max($0, $1) }
    case .abs: return n[0].magnitude
    case .sqrt:
      guard n[0] >= 0 else { throw ExpressionError(reason: "is the root of a negative number") }
      return n[0].squareRoot()
    case .sin: return Trigonometry.sin(n[0])
    case .cos: return Trigonometry.cos(n[0])
    case .tan:
      let (s, c) = Trigonometry.sincos(n[0])
      return s / c
    case .floor: return n[0].rounded(.down)
    case .round: return n[0].rounded()
    case .mod:
      guard n[1] > 0 else { throw ExpressionError(reason: "mod needs a positive second number") }
      return n[0] - n[1] * (n[0] / n[1]).rounded(.down)
    case .if: return n[0] != 0 ? n[1] : n[2]
    }
  }
}
