import Geometry

/// What a model's parameter may be, and how it is drawn.
public enum ParameterRange: Sendable, Hashable {
  /// One value, which a layout or a category may still override.
  case constant(ModelParameter.Value)
  /// Any number of a range, each as likely.
  case uniform(ClosedRange<Double>)
  /// Any whole number of a range, each as likely.
  case integer(ClosedRange<Int>)
  /// One of a list, each as likely.
  case choice([ModelParameter.Value])

  /// A value drawn from a stream.
  public func draw(_ stream: RandomStream) -> ModelParameter.Value {
    var stream = stream
    switch self {
    case .constant(let value): return value
    case .uniform(let range):
      return .number(stream.uniform(range.lowerBound, range.upperBound))
    case .integer(let range): return .number(Double(stream.integer(in: range)))
    case .choice(let values): return values[stream.integer(in: 0...values.count - 1)]
    }
  }

  /// The bounds and the middle, or all of a list: what a file is tried at.
  public var samples: [ModelParameter.Value] {
    switch self {
    case .constant(let value): return [value]
    case .uniform(let range):
      let middle = (range.lowerBound + range.upperBound) / 2
      return [.number(middle), .number(range.lowerBound), .number(range.upperBound)]
    case .integer(let range):
      let middle = (range.lowerBound + range.upperBound) / 2
      return [middle, range.lowerBound, range.upperBound].map { .number(Double($0)) }
    case .choice(let values): return values
    }
  }

  /// Why a value cannot stand for the parameter; nil when it can.
  ///
  /// Numbers may leave a uniform range, since a layout knows its own measures; words may not leave a list.
  public func problem(with value: ModelParameter.Value) -> String? {
    switch (self, value) {
    case (_, .number(let number)) where !number.isFinite: return "is not finite"
    case (.constant(.number), .number), (.constant(.word), .word), (.uniform, .number): return nil
    case (.integer, .number(let number)):
      return number == number.rounded() ? nil : "must be a whole number"
    case (.choice(let values), _) where values.contains(value): return nil
    case (.choice(let values), _):
      return "must be one of \(values.map(\.text).joined(separator: ", "))"
    case (_, .word): return "must be a number"
    case (.constant, .number): return "must be a word"
    }
  }

  /// The words that it may be.
  var words: [String] {
    switch self {
    case .constant(.word(let word)): [word]
    case .choice(let values):
      values.compactMap { if case .word(let word) = $0 { word } else { nil } }
    default: []
    }
  }
}

extension ModelParameter.Value {
  /// The value as people write it.
  public var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .word(let word): word
    }
  }
}
