import Catalog
import Farm
import HTTPTypes
import JSONText

extension API {
  /// Datasets by the routes of a Hub, so that clients with `HF_ENDPOINT` set download straight from here.
  ///
  /// A server is one organisation: whatever word stands for it is taken.
  var hubRoutes: [Route] {
    [
      Route(
        .get, "/api/datasets/{org}/{name}", "getHubDataset",
        "A dataset's newest version, as a Hub.", access: .scope(.datasetsRead),
        outcomes: Self.hubOutcomes
      ) { call in try await hubInfo(call, revision: "main") },
      Route(
        .get, "/api/datasets/{org}/{name}/refs", "getHubRefs",
        "Branches and tags of a dataset, as a Hub.", access: .scope(.datasetsRead),
        outcomes: Self.hubOutcomes
      ) { call in .json(try await hub(call).refs) },
      Route(
        .get, "/api/datasets/{org}/{name}/revision/{revision}", "getHubRevision",
        "A version of a dataset, as a Hub.", access: .scope(.datasetsRead),
        outcomes: Self.hubOutcomes
      ) { call in try await hubInfo(call, revision: call.parameter("revision")) },
      Route(
        .get, "/datasets/{org}/{name}/resolve/{revision}/{path...}", "downloadHubFile",
        "The bytes of a file of a dataset, as a Hub.", access: .scope(.datasetsRead),
        parameters: Self.fileParameters,
        outcomes: Self.fileOutcomes("The file.", type: "application/octet-stream"), handler: hubFile
      ),
    ]
  }

  private static let hubOutcomes = [
    Route.Outcome(200, "What huggingface_hub expects.", Schema(["type": "object"])),
    Route.Outcome(404, "Unknown.", nil),
  ]

  /// The dataset of a call's path.
  private func hub(_ call: Call) async throws -> HubDataset {
    let name = call.parameter("name")
    let all = try await mill.catalog.datasets(name: name, page: PageRequest(size: 1000)).records
    let ready = all.filter { $0.state == .ready }
    guard !ready.isEmpty else { throw Self.hubMissing("dataset", name, "RepoNotFound") }
    return HubDataset(repository: "\(call.parameter("org"))/\(name)", versions: ready)
  }

  private func version(
    _ hub: HubDataset, _ revision: String
  ) throws(Problem) -> DatasetRecord {
    guard let version = hub.version(of: revision) else {
      throw Self.hubMissing("revision", revision, "RevisionNotFound")
    }
    return version
  }

  private func hubInfo(_ call: Call, revision: String) async throws -> Answer {
    let hub = try await hub(call)
    return .json(hub.info(try version(hub, revision), isPrivate: false))
  }

  @Sendable private func hubFile(_ call: Call) async throws -> Answer {
    let dataset = try version(try await hub(call), call.parameter("revision"))
    let path = call.parameter("path")
    guard let file = dataset.manifest?.files.first(where: { $0.path == path }),
      let location = mill.path(of: path, in: dataset)
    else { throw Self.hubMissing("file", path, "EntryNotFound") }
    var answer = try await FileAnswer.make(
      call, path: location, size: file.size, sha256: file.sha256,
      type: "application/octet-stream")
    if let name = HTTPField.Name("X-Repo-Commit") {
      answer.headers[name] = HubDataset.commit(dataset)
    }
    return answer
  }

  /// What huggingface_hub tells its own errors by.
  private static func hubMissing(_ what: String, _ name: String, _ code: String) -> Problem {
    var problem = Problem.missing(what, name)
    if let field = HTTPField.Name("X-Error-Code") { problem.headers[field] = code }
    return problem
  }
}
