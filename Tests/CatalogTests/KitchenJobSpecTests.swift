import Catalog
import Episodes
import Testing

/// A job's kitchens are kept as they were asked for.
@Suite struct KitchenJobSpecTests {
  private func spec(_ kitchen: String) throws -> JobSpec {
    try CanonicalJSON.decode(
      JobSpec.self,
      """
      {"task": "t", "demonstrations": ["d"], "motions": {"count": 1},
       "scenes": {"count": 3, "kitchen": \(kitchen)}}
      """)
  }

  @Test func areKept() throws {
    let one = try spec(#"{"layouts": ["galley"], "distractors": [1, 2], "pin": {"lights": 4}}"#)
    #expect(one.scenes.kitchen?.layouts == ["galley"] && one.scenes.kitchen?.pin?.lights == 4)
    #expect(try CanonicalJSON.decode(JobSpec.self, try CanonicalJSON.text(one)) == one)
    #expect(try spec("null").scenes.kitchen == nil)
    #expect(try spec("{}").scenes.kitchen == KitchenOptions())
  }

  @Test(arguments: [#"{"colour": 1}"#, #"{"pin": {"x": 1}}"#, #"{"split": "dev"}"#, "[]", "3"])
  func areReadStrictly(kitchen: String) {
    #expect(throws: (any Error).self) { try spec(kitchen) }
  }
}
