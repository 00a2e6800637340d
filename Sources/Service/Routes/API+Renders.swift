import Catalog
import Episodes
import Farm
import JSONText

extension API {
  private static let binary = Schema(["type": "string", "format": "binary"])

  static let fileParameters = ["Range", "If-Range", "If-None-Match", "If-Match"].map {
    Route.Parameter(name: $0, place: .header, description: "As in RFC 9110.", schema: .string)
  }

  static func fileOutcomes(_ what: String, type: String...) -> [Route.Outcome] {
    type.flatMap { type in
      [
        Route.Outcome(200, what, type: type, binary),
        Route.Outcome(206, "The range.", type: type, binary),
      ]
    } + [
      Route.Outcome(304, "The client has it."), Route.Outcome(404, "Unknown.", nil),
      Route.Outcome(409, "There are none yet, or they cannot be had.", nil),
      Route.Outcome(412, "The client has another.", nil),
      Route.Outcome(416, "The range lies behind the end.", nil),
    ]
  }

  /// Pixels of a preview's side at most: a strip of eight still fits a JPEG that browsers show.
  private static let largestPreview = 512

  var renderRoutes: [Route] {
    [
      Route(
        .post, "/v1/renders", "createRender",
        "Takes pictures of kept episodes, each in several looks; no physics is run.",
        access: .scope(.jobsWrite),
        body: .json(.named("RenderRequest")),
        outcomes: [
          Route.Outcome(202, "Accepted; Location says where to look.", .named("Render")),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ]
      ) { call in
        let render = try await mill.createRender(
          try RenderRequestReader.read(call.json), requestKey: call.requestKey)
        return .json(
          try JSON(encoding: render), status: .accepted, location: "/v1/renders/\(render.id)")
      },
      Route(
        .get, "/v1/renders", "listRenders", "Lists renders, newest first.",
        access: .scope(.jobsRead),
        parameters: Self.paging,
        outcomes: [Route.Outcome(200, "A page.", SchemaLibrary.page(of: "renders", "Render"))]
      ) { call in
        let page = try await mill.catalog.renders(page: call.query.page())
        return try PageAnswer.make(page, name: "renders") { try JSON(encoding: $0) }
      },
      Route(
        .get, "/v1/renders/{id}", "getRender", "One render, and how far it is.",
        access: .scope(.jobsRead),
        outcomes: [
          Route.Outcome(200, "The render.", .named("Render")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in .json(try JSON(encoding: try await render(call))) },
      Route(
        .post, "/v1/renders/{id}:cancel", "cancelRender", "Ends a render; what was taken stays.",
        access: .scope(.jobsWrite),
        outcomes: [
          Route.Outcome(200, "The render as it is now.", .named("Render")),
          Route.Outcome(404, "Unknown.", nil), Route.Outcome(409, "It is finished.", nil),
        ]
      ) { call in .json(try JSON(encoding: try await mill.cancelRender(call.parameter("id")))) },
      Route(
        .get, "/v1/renders/{id}/pictures", "listPictures",
        "What a render consists of: which episode, which look, which file.",
        access: .scope(.datasetsRead),
        parameters: Self.paging,
        outcomes: [
          Route.Outcome(200, "A page.", SchemaLibrary.page(of: "pictures", "PictureSet")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let page = try await mill.pictureSets(
          of: try await render(call), page: call.query.page())
        return try PageAnswer.make(page, name: "pictures") { try JSON(encoding: $0) }
      },
      Route(
        .get, "/v1/renders/{id}/pictures/{position}", "downloadPictures",
        "One episode's pictures in one look: a .npz archive for numpy.",
        access: .scope(.datasetsRead),
        parameters: Self.fileParameters,
        outcomes: Self.fileOutcomes("The archive.", type: "application/zip"), handler: pictures),
      Route(
        .get, "/v1/renders/{id}/thumbnails", "downloadThumbnails",
        "A small JPEG of each picture set, one behind the other; ranges take single ones.",
        access: .scope(.datasetsRead),
        parameters: Self.fileParameters,
        outcomes: Self.fileOutcomes("All of them.", type: "application/octet-stream")
      ) { call in
        guard let file = try await render(call).thumbnails else {
          throw Problem.conflict("The render is not ready.")
        }
        return try await blob(call, file, type: "application/octet-stream")
      },
      Route(
        .get, "/v1/cameras", "listCameras", "The cameras and the presets of how looks vary.",
        access: .anyKey,
        outcomes: [
          Route.Outcome(
            200, "All of them.",
            .object([
              "cameras": .array(.named("Camera")),
              "visuals": .array(.object(["name": .string, "summary": .string])),
            ]))
        ]
      ) { _ in .json(CameraJSON.make(mill.visuals)) },
      preview(
        .strip, "preview", "previewEpisode", "Eight frames of an episode side by side, JPEG.",
        type: "image/jpeg"),
      preview(
        .clip, "clip", "clipEpisode", "All frames of an episode, H.264 in MP4.",
        type: "video/mp4"),
    ]
  }

  /// A strip or a clip, made when it is first asked for.
  private func preview(
    _ kind: PreviewOrder.Kind, _ name: String, _ operation: String, _ summary: String,
    type: String
  ) -> Route {
    let sizes = CameraOptions.sizes.lowerBound...Self.largestPreview
    return Route(
      .get, "/v1/episodes/{id}/\(name)", operation, summary, access: .scope(.datasetsRead),
      parameters: [
        Route.Parameter(
          name: "camera", description: "agentview when not said.", schema: .string),
        Route.Parameter(
          name: "size", description: "Pixels of each side; 128 when not said.",
          schema: .integer(sizes.lowerBound, UInt64(sizes.upperBound))),
        Route.Parameter(
          name: "visuals", description: "A preset; off when not said.", schema: .string),
        Route.Parameter(
          name: "style_seed", description: "0 when not said.",
          schema: .integer(0, RenderRequest.largestSeed)),
      ] + Self.fileParameters,
      outcomes: Self.fileOutcomes(summary, type: type) + [
        Route.Outcome(422, "There is no such camera.", nil)
      ]
    ) { call in
      var cameras = CameraOptions(names: [call.query["camera"] ?? "agentview"])
      cameras.width = try call.query.integer("size", in: sizes, default: 128)
      cameras.height = cameras.width
      cameras.visuals = call.query["visuals"] ?? "off"
      cameras.seed = try call.query.integer(
        "style_seed", in: 0...RenderRequest.largestSeed, default: 0)
      let id = call.parameter("id")
      guard let episode = try await mill.catalog.episode(id) else {
        throw Problem.missing("episode", id)
      }
      do {
        let file = try await mill.preview(kind, of: episode, cameras: cameras)
        return try await blob(call, file, type: type)
      } catch let error as SubmitError {
        let field = error.field.hasPrefix("names") ? "camera" : error.field
        throw Problem.unusable(field, error.reason)
      }
    }
  }

  private func render(_ call: Call) async throws -> RenderRecord {
    let id = call.parameter("id")
    guard let render = try await mill.catalog.render(id) else {
      throw Problem.missing("render", id)
    }
    return render
  }

  @Sendable private func pictures(_ call: Call) async throws -> Answer {
    let render = try await render(call)
    let text = call.parameter("position")
    guard let position = Int(text), position >= 0,
      let set = try await mill.catalog.pictureSet(ofRender: render.id, position: position)
    else { throw Problem.missing("picture set", text) }
    guard let sha256 = set.blob, let size = set.bytes else {
      throw Problem.conflict("These pictures are not taken yet.")
    }
    return try await blob(
      call, RenderRecord.Blob(sha256: sha256, size: size), type: "application/zip")
  }

  private func blob(_ call: Call, _ file: RenderRecord.Blob, type: String) async throws -> Answer {
    try await FileAnswer.make(
      call, path: try mill.blobs.path(of: file.sha256), size: file.size, sha256: file.sha256,
      type: type)
  }
}
