import JSONText
import Testing

@Suite("Scenes") struct SceneTests {
  @Test("A drawn scene depends on seed, index and distribution alone")
  func drawn() async throws {
    try await withServer { server in
      let client = server.client
      let one = try await client.get("/v1/scenes/stack?seed=18446744073709551615&scene=3")
      #expect(one.status == 200, "\(one.text)")
      #expect(one.json["world"]?["objects"]?.elements?.count == 2)
      let same = try await client.get("/v1/scenes/stack?scene=3&seed=18446744073709551615")
      #expect(same.body == one.body)
      for other in ["seed=2&scene=3", "seed=1&scene=4", "seed=1&scene=3&distribution=D1"] {
        let reply = try await client.get("/v1/scenes/stack?\(other)")
        #expect(reply.status == 200 && reply.json["world"] != one.json["world"])
      }
    }
  }

  @Test(
    "Unusable parameters are named",
    arguments: [
      ("seed=-1", "seed"), ("seed=x", "seed"), ("scene=-1", "scene"), ("scene=99999999", "scene"),
      ("distribution=D9", "distribution"), ("count=1", "count"),
    ])
  func unusable(query: String, field: String) async throws {
    try await withServer { server in
      let reply = try await server.client.get("/v1/scenes/stack?\(query)")
      #expect(reply.status == 422 && reply.fields == [field])
      #expect(try await server.client.get("/v1/scenes/juggle").status == 404)
    }
  }
}
