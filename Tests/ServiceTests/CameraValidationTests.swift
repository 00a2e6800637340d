import JSONText
import Testing

@Suite("Camera requests") struct CameraValidationTests {
  /// A camera of a request's own.
  private static let own: JSON = [
    "name": "mine", "frame": "table", "position": [0.5, 0, 0.5], "look_at": [0, 0, 0],
    "field_of_view": 45,
  ]

  /// Requests whose only fault are their cameras, or that one thing they name is not known.
  private static let requests: [(path: String, good: JSON, left: String)] = [
    ("/v1/jobs", JobValidationTests.good, "demonstrations[0]"),
    ("/v1/datasets", ["name": "a", "filter": ["jobs": ["job_x"]]], "filter.jobs"),
    ("/v1/renders", ["jobs": ["job_x"]], "jobs"),
  ]

  /// Faults of cameras, and the field that each is told by.
  private static let faults: [(cameras: JSON, field: String)] = {
    let custom: [Step] = ["custom", 0]
    let good: JSON = ["names": ["agentview", "mine"], "custom": [own], "size": [84, 84]]
    let changed: [(path: [Step], value: JSON?, field: String)] = [
      (["names"], [], ".names"), (["names"], "agentview", ".names"),
      (["names"], ["moonview"], ".names[0]"), (["names", 1], "moonview", ".names[1]"),
      (["names", 1], 3, ".names[1]"), (["names", 1], "agentview", ".names[1]"),
      (["names", 0], "", ".names[0]"),
      (["names"], .array((0..<9).map { JSON("x\($0)") }), ".names"),
      (["custom"], [], ".names[1]"), (["custom"], [own, own], ".custom[1].name"),
      (["custom"], 5, ".custom"), (custom, 5, ".custom[0]"),
      (custom + ["name"], nil, ".custom[0].name"), (custom + ["name"], "a b", ".custom[0].name"),
      (custom + ["frame"], "moon", ".custom[0].frame"),
      (custom + ["position"], [1, 2], ".custom[0].position"),
      (custom + ["position"], [1, 2, 1e9], ".custom[0].position"),
      (custom + ["position", 1], "x", ".custom[0].position[1]"),
      (custom + ["look_at"], [0.5, 0, 0.5], ".custom[0].look_at"),
      (custom + ["look_at"], [0.5, 0, 0], ".custom[0].look_at"),
      (custom + ["up"], [0, 0], ".custom[0].up"),
      (custom + ["field_of_view"], 180, ".custom[0].field_of_view"),
      (custom + ["field_of_view"], 0, ".custom[0].field_of_view"),
      (custom + ["field_of_view"], "45", ".custom[0].field_of_view"),
      (custom + ["colour"], 1, ".custom[0].colour"),
      (["size", 0], 0, ".size[0]"), (["size", 0], 100_000, ".size[0]"),
      (["size", 1], -1, ".size[1]"), (["size", 1], 1.5, ".size[1]"), (["size"], [84], ".size"),
      (["size"], 84, ".size"), (["visuals"], "moon", ".visuals"), (["visuals"], 1, ".visuals"),
      (["visuals"], "", ".visuals"), (["seed"], -1, ".seed"), (["samples"], 3, ".samples"),
      (["samples"], 0, ".samples"), (["depth"], 1, ".depth"),
      (["segmentation"], "yes", ".segmentation"), (["colour"], 1, ".colour"),
    ]
    return changed.map { (good.setting($0.path, to: $0.value), $0.field) } + [
      (5, ""), ("agentview", ""), ([], ".names"), (["moonview"], ".names[0]"),
      (["agentview", "moonview"], ".names[1]"),
      // two cameras whose images would have one name
      (
        [
          "names": ["eye_in_hand", "robot0_eye_in_hand"],
          "custom": [own.setting(["name"], to: "robot0_eye_in_hand")],
        ], ".names[1]"
      ),
    ]
  }()

  @Test("Every unusable field is named by its path, at jobs, datasets and renders alike")
  func fields() async throws {
    try await withServer { server in
      for request in Self.requests {
        for bad in Self.faults {
          let reply = try await server.client.post(
            request.path, request.good.setting(["cameras"], to: bad.cameras))
          let told = "\(request.path) \(bad.cameras): \(reply.text)"
          #expect(reply.status == 422 && reply.isProblem, "\(told)")
          #expect(reply.fields == ["cameras\(bad.field)"], "\(told)")
        }

        // renders have style seeds instead
        let isRender = request.path == "/v1/renders"
        let seeded = try await server.client.post(
          request.path,
          request.good.setting(["cameras"], to: ["names": ["agentview"], "seed": 7]))
        #expect(seeded.fields == [isRender ? "cameras.seed" : request.left], "\(seeded.text)")

        // with good cameras, of which some are the request's own, only the unknown thing is left
        for good in [
          ["agentview"], ["custom": [Self.own]],
          [
            "names": ["mine", "frontview"], "custom": [Self.own], "size": [8, 2048],
            "visuals": "dactyl", "seed": .integer(isRender ? 0 : Int128(UInt64.max)), "samples": 16,
            "depth": true, "segmentation": true,
          ],
        ] as [JSON] {
          let reply = try await server.client.post(
            request.path, request.good.setting(["cameras"], to: good))
          #expect(reply.status == 422 && reply.fields == [request.left], "\(reply.text)")
        }
      }
      try await nothingIsStored(server.client)
    }
  }

  @Test("What is known is told, and kitchens have cameras of their own")
  func places() async throws {
    try await withServer { server in
      let unknown = try await server.client.post("/v1/renders", ["jobs": ["x"], "cameras": ["x"]])
      #expect(unknown.text.contains("agentview, ") && unknown.text.contains("eye_in_hand"))
      let kitchen = JobValidationTests.good.setting(["task"], to: "turn_on_microwave")
      let front = kitchen.setting(["cameras"], to: ["agentview", "frontview"])
      let reply = try await server.client.post("/v1/jobs", front)
      #expect(reply.status == 422 && reply.fields == ["cameras.names[1]"], "\(reply.text)")
      #expect(reply.text.contains("in kitchens") && !reply.text.contains("birdview"))
      let good = try await server.client.post(
        "/v1/jobs", kitchen.setting(["cameras"], to: ["agentview", "eye_in_hand"]))
      #expect(good.fields == ["demonstrations[0]"], "\(good.text)")
      try await nothingIsStored(server.client)

      // the same of a job that is there
      let client = server.client
      let file = try Repository.demonstration("turn_on_microwave_scripted.hdf5")
      let ids = client.ids(try await client.upload(file, task: "turn_on_microwave"))
      let job = try await client.post(
        "/v1/jobs",
        kitchen.setting(["demonstrations"], to: .array(ids.map { JSON($0) }))
          .setting(["scenes"], to: ["count": 1]))
      let id = try #require(job.json["id"]?.text, "\(job.text)")
      _ = try await client.send("POST", "/v1/jobs/\(id):cancel")
      for (path, request) in [
        ("/v1/renders", ["jobs": [JSON(id)]] as JSON),
        ("/v1/datasets", ["name": "a", "filter": ["jobs": [JSON(id)]]]),
      ] {
        let reply = try await client.post(
          path, request.setting(["cameras"], to: ["agentview", "frontview"]))
        #expect(reply.status == 422 && reply.fields == ["cameras.names[1]"], "\(reply.text)")
      }
    }
  }

  @Test("Render requests are read strictly")
  func renders() async throws {
    let good: JSON = ["jobs": ["job_x"], "cameras": ["agentview"]]
    let seeds = "style_seeds"
    let cases: [(path: [Step], value: JSON?, field: String)] = [
      ([], [], ""), (["cameras"], nil, "cameras"), (["jobs"], nil, "episodes"),
      (["jobs"], [], "jobs"), (["jobs"], "job_x", "jobs"), (["jobs", 0], 5, "jobs[0]"),
      (["episodes"], [], "episodes"), (["episodes"], [""], "episodes[0]"),
      (["variants"], 0, "variants"), (["variants"], 1001, "variants"),
      (["variants"], 1.5, "variants"), (["variants"], "2", "variants"),
      (["style_seeds"], [6, 5], seeds), (["style_seeds"], [5], seeds),
      (["style_seeds"], [-1, 5], seeds), (["style_seeds"], "5-6", seeds),
      (["style_seeds"], [0, .integer(1 << 53)], seeds),
      (["style_seeds"], [0, .integer(Int128(UInt64.max))], "style_seeds[1]"),
      (["style_seeds"], [0, 1.5], "style_seeds[1]"), (["colour"], 1, "colour"),
      (["priority"], 1, "priority"), ([], good, "jobs"),
      (["jobs"], ["job_x", "job_x"], "jobs"),
    ]
    try await withServer { server in
      for bad in cases {
        let request = good.setting(bad.path, to: bad.value)
        let reply = try await server.client.post("/v1/renders", request)
        let text = String(decoding: request.serialized, as: UTF8.self)
        #expect(reply.status == 422 && reply.isProblem, "\(text): \(reply.text)")
        #expect(reply.fields.contains(bad.field), "\(text): \(reply.fields)")
      }
      let unknown = try await server.client.post(
        "/v1/renders", ["episodes": ["ep_x"], "cameras": ["agentview"]])
      #expect(unknown.status == 422 && unknown.fields == ["episodes"], "\(unknown.text)")
      #expect(unknown.text.contains("ep_x"))
      try await nothingIsStored(server.client)
    }
  }

  private func nothingIsStored(_ client: Client) async throws {
    for (path, name) in [
      ("/v1/jobs", "jobs"), ("/v1/datasets", "datasets"), ("/v1/renders", "renders"),
    ] {
      #expect(try await client.get(path).json[name]?.elements?.isEmpty == true, "\(path)")
    }
  }
}
