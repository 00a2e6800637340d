import JSONText
import Testing

@Suite("Kitchens") struct KitchenTests {
  private static let job: JSON = [
    "task": "pnp_counter_to_sink", "demonstrations": ["demo_0000000000000000"],
    "scenes": ["count": 2], "motions": ["count": 1],
  ]

  @Test("Every unusable field of a job's kitchens is named by its path")
  func fields() async throws {
    let cases: [(value: JSON, field: String)] = [
      (5, ""), ([], ""), (["colour": 1], ".colour"),
      (["layouts": []], ".layouts"), (["layouts": "galley"], ".layouts"),
      (["layouts": ["galley", 3]], ".layouts[1]"), (["layouts": ["galley", ""]], ".layouts[1]"),
      (["layouts": ["galley", "moon"]], ".layouts[1]"), (["layouts": ["galley/x"]], ".layouts[0]"),
      (["layouts": ["galley_1/7"]], ".layouts[0]"), (["styles": ["galley"]], ".styles[0]"),
      (["styles": []], ".styles"), (["split": "dev"], ".split"), (["split": 1], ".split"),
      (["textures": "loud"], ".textures"), (["lights": true], ".lights"),
      (["distractors": 2], ".distractors"), (["distractors": [2]], ".distractors"),
      (["distractors": [2, 1]], ".distractors"), (["distractors": [0, 13]], ".distractors"),
      (["distractors": [-1, 2]], ".distractors"), (["distractors": [0, 1.5]], ".distractors[1]"),
      (["pin": 7], ".pin"), (["pin": ["colour": 1]], ".pin.colour"),
      (["pin": ["layout": -1]], ".pin.layout"), (["pin": ["layout": "7"]], ".pin.layout"),
    ]
    try await withServer { server in
      for bad in cases {
        let request = Self.job.setting(["scenes", "kitchen"], to: bad.value)
        let reply = try await server.client.post("/v1/jobs", request)
        #expect(reply.status == 422 && reply.isProblem, "\(bad.value): \(reply.text)")
        #expect(reply.fields == ["scenes.kitchen\(bad.field)"], "\(bad.value): \(reply.fields)")
      }

      // what is known is told
      let unknown = try await server.client.post(
        "/v1/jobs", Self.job.setting(["scenes", "kitchen"], to: ["layouts": ["moon"]]))
      #expect(unknown.text.contains("galley_1") && unknown.text.contains("ARCHETYPE/SEED"))

      // all that is left of a good one is its demonstration
      let good = try await server.client.post(
        "/v1/jobs",
        Self.job.setting(
          ["scenes", "kitchen"],
          to: [
            "layouts": ["galley", "galley/7", "galley_1"], "styles": ["nordic"], "split": "all",
            "textures": "random", "lights": "off", "distractors": [0, 12],
            "pin": ["layout": .integer(Int128(UInt64.max))],
          ]))
      #expect(good.fields == ["demonstrations[0]"], "\(good.text)")
    }
  }

  @Test("Kitchens are for their tasks, and reset cells for the others")
  func tasks() async throws {
    try await withServer { server in
      let table = Self.job.setting(["task"], to: "stack")
      let reply = try await server.client.post(
        "/v1/jobs", table.setting(["scenes", "kitchen"], to: [:]))
      #expect(reply.status == 422 && reply.fields == ["scenes.kitchen"], "\(reply.text)")
      let cells = try await server.client.post(
        "/v1/jobs", Self.job.setting(["scenes", "stratify"], to: true))
      #expect(cells.status == 422 && cells.fields == ["scenes.stratify"], "\(cells.text)")
    }
  }

  @Test("A kitchen is drawn in a process of its own, the same each time")
  func scene() async throws {
    try await withServer { server in
      let client = server.client
      let target = "/v1/scenes/pnp_counter_to_sink"
      let one = try await client.get("\(target)?seed=3&scene=2")
      #expect(one.status == 200, "\(one.text)")
      #expect(one.json["spec"]?["task"]?.text == "pnp_counter_to_sink")
      #expect(one.json["spec"]?["seeds"]?.members?.count == 9)
      #expect(one.json["instruction"]?.text?.isEmpty == false)
      let obj = try #require(one.json["facts"]?["obj"]?.text)
      #expect(one.json["instruction"]?.text?.contains(obj) == true)
      let objects = one.json["world"]?["objects"]?.elements ?? []
      #expect(objects.first?["name"]?.text == "obj")
      #expect((one.json["world"]?["fixtures"]?.elements ?? []).count > 20)
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      try check.expect(one, fits: "get", "/v1/scenes/{task}")

      #expect(try await client.get("\(target)?seed=3&scene=2").json["world"] == one.json["world"])
      let other = try await client.get("\(target)?seed=3&scene=3")
      #expect(other.status == 200 && other.json["world"] != one.json["world"])
      let unseen = try await client.get("\(target)?seed=3&scene=2&distribution=D1")
      #expect(unseen.json["spec"]?["split"]?.text == "test")
      #expect(try await client.get("\(target)?distribution=D9").fields == ["distribution"])
    }
  }

  @Test("A task tells of its roles, layouts, styles and instructions")
  func knowledge() async throws {
    try await withServer { server in
      let tasks = try await server.client.get("/v1/tasks").json["tasks"]?.elements ?? []
      let task = try #require(tasks.first { $0["name"]?.text == "pnp_counter_to_sink" })
      let kitchen = try #require(task["kitchen"])
      #expect(kitchen["fixtures"]?["sink"]?["models"]?.elements == ["sink"])
      #expect(kitchen["fixtures"]?["counter"]?["near"]?.text == "sink")
      #expect(kitchen["objects"]?["obj"]?["in"]?.text == "counter.top")
      #expect((kitchen["objects"]?["obj"]?["categories"]?.elements ?? []).count > 20)
      #expect(kitchen["layouts"]?.elements?.contains("galley_1") == true)
      #expect(kitchen["archetypes"]?.elements?.count == 10)
      #expect(kitchen["styles"]?.elements?.contains("nordic") == true)
      #expect((kitchen["instructions"]?.elements ?? []).count > 10)
      #expect(kitchen["splits"]?["D1"]?.text == "test")
      let stack = try #require(tasks.first { $0["name"]?.text == "stack" })
      #expect(stack["kitchen"] == .null && stack["skills"]?.elements == [])
      let restock = try #require(tasks.first { $0["name"]?.text == "restock" })
      #expect(
        restock["skills"]?.elements?.compactMap { $0["task"]?.text }
          == ["pnp_counter_to_cab", "pnp_counter_to_cab"])
    }
  }
}
