import Geometry
import Kitchens
import Testing

@Suite struct ExpressionTests {
  private let names = ["width", "wall", "handle"]
  private let values: [Expression.Value] = [.number(0.5), .number(0.02), .word("knob")]

  private func number(_ text: String) throws -> Double {
    try Expression(text, names: names, words: ["knob", "bar"]).number(values)
  }

  @Test(arguments: [
    ("1 + 2*3", 7.0), ("(1 + 2)*3", 9), ("8/4/2", 1), ("5 - 2 - 1", 2), ("-2*-3", 6),
    ("2 - -3", 5), ("1e-2", 0.01), (".5", 0.5), ("width - 2*wall", 0.46), ("width/2", 0.25),
    ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3), ("abs(-4)", 4), ("sqrt(9)", 3), ("floor(-1.5)", -2),
    ("round(2.5)", 3), ("mod(7, 3)", 1), ("mod(-1, 3)", 2), ("2*pi", 2 * Double.pi),
    ("if(1 < 2, 10, 20)", 10), ("if(2 < 1, 10, 20)", 20), ("1 <= 1", 1), ("1 > 1", 0),
    ("1 >= 2", 0), ("1 != 2", 1), ("handle == knob", 1), ("handle == bar", 0),
    ("handle != bar and not handle == bar", 1), ("0 or 0 and 1", 0), ("1 or 1 and 0", 1),
    ("not not 1", 1), ("if(0, 1/0, 3)", 3), ("0 and 1/0", 0), ("1 or 1/0", 1),
  ])
  func `has the value worked out by hand`(text: String, expected: Double) throws {
    #expect(try number(text) == expected)
  }

  @Test func `angles are those of Trigonometry`() throws {
    #expect(try number("sin(0.3)") == Trigonometry.sin(0.3))
    #expect(try number("cos(0.3)") == Trigonometry.cos(0.3))
    #expect(try number("tan(0.3)") == Trigonometry.sin(0.3) / Trigonometry.cos(0.3))
  }

  @Test(arguments: [
    ("", "ends too early"), ("1 +", "ends too early"), ("(1", "')' was expected"),
    ("1 2", "left over"), ("1 $ 2", "not known"), ("1..2", "is no number"),
    ("wdith", "neither a parameter"), ("handle == knbo", "neither a parameter"),
    ("power(2, 3)", "is no function"), ("sqrt(1, 2)", "number of arguments"),
    ("min(1)", "number of arguments"), ("knob", "can only be compared"), ("* 2", "stands where"),
    (String(repeating: "(", count: 60) + "1", "too deep"),
    (String(repeating: "1+", count: 600) + "1", "too long"),
  ])
  func `says what is wrong with a text`(text: String, reason: String) {
    let error = #expect(throws: ExpressionError.self) { try number(text) }
    #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("1/0", "divides by zero"), ("sqrt(-1)", "root of a negative"), ("handle + 1", "is a word"),
    ("handle == 1", "compares a word"), ("mod(1, 0)", "positive"), ("1e308*10", "not finite"),
  ])
  func `says why there is no value`(text: String, reason: String) throws {
    let expression = try Expression(text, names: names, words: ["knob", "bar"])
    let error = #expect(throws: ExpressionError.self) { try expression.number(values) }
    #expect(error?.reason.contains(reason) == true)
  }
}
