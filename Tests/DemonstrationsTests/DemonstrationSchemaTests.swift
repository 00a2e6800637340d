import Demonstrations
import Foundation
import TestSupport
import Testing

/// The published schema and the code agree on every key.
@Suite struct DemonstrationSchemaTests {
  let schema: [String: Any]

  init() throws {
    let path = Repository.root.appendingPathComponent("Scenes/schema/demonstration.schema.json")
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
    schema = try #require(value as? [String: Any])
  }

  private func definition(_ name: String?) throws -> [String: Any] {
    guard let name else { return schema }
    let definitions = try #require(schema["$defs"] as? [String: Any])
    return try #require(definitions[name] as? [String: Any])
  }

  private func keys(_ object: [String: Any]) throws -> Set<String> {
    Set(try #require(object["properties"] as? [String: Any]).keys)
  }

  /// All that the encoder can write.
  private func written() throws -> [String: Any] {
    let data = try DemonstrationJSON.encode([SampleDemonstration.make()])
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func theEncoderWritesTheKeysOfTheSchemaAndNoOthers() throws {
    let file = try written()
    let demonstrations = try #require(file["demonstrations"] as? [[String: Any]])
    let one = try #require(demonstrations.first)
    let objects = try #require(one["objects"] as? [[String: Any]])
    let cube = try #require(objects.first)
    let geoms = try #require(cube["geoms"] as? [[String: Any]])
    #expect(Set(file.keys) == (try keys(definition(nil))))
    #expect(Set(one.keys) == (try keys(definition("demonstration"))))
    #expect(Set(cube.keys) == (try keys(definition("object"))))
    #expect(Set(try #require(geoms.first).keys) == (try keys(definition("geom"))))
  }

  @Test func aPoseHasTheLengthsOfTheSchema() throws {
    let forms = try #require(try definition("pose")["oneOf"] as? [[String: Any]])
    #expect(forms.compactMap { $0["minItems"] as? Int } == [7, 16, 4])
    #expect(forms.compactMap { $0["maxItems"] as? Int } == [7, 16, 4])
    let list = try #require(try written()["demonstrations"] as? [[String: Any]])
    for key in ["eef_pose", "target_pose"] {
      let poses = try #require(list[0][key] as? [[Double]])
      #expect(poses.allSatisfy { $0.count == 7 })
    }
    #expect((list[0]["robot_base_pose"] as? [Double])?.count == 7)
  }

  @Test func everyObjectIsClosed() throws {
    for name in [nil, "demonstration", "object", "geom"] as [String?] {
      #expect(try definition(name)["additionalProperties"] as? Bool == false)
    }
  }

  @Test func requiredKeysAreThoseWhoseAbsenceIsAnError() throws {
    let required = try #require(schema["required"] as? [String])
    for key in try keys(schema) {
      var file = try written()
      file[key] = nil
      let data = try JSONSerialization.data(withJSONObject: file)
      let error = #expect(throws: DemonstrationError.self) {
        try DemonstrationJSON.decode(data)
      }
      #expect(error?.kind == .missing)
      #expect(error?.field == key)
      #expect(required.contains(key))
    }

    // within a demonstration some may be left out
    let inner = try #require(try definition("demonstration")["required"] as? [String])
    for key in try keys(definition("demonstration")) {
      var file = try written()
      var list = try #require(file["demonstrations"] as? [[String: Any]])
      list[0][key] = nil
      file["demonstrations"] = list
      let data = try JSONSerialization.data(withJSONObject: file)
      let isTaken = (try? DemonstrationJSON.decode(data)) != nil
      #expect(isTaken == !inner.contains(key), "\(key)")
    }
  }
}
