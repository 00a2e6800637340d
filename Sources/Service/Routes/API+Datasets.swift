import Catalog
import Farm
import JSONText

extension API {
  var datasetRoutes: [Route] {
    [
      Route(
        .post, "/v1/datasets", "createDataset",
        "Exports a selection of episodes as the next version of a dataset.",
        access: .scope(.jobsWrite),
        body: .json(.named("DatasetRequest")),
        outcomes: [
          Route.Outcome(202, "Accepted; Location says where to look.", .named("Dataset")),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ]
      ) { call in
        let dataset = try await mill.createDataset(
          try DatasetRequestReader.read(call.json), requestKey: call.requestKey)
        return .json(
          try JSON(encoding: dataset), status: .accepted,
          location: "/v1/datasets/\(dataset.name)/versions/\(dataset.version)")
      },
      Route(
        .get, "/v1/datasets", "listDatasets", "Lists versions of datasets, newest first.",
        access: .scope(.datasetsRead),
        parameters: [
          Route.Parameter(name: "name", description: "Of this name only.", schema: .string)
        ] + Self.paging,
        outcomes: [
          Route.Outcome(200, "A page.", SchemaLibrary.page(of: "datasets", "Dataset"))
        ]
      ) { call in
        let page = try await mill.catalog.datasets(
          name: call.query["name"], page: call.query.page())
        return try PageAnswer.make(page, name: "datasets") { try JSON(encoding: $0) }
      },
      Route(
        .get, "/v1/datasets/{name}/versions/{version}", "getDataset",
        "One version: state, files with size and hash, counts, filter, lineage.",
        access: .scope(.datasetsRead),
        outcomes: [
          Route.Outcome(200, "The version.", .named("Dataset")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in .json(try JSON(encoding: try await dataset(call))) },
      Route(
        .get, "/v1/datasets/{name}/versions/{version}/files/{path...}", "downloadFile",
        "The bytes of a file of a dataset; whole, or a range.", access: .scope(.datasetsRead),
        parameters: Self.fileParameters,
        outcomes: Self.fileOutcomes(
          "The whole file.", type: "application/octet-stream", "application/x-hdf5",
          "application/vnd.apache.parquet", "application/json", "video/mp4"),
        handler: download),
      Route(
        .get, "/v1/datasets/{name}/versions/{version}/tar", "downloadDataset",
        "All files of a dataset as one tar; whole, or a range.", access: .scope(.datasetsRead),
        parameters: Self.fileParameters,
        outcomes: Self.fileOutcomes("All files.", type: "application/x-tar"), handler: tar),
    ]
  }

  private func dataset(_ call: Call) async throws -> DatasetRecord {
    let name = call.parameter("name")
    let version = call.parameter("version")
    // one name for one version: neither 01 nor +1
    guard let number = Int(version), number > 0, String(number) == version,
      let dataset = try await mill.catalog.dataset(name, version: number)
    else { throw Problem.missing("dataset version", "\(name)/\(version)") }
    return dataset
  }

  private static func mediaType(of path: String) -> String {
    switch path.split(separator: ".").last {
    case "hdf5": "application/x-hdf5"
    case "parquet": "application/vnd.apache.parquet"
    case "json": "application/json"
    case "mp4": "video/mp4"
    default: "application/octet-stream"
    }
  }

  /// All files of a version at once.
  @Sendable private func tar(_ call: Call) async throws -> Answer {
    let dataset = try await dataset(call)
    guard let manifest = dataset.manifest, dataset.state == .ready else {
      throw Problem.conflict("The dataset is \(dataset.state.rawValue), so it has no files.")
    }
    return try await TarAnswer.make(call, dataset, files: manifest.files, in: mill)
  }

  /// Only what the manifest names is ever opened, so no path can lead elsewhere.
  @Sendable private func download(_ call: Call) async throws -> Answer {
    let dataset = try await dataset(call)
    guard let manifest = dataset.manifest, dataset.state == .ready else {
      throw Problem.conflict("The dataset is \(dataset.state.rawValue), so it has no files.")
    }
    let path = call.parameter("path")
    guard let file = manifest.files.first(where: { $0.path == path }),
      let location = mill.path(of: path, in: dataset)
    else { throw Problem.missing("file", path) }
    return try await FileAnswer.make(
      call, path: location, size: file.size, sha256: file.sha256,
      type: Self.mediaType(of: file.path)
    ) { [catalog = mill.catalog] in
      try? await catalog.markDamaged(
        dataset.name, version: dataset.version, reason: "\(path) is damaged on the disk")
    }
  }
}
