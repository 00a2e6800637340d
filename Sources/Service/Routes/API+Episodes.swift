import Catalog
import Episodes
import Farm
import Foundation
import HTTPTypes
import JSONText

extension API {
  var episodeRoutes: [Route] {
    [
      Route(
        .get, "/v1/episodes", "listEpisodes", "Lists kept episodes in the order of keeping.",
        access: .scope(.datasetsRead),
        parameters: [
          Route.Parameter(name: "job", description: "Of this job only.", schema: .string)
        ] + EpisodeFilterQuery.parameters + Self.paging,
        outcomes: [
          Route.Outcome(200, "A page.", SchemaLibrary.page(of: "episodes", "Episode")),
          Route.Outcome(404, "The job is unknown.", nil),
          Route.Outcome(422, "A parameter is unusable; errors say which.", nil),
        ]
      ) { call in
        let page = try await mill.catalog.episodes(
          job: call.query["job"], filter: try EpisodeFilterQuery.read(call.query),
          page: call.query.page())
        return try PageAnswer.make(page, name: "episodes") { try JSON(encoding: $0) }
      },
      Route(
        .get, "/v1/episodes/{id}", "getEpisode", "One episode: lineage, metrics, recipe.",
        access: .scope(.datasetsRead),
        outcomes: [
          Route.Outcome(200, "The episode.", .named("Episode")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let record = try await episode(call)
        var members = try JSON(encoding: record).members ?? [:]
        members["recipe"] = try JSON(encoding: try await content(record).recipe)
        return .json(.object(members))
      },
      Route(
        .get, "/v1/episodes/{id}/states", "getEpisodeStates",
        "What was recorded, as JSON or as the catalog's own file.", access: .scope(.datasetsRead),
        parameters: [
          Route.Parameter(
            name: "Accept", place: .header, description: "Decides between the two.",
            schema: .string)
        ],
        outcomes: [
          Route.Outcome(200, "The recording.", .named("EpisodeStates")),
          Route.Outcome(
            200, "The recording.", type: "application/octet-stream",
            Schema(["type": "string", "format": "binary"])),
          Route.Outcome(404, "Unknown.", nil),
        ], handler: states),
      Route(
        .get, "/v1/episodes/{id}/file", "downloadEpisode",
        "The episode as a robomimic HDF5 of its own, made when it is first asked for; pictures aside.",
        access: .scope(.datasetsRead),
        parameters: Self.fileParameters,
        outcomes: Self.fileOutcomes("The file.", type: "application/x-hdf5")
      ) { call in
        let file = try await mill.file(of: try await episode(call))
        return try await FileAnswer.make(
          call, path: try mill.blobs.path(of: file.sha256), size: file.size, sha256: file.sha256,
          type: "application/x-hdf5")
      },
      Route(
        .post, "/v1/episodes/{id}:verify", "verifyEpisode",
        "Makes an episode again and compares the bits.", access: .scope(.jobsWrite),
        outcomes: [
          Route.Outcome(200, "What came of it.", .named("Verification")),
          Route.Outcome(404, "Unknown.", nil),
          Route.Outcome(409, "It cannot be made again by this engine.", nil),
        ]
      ) { call in
        .json(try JSON(encoding: try await mill.verify(call.parameter("id"))))
      },
    ]
  }

  private func episode(_ call: Call) async throws -> EpisodeRecord {
    let id = call.parameter("id")
    guard let record = try await mill.catalog.episode(id) else {
      throw Problem.missing("episode", id)
    }
    return record
  }

  private func content(_ record: EpisodeRecord) async throws -> Episode {
    guard let episode = try await mill.episodeContent(record.id) else {
      throw Problem.missing("episode", record.id)
    }
    return episode
  }

  @Sendable private func states(_ call: Call) async throws -> Answer {
    let record = try await episode(call)

    // the blob itself, when a client says that it reads it
    let accept = call.request.headers[.accept] ?? ""
    if accept.contains("application/octet-stream") {
      return try await FileAnswer.make(
        call, path: try mill.blobs.path(of: record.blob), size: record.bytes,
        sha256: record.blob, type: "application/octet-stream")
    }
    return .json(EpisodeStatesJSON.make(id: record.id, try await content(record)))
  }
}
