import JSONText
import Testing

@Suite("Sessions for policies", .serialized) struct SessionTests {
  private func open(_ client: Client, scene: Int = 0) async throws -> (id: String, moment: JSON) {
    let reply = try await client.post(
      "/v1/sessions", ["task": "stack", "distribution": "D0", "seed": 3, "scene": JSON(scene)])
    #expect(reply.status == 201, "\(reply.text)")
    return (
      try #require(reply.json["session"]?["id"]?.text), try #require(reply.json["moment"])
    )
  }

  private func act(_ x: Double, times: Int) -> JSON {
    ["actions": .array(Array(repeating: .numbers([x, 0, 0, 0, 0, 0, -1]), count: times))]
  }

  @Test("A scene is drawn, acted in, and drawn again the same")
  func steps() async throws {
    try await withServer { server in
      let client = server.client
      let (id, first) = try await open(client)
      #expect(first["steps"]?.int == 0 && first["success"]?.flag == false)
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)

      let reply = try await client.post("/v1/sessions/\(id):step", act(0.5, times: 3))
      try check.expect(reply, fits: "post", "/v1/sessions/{id}:step")
      let moments = try #require(reply.json["moments"]?.elements)
      #expect(moments.compactMap { $0["steps"]?.int } == [1, 2, 3])
      #expect(moments.compactMap { $0["clipped"]?.flag } == [false, false, false])

      // the hand went ahead, nothing else did
      func x(_ key: String, _ moment: JSON) -> Double? {
        moment["observation"]?[key]?[0]?.double
      }
      let before = try #require(x("robot0_eef_pos", first))
      let after = try #require(x("robot0_eef_pos", moments[2]))
      #expect(after - before > 0.01)
      #expect(x("cubeB_pos", first) == x("cubeB_pos", moments[2]))

      // the same scene is the same start and the same way, another is another
      let again = try await client.post("/v1/sessions/\(id):reset", [:])
      #expect(again.json == first)
      let replay = try await client.post("/v1/sessions/\(id):step", act(0.5, times: 3))
      #expect(replay.json == reply.json)
      let other = try await client.post("/v1/sessions/\(id):reset", ["scene": 1])
      #expect(x("cubeA_pos", other.json) != x("cubeA_pos", first))

      let list = try await client.get("/v1/sessions").json["sessions"]?.elements ?? []
      #expect(list.count == 1 && list[0]["scene"]?.int == 1 && list[0]["motion"]?.int == 0)

      // more than there is comes to what there is, and is told
      let beyond = try await client.post("/v1/sessions/\(id):step", act(1.03, times: 1))
      #expect(beyond.json["moments"]?[0]?["clipped"]?.flag == true, "\(beyond.text)")
      #expect(try await client.send("DELETE", "/v1/sessions/\(id)").status == 204)
      #expect(try await client.send("DELETE", "/v1/sessions/\(id)").status == 404)
      #expect(try await client.post("/v1/sessions/\(id):step", act(0, times: 1)).status == 404)
    }
  }

  @Test("Observations begin where the episodes of a job in the same scene begin")
  func agrees() async throws {
    try await withServer { server in
      let client = server.client
      let ids = client.ids(try await client.upload(try Samples.stack()))
      let job = try await client.post(
        "/v1/jobs",
        [
          "task": "stack", "demonstrations": .array(ids.map { JSON($0) }), "seed": 3,
          "scenes": ["count": 2], "motions": ["count": 2],
        ])
      let id = try #require(job.json["id"]?.text)
      _ = try await client.finished(job: id)
      let episodes = try await client.get("/v1/episodes?job=\(id)").json["episodes"]?.elements ?? []
      let episode = try #require(episodes.first)
      let states = try await client.get(
        "/v1/episodes/\(episode["id"]?.text ?? "")/states"
      ).json
      let reply = try await client.post(
        "/v1/sessions",
        [
          "task": "stack", "seed": 3, "scene": episode["scene"] ?? 0,
          "motion": episode["motion"] ?? 0, "demonstration": JSON(ids[0]),
        ])
      let cube = reply.json["moment"]?["observation"]?["cubeA_pos"]?.elements ?? []
      let body = try #require(
        states["bodies"]?.elements?.firstIndex { $0.text == "cubeA" })
      let row = states["states"]?[0]?.elements ?? []
      #expect(cube.count == 3)
      #expect(cube.map(\.double) == row[(body * 13)..<(body * 13 + 3)].map(\.double))

      // the arm too, and another motion's starts elsewhere
      let hand = reply.json["moment"]?["observation"]?["robot0_eef_pos"]
      #expect(hand?.elements?.map(\.double) == row[0..<3].map(\.double))
      let session = reply.json["session"]?["id"]?.text ?? ""
      let other = try await client.post(
        "/v1/sessions/\(session):reset", ["motion": JSON((episode["motion"]?.int ?? 0) + 1)])
      #expect(other.json["observation"]?["cubeA_pos"]?.elements == cube)
      #expect(other.json["observation"]?["robot0_eef_pos"] != hand)
    }
  }

  @Test("What cannot be used is named")
  func faults() async throws {
    try await withServer { server in
      let client = server.client
      for (body, field) in [
        (["task": "nope"], "task"), ([:], "task"),
        (["task": "lift", "distribution": "D9"], "distribution"),
        (["task": "lift", "seed": -1], "seed"), (["task": "lift", "scene": 1.5], "scene"),
        (["task": "lift", "motion": -1], "motion"),
        (["task": "lift", "demonstration": "demo_0"], "demonstration"),
        (["task": "lift", "x": 1], "x"),
      ] as [(JSON, String)] {
        let reply = try await client.post("/v1/sessions", body)
        #expect(reply.status == 422 && reply.fields == [field], "\(reply.text)")
      }
      let (id, _) = try await open(client)
      for (body, field) in [
        (["actions": []], "actions"), (["actions": [[0, 0]]], "actions[0]"),
        (["actions": [1]], "actions[0]"), ([:], "actions"),
        (["actions": [[0, 0, 0, 0, 0, 0, 0], [0, 0, 1e9, 0, 0, 0, 0]]], "actions[1][2]"),
      ] as [(JSON, String)] {
        let reply = try await client.post("/v1/sessions/\(id):step", body)
        #expect(reply.status == 422 && reply.fields == [field], "\(reply.text)")
      }
    }
  }

  @Test("So many are open at a time, and no more")
  func limit() async throws {
    try await withServer(configure: { $0.sessions = 1 }) { server in
      let (id, _) = try await open(server.client)
      let second = try await server.client.post("/v1/sessions", ["task": "stack"])
      #expect(second.status == 429 && second.headers["retry-after"] == "10")
      _ = try await server.client.send("DELETE", "/v1/sessions/\(id)")
      _ = try await open(server.client)
    }
  }
}
