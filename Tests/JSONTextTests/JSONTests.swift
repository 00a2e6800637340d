import JSONText
import Testing

@Suite("JSON") struct JSONTests {
  func parse(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

  @Test(
    "Whole 64-bit integers survive",
    arguments: [
      "0", "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551615",
    ])
  func integers(text: String) throws {
    #expect(String(decoding: try parse(text).serialized, as: UTF8.self) == text)
  }

  @Test("Escapes are resolved, and written again where needed")
  func strings() throws {
    let value = try parse(#""\u0041\n\ud83e\udd16\"\\\/""#)
    #expect(value == .string("A\n🤖\"\\/"))
    #expect(String(decoding: value.serialized, as: UTF8.self) == #""A\n🤖\"\\/""#)
    #expect(String(decoding: JSON("\u{1}").serialized, as: UTF8.self) == #""\u0001""#)
  }

  @Test("Keys are sorted, and what JSON cannot say is null")
  func writing() {
    let value: JSON = ["b": 1, "a": [JSON(Double.nan), JSON(Double.infinity), 0.5], "c": nil]
    #expect(
      String(decoding: value.serialized, as: UTF8.self)
        == #"{"a":[null,null,0.5],"b":1,"c":null}"#)
  }

  @Test(
    "What is no JSON is refused",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "1.", ".5", "+1", "1e", "nul",
      "\"\u{1}\"", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"open", "1 2",
      "{\"a\":1,\"a\":2}", "1e999", "NaN", "[1", "{\"a\":}", "'a'",
    ])
  func malformed(text: String) {
    #expect(throws: JSONSyntaxError.self) { try parse(text) }
  }

  @Test("Bytes that are no UTF-8 are refused")
  func encoding() {
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test("Nesting has a bottom")
  func depth() throws {
    let fine = String(repeating: "[", count: 30) + String(repeating: "]", count: 30)
    #expect(throws: Never.self) { try parse(fine) }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONSyntaxError.self) { try parse(deep) }
  }
}
