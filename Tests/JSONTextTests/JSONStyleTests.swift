import JSONText
import Testing

@Suite("Styles of JSON") struct JSONStyleTests {
  let value: JSON = ["b": [1, true], "a": .numbers([0.5, 2]), "d": [], "c": [:]]

  @Test("On one line, in order or sorted")
  func line() {
    #expect(value.formatted(.compact) == #"{"b":[1,true],"a":[0.5,2],"d":[],"c":{}}"#)
    #expect(value.formatted(.sorted) == #"{"a":[0.5,2],"b":[1,true],"c":{},"d":[]}"#)
    #expect(value.serialized == value.bytes(.sorted))
  }

  @Test("A line per member, flat arrays on one")
  func lines() {
    let text = """
      {
       "b": [
        1,
        true
       ],
       "a": [0.5,2],
       "d": [],
       "c": {}
      }

      """
    #expect(value.formatted(.lines) == text)
  }

  @Test("All styles read back the same", arguments: [JSON.Style.compact, .sorted, .lines])
  func roundTrip(style: JSON.Style) throws {
    let value: JSON = ["text": "\"\\\u{0}\u{1F}\r\n\t木", "list": [nil, ["x": [-1]]]]
    #expect(try JSON(parsing: value.bytes(style)) == value)
  }
}
