import Authoring
import Testing

/// Strict reading of what people write: every complaint says where.
@Suite struct AuthoredNodeTests {
  private let text = """
    # a comment shifts the lines
    name: cup
    mass: 0.25
    count: 3
    fixed: true
    size: [1, 2.5, -3]
    parts:
      - {kind: lid, mass: 0.1}
      - {kind: body, mass: 0.2}
    """

  private func root() throws -> AuthoredNode { try AuthoredNode.parse(text, file: "cup.yaml") }

  /// The error of a block that must fail.
  private func failure(_ body: () throws -> Void) throws -> AuthoringError {
    try #require(throws: AuthoringError.self) { try body() }
  }

  private let keys = ["name", "mass", "count", "fixed", "size", "parts"]

  @Test func `every type reads back`() throws {
    let fields = try root().fields(keys)
    #expect(try fields.required("name").string() == "cup")
    #expect(try fields.required("mass").double() == 0.25)
    #expect(try fields.required("count").int(in: 0...5) == 3)
    #expect(try fields.required("count").double() == 3)
    #expect(try fields.required("fixed").bool())
    #expect(try fields.required("size").doubles(3) == [1, 2.5, -3])
    let parts = try fields.required("parts").items()
    #expect(
      try parts.map { try $0.fields(["kind", "mass"]).required("kind").string() } == [
        "lid", "body",
      ])
    #expect(fields["colour"] == nil)
    #expect(try root().entries().map(\.name) == keys)
  }

  @Test func `an unknown key is an error with file, line and key`() throws {
    let error = try failure { _ = try root().fields(keys.filter { $0 != "count" }) }
    #expect(error.file == "cup.yaml")
    #expect(error.line == 4)
    #expect(error.key == "count")
    #expect(error.description.hasPrefix("cup.yaml:4: count: "))
    #expect(error.description.contains("name, mass"))

    // deep inside, with the path to it
    let inner = try failure {
      for part in try root().fields(keys).required("parts").items() {
        _ = try part.fields(["kind"])
      }
    }
    #expect(inner.line == 8)
    #expect(inner.key == "parts[0].mass")
  }

  @Test func `a missing key is named`() throws {
    let error = try failure { _ = try root().fields(keys + ["colour"]).required("colour") }
    #expect(error.reason.contains("colour"))
    let inner = try failure {
      let part = try root().fields(keys).required("parts").items()[1]
      _ = try part.fields(["kind", "mass", "shape"]).required("shape")
    }
    #expect(inner.key == "parts[1]")
    #expect(inner.line == 9)
    #expect(inner.reason.contains("shape"))
  }

  @Test func `a key that appears twice is an error with its line`() throws {
    let error = try failure {
      _ = try AuthoredNode.parse("b: 2\na: 1\nc: 0\na: 3\n", file: "f.yaml").fields(["a", "b"])
    }
    // the line of its first appearance
    #expect(error.description == "f.yaml:2: a: appears twice")
  }

  @Test(arguments: ["name", "size", "parts", "fixed"])
  func `what is no number is refused`(key: String) throws {
    let error = try failure { _ = try root().fields(keys).required(key).double() }
    #expect(error.key == key)
    #expect(error.reason == "must be a number")
    #expect(throws: AuthoringError.self) {
      try root().fields(keys).required(key).int(in: -10...10)
    }
  }

  @Test(arguments: [".nan", ".inf", "-.inf", "1e999", "0x", "1,5", "\"\""])
  func `a number must be finite and whole as text`(value: String) throws {
    let node = try AuthoredNode.parse("v: \(value)", file: "f").fields(["v"]).required("v")
    #expect(throws: AuthoringError.self) { try node.double() }
  }

  @Test func `ranges are closed and told`() throws {
    func node(_ value: String) throws -> AuthoredNode {
      try AuthoredNode.parse("v: \(value)", file: "f").fields(["v"]).required("v")
    }
    #expect(try node("2").double(in: 1...2) == 2)
    #expect(try node("1").int(in: 1...2) == 1)
    let error = try failure { _ = try node("2.5").double(in: 1...2) }
    #expect(error.reason == "must be between 1.0 and 2.0, is 2.5")
    #expect(throws: AuthoringError.self) { try node("3").int(in: 1...2) }
    #expect(throws: AuthoringError.self) { try node("1.5").int(in: 1...2) }
  }

  @Test func `other types are refused, too`() throws {
    let fields = try root().fields(keys)
    #expect(throws: AuthoringError.self) { try fields.required("size").string() }
    #expect(throws: AuthoringError.self) { try fields.required("name").items() }
    #expect(throws: AuthoringError.self) { try fields.required("name").fields([]) }
    #expect(throws: AuthoringError.self) { try fields.required("size").entries() }
    #expect(throws: AuthoringError.self) { try fields.required("name").bool() }
    #expect(throws: AuthoringError.self) { try fields.required("mass").bool() }
    let short = try failure { _ = try fields.required("size").doubles(2) }
    #expect(short.reason == "must be a list of 2 numbers")
    let mixed = try AuthoredNode.parse("v: [1, two]", file: "f").fields(["v"]).required("v")
    let item = try failure { _ = try mixed.doubles(2) }
    #expect(item.key == "v[1]")
  }

  @Test func `text that is no YAML is told with its line`() throws {
    let error = try failure { _ = try AuthoredNode.parse("a: 1\nb: [1, 2\nc: 3\n", file: "f.yaml") }
    #expect(error.file == "f.yaml")
    #expect((2...4).contains(error.line))
    #expect(throws: AuthoringError.self) { try AuthoredNode.parse("", file: "f") }
    #expect(throws: AuthoringError.self) { try AuthoredNode.parse("# only words\n", file: "f") }
  }
}
