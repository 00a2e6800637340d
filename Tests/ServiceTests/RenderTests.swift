import Foundation
import HDF5
import JSONText
import Testing
import Visuals

@Suite("Pictures", .serialized) struct RenderTests {
  /// Small pictures through the table's first camera.
  private static let cameras: JSON = [
    "names": ["agentview"], "size": [40, 32], "visuals": "tobin", "seed": 4,
  ]

  @Test("A job's pictures in its dataset, a render of it, and the dataset of that")
  func whole() async throws {
    try await withServer(workers: 2) { server in
      let client = server.client
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      let job = try await client.job(
        try Samples.shortLift(), task: "lift", scenes: 2, motions: 2, cameras: Self.cameras)
      let spec = try await client.get("/v1/jobs/\(job)")
      #expect(spec.json["spec"]?["cameras"]?["names"]?.elements == ["agentview"])
      #expect(spec.json["spec"]?["cameras"]?["size"]?.elements == [40, 32])
      try check.expect(spec, fits: "get", "/v1/jobs/{id}")
      let episodes =
        try await client.get("/v1/episodes?job=\(job)").json["episodes"]?.elements ?? []
      #expect(episodes.count > 1)
      try await inherits(client, server, job: job, episodes: episodes.count)

      let render = try await render(client, check, job: job, episodes: episodes)
      try await files(client, render)
      try await dataset(client, server, of: render)
      try await single(client, episodes: episodes, of: render)
      try await refused(client, job: job, render: render)
    }
  }

  /// A dataset without a word of cameras has those of the job.
  private func inherits(
    _ client: Client, _ server: TestServer, job: String, episodes: Int
  ) async throws {
    let made = try await client.post(
      "/v1/datasets", ["name": "own", "filter": ["jobs": [JSON(job)]]])
    #expect(made.status == 202, "\(made.text)")
    let dataset = try await client.settled("/v1/datasets/own/versions/1")
    #expect(dataset["state"]?.text == "ready", "\(dataset)")
    #expect(dataset["cameras"]?["visuals"]?.text == "tobin")
    #expect(dataset["episodes"]?.int == episodes)
    let demos = try await demos(client, server, "own")
    #expect(demos.count == episodes && Set(demos).count == episodes)

    // it may say otherwise
    let other = try await client.post(
      "/v1/datasets",
      [
        "name": "own", "filter": ["jobs": [JSON(job)]],
        "cameras": Self.cameras.setting(["visuals"], to: "off"),
      ])
    #expect(other.status == 202 && other.json["version"]?.int == 2, "\(other.text)")
    #expect(try await client.settled("/v1/datasets/own/versions/2")["state"]?.text == "ready")
    #expect(try await self.demos(client, server, "own", version: 2) != demos)
  }

  /// The first picture of each demonstration of a dataset's file.
  private func demos(
    _ client: Client, _ server: TestServer, _ name: String, version: Int = 1,
    size: (width: Int, height: Int) = (40, 32)
  ) async throws -> [[Int]] {
    let file = try await client.get("/v1/datasets/\(name)/versions/\(version)/files/\(name).hdf5")
    #expect(file.status == 200)
    let path = server.folder.appending(path: "\(name)-\(version).hdf5")
    try Data(file.body).write(to: path)
    let data = try HDF5File.open(path.path).group("data")
    return try data.children().map { demo in
      let images = try data.group(demo).group("obs").dataset("agentview_image")
      let steps = try data.group(demo).attributes.integer("num_samples")
      #expect(images.dimensions == [steps, size.height, size.width, 3])
      return Array(try images.integers().prefix(3 * size.width * size.height))
    }
  }

  /// Asks for two looks of every episode, and follows them until they are there.
  private func render(
    _ client: Client, _ check: ContractCheck, job: String, episodes: [JSON]
  ) async throws -> String {
    let request: JSON = [
      "jobs": [JSON(job)], "cameras": ["names": ["agentview", "eye_in_hand"], "size": [36, 28]],
      "variants": 2, "style_seeds": [5, 6],
    ]
    let asked = request.setting(["cameras", "visuals"], to: "robosuite")
    let key = ["Idempotency-Key": "pictures-1"]
    let made = try await client.post("/v1/renders", asked, headers: key)
    #expect(made.status == 202, "\(made.text)")
    try check.expect(made, fits: "post", "/v1/renders")
    let id = try #require(made.json["id"]?.text)
    #expect(made.headers["location"] == "/v1/renders/\(id)")
    #expect(made.json["total"]?.int == 2 * episodes.count && made.json["task"]?.text == "lift")

    // again with the key it is the same, and without it another
    let again = try await client.post("/v1/renders", asked, headers: key)
    #expect(again.status == 202 && again.json["id"]?.text == id)
    #expect(again.headers["idempotent-replayed"] == "true")
    let wrong = try await client.post(
      "/v1/renders", asked.setting(["variants"], to: 3), headers: key)
    #expect(wrong.status == 422 && wrong.fields == ["Idempotency-Key"])

    var done: [Int] = []
    let ready = try await client.settled("/v1/renders/\(id)") { done.append($0["done"]?.int ?? -1) }
    #expect(ready["state"]?.text == "ready" && ready["error"] == nil, "\(ready)")
    #expect(done == done.sorted() && done.last == 2 * episodes.count)
    let second = try await client.post("/v1/renders", asked)
    let other = try #require(second.json["id"]?.text)
    #expect(other != id)

    // which picture is of which episode, in which look
    let pictures = try await client.all("/v1/renders/\(id)/pictures", "pictures", size: 3)
    let sorted = episodes.sorted {
      ($0["scene"]?.int ?? 0, $0["motion"]?.int ?? 0)
        < ($1["scene"]?.int ?? 0, $1["motion"]?.int ?? 0)
    }
    for (position, picture) in pictures.enumerated() {
      let (episode, look) = (sorted[position / 2], position % 2)
      #expect(picture["position"]?.int == position && picture["variant"]?.int == look)
      #expect(picture["style_seed"]?.int == 5 + look)
      #expect(picture["episode"] == episode["id"])
      #expect(picture["episode_blob"] == episode["blob"])
      let frames: Int? = picture["frames"]?.int
      let steps: Int? = episode["steps"]?.int
      #expect(frames == steps.map { $0 + 1 })
    }
    #expect(pictures.count == 2 * episodes.count)
    #expect(Set(pictures.compactMap { $0["blob"]?.text }).count == pictures.count)

    // the other render is made of the very same files
    let same = try await client.settled("/v1/renders/\(other)")
    #expect(same["state"]?.text == "ready" && same["thumbnails"] == ready["thumbnails"])
    for (path, target) in [
      ("/v1/renders", "/v1/renders"), ("/v1/renders/{id}", "/v1/renders/\(id)"),
      ("/v1/renders/{id}/pictures", "/v1/renders/\(id)/pictures"), ("/v1/cameras", "/v1/cameras"),
    ] {
      try check.expect(try await client.get(target), fits: "get", path)
    }
    let list = try await client.all("/v1/renders", "renders", size: 1)
    #expect(list.map { $0["id"]?.text } == [other, id])
    return id
  }

  /// Archives and thumbnails, whole and in parts.
  private func files(_ client: Client, _ render: String) async throws {
    let place = "/v1/renders/\(render)"
    let pictures = try await client.all("\(place)/pictures", "pictures", size: 1000)
    let first = try #require(pictures.first)
    let (size, sha256) = (first["bytes"]?.int ?? 0, first["blob"]?.text ?? "")
    try await DownloadCheck(
      client: client, target: "\(place)/pictures/0", size: size, sha256: sha256
    ).run()
    let archive = try await client.get("\(place)/pictures/0")
    #expect(archive.headers["content-type"] == "application/zip")
    #expect(Array(archive.body.prefix(4)) == [0x50, 0x4B, 3, 4])

    let small = try await client.get("\(place)/thumbnails")
    let told = try await client.get(place).json["thumbnails"]
    try await DownloadCheck(
      client: client, target: "\(place)/thumbnails", size: told?["size"]?.int ?? 0,
      sha256: told?["sha256"]?.text ?? ""
    ).run()
    var ends: [Int] = []
    for picture in pictures {
      let range = (picture["thumbnail"]?.elements ?? []).compactMap(\.int)
      try #require(range.count == 2)
      let last = range[0] + range[1] - 1
      let jpeg = try await client.get(
        "\(place)/thumbnails", headers: ["Range": "bytes=\(range[0])-\(last)"])
      #expect(jpeg.status == 206 && jpeg.body == Array(small.body[range[0]...last]))
      #expect(Self.isJPEG(jpeg.body))
      ends.append(last + 1)
    }
    #expect(ends == ends.sorted() && ends.last == small.body.count)
    for position in ["\(pictures.count)", "-1", "x", "00000000000000000000000000000099"] {
      let reply = try await client.get("\(place)/pictures/\(position)")
      #expect(reply.status == 404 && reply.isProblem, "\(position)")
    }
  }

  private static func isJPEG(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xD8, 0xFF]) && bytes.suffix(2) == [0xFF, 0xD9]
  }

  /// Every look of an episode is a demonstration of its own.
  private func dataset(_ client: Client, _ server: TestServer, of render: String) async throws {
    let total = try await client.get("/v1/renders/\(render)").json["total"]?.int
    let made = try await client.post(
      "/v1/datasets", ["name": "looks", "render": JSON(render)])
    #expect(made.status == 202 && made.json["render"]?.text == render, "\(made.text)")
    #expect(made.json["episodes"]?.int == total)
    let ready = try await client.settled("/v1/datasets/looks/versions/1")
    #expect(ready["state"]?.text == "ready", "\(ready)")
    #expect(ready["manifest"]?["episodes"]?.int == total)
    let demos = try await demos(client, server, "looks", size: (36, 28))
    #expect(demos.count == total && Set(demos).count == total)

    // they are the pictures that the render gave
    for (position, demo) in demos.enumerated() {
      let archive = try await client.get("/v1/renders/\(render)/pictures/\(position)")
      let path = server.folder.appending(path: "\(position).npz")
      try Data(archive.body).write(to: path)
      let (pictures, _) = try PictureFile.decode(file: path.path)
      #expect(pictures.shots[0].frame(0).map { Int($0) } == demo)
    }
  }

  /// Renders of single episodes, strips and clips.
  private func single(_ client: Client, episodes: [JSON], of render: String) async throws {
    let episode = try #require(episodes.first?["id"]?.text)
    let made = try await client.post(
      "/v1/renders",
      [
        "episodes": [JSON(episode)], "style_seeds": [5, 6], "variants": 2,
        "cameras": [
          "names": ["agentview", "eye_in_hand"], "size": [36, 28], "visuals": "robosuite",
        ],
      ])
    let id = try #require(made.json["id"]?.text, "\(made.text)")
    #expect(try await client.settled("/v1/renders/\(id)")["state"]?.text == "ready")
    let pictures = try await client.all("/v1/renders/\(id)/pictures", "pictures", size: 10)
    #expect(pictures.compactMap { $0["episode"]?.text } == [episode, episode])
    let known = try await client.all("/v1/renders/\(render)/pictures", "pictures", size: 10)
    let knownFiles = Set(known.compactMap { $0["blob"]?.text })
    let files = Set(pictures.compactMap { $0["blob"]?.text })
    #expect(files.count == 2 && knownFiles.isSuperset(of: files))

    let place = "/v1/episodes/\(episode)"
    let strip = try await client.get("\(place)/preview?size=32")
    #expect(strip.status == 200 && Self.isJPEG(strip.body), "\(strip.status)")
    #expect(strip.headers["content-type"] == "image/jpeg")
    let looks = try await client.get("\(place)/preview?size=32&visuals=tobin&style_seed=3")
    #expect(Self.isJPEG(looks.body) && looks.body != strip.body)
    #expect(try await client.get("\(place)/preview?size=32").body == strip.body)
    let clip = try await client.get("\(place)/clip?size=32&camera=eye_in_hand")
    #expect(clip.status == 200 && clip.headers["content-type"] == "video/mp4", "\(clip.text)")
    #expect(Array(clip.body.dropFirst(4).prefix(4)) == Array("ftyp".utf8))
    let part = try await client.get(
      "\(place)/clip?size=32&camera=eye_in_hand", headers: ["Range": "bytes=4-7"])
    #expect(part.status == 206 && part.body == Array("ftyp".utf8))
    let tag = try #require(clip.headers["etag"])
    let none = try await client.get(
      "\(place)/clip?size=32&camera=eye_in_hand", headers: ["If-None-Match": tag])
    #expect(none.status == 304)
    for (query, field) in [
      ("camera=moonview", "camera"), ("size=7", "size"),
      ("size=513", "size"), ("size=100000", "size"), ("visuals=moon", "visuals"),
      ("style_seed=-1", "style_seed"),
      ("colour=red", "colour"),
    ] {
      for kind in ["preview", "clip"] {
        let reply = try await client.get("\(place)/\(kind)?\(query)")
        #expect(reply.status == 422 && reply.fields == [field], "\(kind) \(query): \(reply.text)")
      }
    }
    #expect(try await client.get("/v1/episodes/ep_x/preview").status == 404)
  }

  /// What a request gets that cannot be carried out, and that nothing of it is kept.
  private func refused(_ client: Client, job: String, render: String) async throws {
    let reach = try await client.job(
      try Repository.demonstration("reach_scripted.hdf5"), task: "reach", scenes: 1, motions: 2)
    let mixed = try await client.get("/v1/episodes?job=\(reach)").json["episodes"]?[0]?["id"]
    let renders = try await client.all("/v1/renders", "renders", size: 100).count
    let datasets = try await client.all("/v1/datasets", "datasets", size: 100).count
    for (request, field) in [
      (["jobs": [JSON(job), JSON(reach)], "cameras": ["agentview"]] as JSON, "episodes"),
      (["jobs": [JSON(job)], "episodes": [mixed ?? .null], "cameras": ["agentview"]], "episodes"),
      (["jobs": [JSON(job), "job_x"], "cameras": ["agentview"]], "jobs"),
      (["jobs": [JSON(job)], "episodes": ["ep_x"], "cameras": ["agentview"]], "episodes"),
    ] {
      let reply = try await client.post("/v1/renders", request)
      #expect(reply.status == 422 && reply.fields == [field], "\(reply.text)")
    }
    for (request, field) in [
      (["filter": ["jobs": [JSON(job)]], "render": JSON(render)] as JSON, "filter"),
      (["cameras": Self.cameras, "render": JSON(render)], "cameras"),
      (["render": "rnd_x"], "render"), (["render": 3], "render"),
      (["filter": ["jobs": [JSON(job)]], "cameras": ["moonview"]], "cameras.names[0]"),
    ] {
      let reply = try await client.post("/v1/datasets", request.setting(["name"], to: "bad"))
      #expect(reply.status == 422 && reply.fields == [field], "\(reply.text)")
    }

    // a long one is cancelled; what it lacks cannot be had, and neither can a dataset of it
    let long = try await client.post(
      "/v1/renders", ["jobs": [JSON(job)], "cameras": ["frontview"], "variants": 1000])
    let id = try #require(long.json["id"]?.text, "\(long.text)")
    let early = try await client.post("/v1/datasets", ["name": "bad", "render": JSON(id)])
    #expect(early.status == 422 && early.fields == ["render"], "\(early.text)")
    let cancelled = try await client.send("POST", "/v1/renders/\(id):cancel")
    #expect(cancelled.status == 200 && cancelled.json["state"]?.text == "cancelled")
    let last = (cancelled.json["total"]?.int ?? 1) - 1
    for part in ["pictures/\(last)", "thumbnails"] {
      let reply = try await client.get("/v1/renders/\(id)/\(part)")
      #expect(reply.status == 409 && reply.isProblem, "\(part)")
    }
    let late = try await client.post("/v1/datasets", ["name": "bad", "render": JSON(id)])
    #expect(late.status == 422 && late.fields == ["render"], "\(late.text)")
    #expect(try await client.send("POST", "/v1/renders/\(render):cancel").status == 409)
    #expect(try await client.send("POST", "/v1/renders/rnd_x:cancel").status == 404)
    #expect(try await client.get("/v1/renders/rnd_x").status == 404)
    #expect(try await client.all("/v1/renders", "renders", size: 100).count == renders + 1)
    #expect(try await client.all("/v1/datasets", "datasets", size: 100).count == datasets)
  }

  @Test("Cameras and presets are told")
  func knowledge() async throws {
    try await withServer { server in
      let json = try await server.client.get("/v1/cameras").json
      let cameras = json["cameras"]?.elements ?? []
      let names = Set(cameras.compactMap { $0["name"]?.text })
      #expect(names.isSuperset(of: ["agentview", "frontview", "sideview", "eye_in_hand"]))
      let front = try #require(cameras.first { $0["name"]?.text == "frontview" })
      #expect(front["table"]?["field_of_view"]?.double.map { abs($0 - 45) < 1e-9 } == true)
      #expect(front["kitchen"] == .null && front["table"]?["frame"]?.text == "table")
      let hand = try #require(cameras.first { $0["name"]?.text == "eye_in_hand" })
      #expect(hand["observation"]?.text == "robot0_eye_in_hand")
      let visuals = Set((json["visuals"]?.elements ?? []).compactMap { $0["name"]?.text })
      #expect(visuals == ["off", "tobin", "robosuite", "robocasa", "dactyl"])
    }
  }
}
