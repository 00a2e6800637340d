import Episodes
import JSONText
import Testing

@Suite("Job requests") struct JobValidationTests {
  static let good: JSON = [
    "task": "stack", "demonstrations": ["demo_0000000000000000"],
    "scenes": ["count": 2, "distribution": "D0"], "motions": ["count": 3], "seed": 7,
  ]

  @Test("Every unusable field is named by its path")
  func fields() async throws {
    let motions: [Step] = ["motions"]
    let cases: [(path: [Step], value: JSON?, field: String)] = [
      (["task"], nil, "task"), (["task"], 3, "task"), (["task"], "juggle", "task"),
      (["task"], "", "task"), (["demonstrations"], nil, "demonstrations"),
      (["demonstrations"], [], "demonstrations"), (["demonstrations"], "x", "demonstrations"),
      (["demonstrations", 0], 5, "demonstrations[0]"), ([], [], ""), ([], "text", ""),
      (["scenes"], nil, "scenes"), (["scenes"], 3, "scenes"),
      (["scenes", "count"], nil, "scenes.count"), (["scenes", "count"], 0, "scenes.count"),
      (["scenes", "count"], -1, "scenes.count"), (["scenes", "count"], 1.5, "scenes.count"),
      (["scenes", "count"], "2", "scenes.count"), (["scenes", "count"], true, "scenes.count"),
      (["scenes", "count"], 1_000_000_000, "scenes.count"),
      (["scenes", "distribution"], "D9", "scenes.distribution"),
      (["scenes", "colour"], 1, "scenes.colour"), (["colour"], 1, "colour"),
      (motions + ["count"], nil, "motions.count"), (motions + ["count"], 0, "motions.count"),
      (motions + ["nn_k"], 0, "motions.nn_k"), (motions + ["nn_k"], "3", "motions.nn_k"),
      (motions + ["nn_k"], 3.5, "motions.nn_k"),
      (motions + ["action_noise"], -0.1, "motions.action_noise"),
      (motions + ["action_noise"], 1.5, "motions.action_noise"),
      (motions + ["action_noise"], "loud", "motions.action_noise"),
      (motions + ["selection_strategy"], "best", "motions.selection_strategy"),
      (motions + ["num_interpolation_steps"], -1, "motions.num_interpolation_steps"),
      (motions + ["num_fixed_steps"], 1001, "motions.num_fixed_steps"),
      (motions + ["pos_weight"], -1, "motions.pos_weight"),
      (motions + ["rot_weight"], 1e9, "motions.rot_weight"),
      (
        motions + ["subtask_term_offset_range"], [5, 1], "motions.subtask_term_offset_range"
      ),
      (motions + ["subtask_term_offset_range"], [5], "motions.subtask_term_offset_range"),
      (motions + ["select_src_per_subtask"], 1, "motions.select_src_per_subtask"),
      (motions + ["noise"], 1, "motions.noise"),
      (motions + ["max_bridge_speed"], 0, "motions.max_bridge_speed"),
      (motions + ["bridge_profile"], "cubic", "motions.bridge_profile"),
      (motions + ["lift_height"], "high", "motions.lift_height"),
      (
        motions + ["first_subtask_start_offset_range"], [-1, 0],
        "motions.first_subtask_start_offset_range"
      ),
      (motions + ["branches"], 0, "motions.branches"),
      (motions + ["subtasks"], [], "motions.subtasks"),
      (motions + ["subtasks"], ["place": 3], "motions.subtasks.place"),
      (motions + ["subtasks"], ["lift": ["nn_k": 1]], "motions.subtasks.lift"),
      (motions + ["subtasks"], ["place": ["nn_k": 0]], "motions.subtasks.place.nn_k"),
      (motions + ["subtasks"], ["place": ["nn_k": "3"]], "motions.subtasks.place.nn_k"),
      (motions + ["subtasks"], ["place": ["branches": 2]], "motions.subtasks.place.branches"),
      (
        motions + ["subtasks"], ["place": ["subtask_term_offset_range": [0, 1]]],
        "motions.subtasks.place.subtask_term_offset_range"
      ),
      (["seed"], -1, "seed"), (["seed"], 1.5, "seed"), (["seed"], "1", "seed"),
      (["seed"], .integer(Int128(UInt64.max) + 1), "seed"),
      (["priority"], 1001, "priority"), (["cameras"], [], "cameras.names"),
      (["goal"], [:], "goal.successes"), (["goal"], 5, "goal"),
      (["goal"], ["successes": 0], "goal.successes"),
      (["goal"], ["successes": 7], "goal.successes"),
      (["goal"], ["successes": 1, "max_attempts": 0], "goal.max_attempts"),
      (["goal"], ["successes": 3, "max_attempts": 2], "goal.successes"),
      (["goal"], ["successes": 1, "tries": 2], "goal.tries"),
      (["limits"], ["wall_seconds": 0], "limits.wall_seconds"),
      (["limits"], ["cpu_seconds": -1], "limits.cpu_seconds"),
      (["limits"], ["cpu_seconds": "long"], "limits.cpu_seconds"),
      (["limits"], ["max_attempts": 0], "limits.max_attempts"),
      (["limits"], ["steps": 1], "limits.steps"),
      (["stop_below"], [:], "stop_below.success_rate"),
      (["stop_below"], ["success_rate": 0], "stop_below.success_rate"),
      (["stop_below"], ["success_rate": 2], "stop_below.success_rate"),
      (["stop_below"], ["success_rate": 0.1, "after": 0], "stop_below.after"),
      (["scenes", "stratify"], 1, "scenes.stratify"),
    ]
    try await withServer { server in
      for bad in cases {
        let request = Self.good.setting(bad.path, to: bad.value)
        let reply = try await server.client.post("/v1/jobs", request)
        let text = String(decoding: request.serialized, as: UTF8.self)
        #expect(reply.status == 422 && reply.isProblem, "\(text): \(reply.text)")
        #expect(reply.fields.contains(bad.field), "\(text): \(reply.fields)")
      }

      // an unknown demonstration is a field, too, and several faults are told at once
      let unknown = try await server.client.post("/v1/jobs", Self.good)
      #expect(unknown.status == 422 && unknown.fields == ["demonstrations[0]"])
      let two = Self.good.setting(["seed"], to: "x").setting(["scenes", "count"], to: 0)
      let reply = try await server.client.post("/v1/jobs", two)
      #expect(Set(reply.fields) == ["seed", "scenes.count"])
      #expect(try await server.client.get("/v1/jobs").json["jobs"]?.elements?.isEmpty == true)
    }
  }

  @Test("What is no JSON object is malformed")
  func malformed() async throws {
    try await withServer { server in
      for body in ["", "{", "{\"task\":1,\"task\":2}", "\u{1}"] {
        let reply = try await server.client.send(
          "POST", "/v1/jobs", headers: ["Content-Type": "application/json"],
          body: Array(body.utf8))
        #expect(reply.status == 400 && reply.isProblem, "\(body)")
      }
      let type = try await server.client.send("POST", "/v1/jobs", body: Self.good.serialized)
      #expect(type.status == 415 && type.isProblem)
    }
  }

  @Test("Every parameter of the generator is documented and known")
  func motions() async throws {
    try await withServer { server in
      let contract = try await server.client.get("/openapi.json").json
      let schema = contract["components"]?["schemas"]?["JobRequest"]?["properties"]?["motions"]
      let documented = Set((schema?["properties"]?.members ?? [:]).keys)
      let names = Set(MotionOptions.names)
      #expect(documented == names.union(["count"]))

      // a null is a value not given, so none of them is unknown
      let nulls = Dictionary(uniqueKeysWithValues: names.map { ($0, JSON.null) })
      let motions = JSONObject(nulls.merging(["count": 1]) { $1 })
      let request = Self.good.setting(["motions"], to: .object(motions))
      let reply = try await server.client.post("/v1/jobs", request)
      #expect(reply.fields == ["demonstrations[0]"], "\(reply.text)")
    }
  }
}
