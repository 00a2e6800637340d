import JSONText
import Testing

@Suite("Syntax errors of JSON") struct JSONSyntaxErrorTests {
  private func fault(
    _ bytes: [UInt8], maximumDepth: Int = 32, numbers: JSON.NumberReading = .exact
  ) -> JSONSyntaxError? {
    do throws(JSONSyntaxError) {
      _ = try JSON(parsing: bytes, numbers: numbers, maximumDepth: maximumDepth)
      return nil
    } catch { return error }
  }

  @Test(
    "They say where",
    arguments: [
      ("{\n  \"a\": nil\n}", "line 2, column 8: expected a value"),
      ("[1,", "line 1, column 4: ends where a value should be"),
      ("", "line 1, column 1: ends where a value should be"),
      ("{\"a\":1,\"a\":2}", "line 1, column 11: key \"a\" is given twice"),
      ("\n\n[1 2]", "line 3, column 4: expected ',' or ']'"),
      ("1 x", "line 1, column 3: expected the end of the text"),
      ("[1e999]", "line 1, column 7: the number is too large"),
    ])
  func position(text: String, wanted: String) {
    #expect(fault(Array(text.utf8))?.description == wanted)
  }

  @Test("Nesting too deep is a kind of its own", arguments: ["[", "{\"a\":"])
  func depth(opening: String) {
    let bytes = Array(String(repeating: opening, count: 1_000_000).utf8)
    #expect(fault(bytes, maximumDepth: 64, numbers: .doubles)?.kind == .tooDeep)
    #expect(fault(Array("[[[]]]".utf8), maximumDepth: 2) == nil)
    #expect(fault(Array("[[[]]]".utf8), maximumDepth: 1)?.kind == .tooDeep)
    #expect(fault(Array("[".utf8))?.kind == .malformed)
  }

  @Test("A zero byte ends nothing", arguments: ["\u{0}", "1\u{0}", "\"a\u{0}\"", "[1\u{0}]"])
  func zero(text: String) {
    #expect(fault(Array(text.utf8))?.kind == .malformed)
  }

  @Test("A byte order mark is no JSON")
  func mark() {
    #expect(fault([0xEF, 0xBB, 0xBF, 0x31])?.column == 1)
  }
}
