import JSONText
import Testing

@Suite("Members of JSON objects") struct JSONObjectTests {
  @Test("The order of the text stays, and is no part of equality")
  func order() throws {
    let value = try JSON(parsing: Array(#"{"b":1,"a":{"d":2,"c":3}}"#.utf8))
    #expect(value.members?.keys == ["b", "a"])
    #expect(value == ["a": ["c": 3, "d": 2], "b": 1])
    #expect(value != ["a": ["c": 3, "d": 2], "b": 2])
    #expect(value != ["a": ["c": 3, "d": 2], "c": 1])
    #expect(value != ["b": 1])
  }

  @Test("Members are set in place, added at the end and removed")
  func editing() {
    var members: JSONObject = ["b": 1, "a": 2]
    members["b"] = 3
    members["c"] = 4
    members["a"] = nil
    members["none"] = nil
    #expect(members.keys == ["b", "c"] && members.values == [3, 4])
    #expect(members["a"] == nil && members["c"] == 4)
  }

  @Test("Of a repeated key the last value stays, and a dictionary is sorted")
  func making() {
    #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]) == ["a": 3, "b": 2])
    let dictionary: [String: JSON] = ["c": 1, "a": 2, "b": 3]
    #expect(JSONObject(dictionary).keys == ["a", "b", "c"])
  }
}
