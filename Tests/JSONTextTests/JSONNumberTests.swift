import JSONText
import Testing

@Suite("Numbers of JSON") struct JSONNumberTests {
  func parse(_ text: String, _ numbers: JSON.NumberReading) throws -> JSON {
    try JSON(parsing: text.utf8, numbers: numbers)
  }

  @Test("Read exactly, an integer is one only when it is written as one")
  func exact() throws {
    let value = try parse("[1,1.0,1e0,-0,18446744073709551615]", .exact)
    let wanted: [JSON] = [
      .integer(1), .number(1), .number(1), .integer(0), .integer(Int128(UInt64.max)),
    ]
    #expect(value == .array(wanted))
    let huge = try parse("1" + String(repeating: "0", count: 40), .exact)
    #expect(huge == .number(1e40))
  }

  @Test("Read as doubles, arrays of nothing but numbers are flat")
  func flat() throws {
    #expect(try parse("[1,-2.5,1e3]", .doubles) == .numbers([1, -2.5, 1000]))
    #expect(try parse("[]", .doubles) == .numbers([]))
    #expect(
      try parse("[1,null,2]", .doubles) == .array([.number(1), .null, .number(2)]))
    #expect(try parse("[[1],[]]", .doubles) == .array([.numbers([1]), .numbers([])]))
    #expect(try parse("{\"a\":7}", .doubles)["a"] == .number(7))
  }

  @Test("Read as doubles, what is beyond their range is infinite")
  func infinite() throws {
    #expect(try parse("[1e999,-1e999]", .doubles) == .numbers([.infinity, -.infinity]))
  }

  @Test(
    "Every double reads back bit for bit",
    arguments: [
      0, -0.0, 0.1, 1 / 3, -7, 1e15, 1e22, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      123_456_789_012_345,
    ])
  func roundTrip(number: Double) throws {
    let text = JSON.numbers([number]).formatted(.compact)
    let again = try parse(text, .doubles)
    guard case .numbers(let numbers) = again else {
      Issue.record("\(again)")
      return
    }
    #expect(numbers.map(\.bitPattern) == [number.bitPattern])
  }

  @Test("Flat arrays read like others")
  func access() {
    let value = JSON.numbers([1, 2])
    #expect(value.elements == [.number(1), .number(2)])
    #expect(value[1] == .number(2))
    #expect(value[2] == nil && value[-1] == nil)
    #expect(value.kind == JSON.array([]).kind)
  }
}
