import Catalog

/// The files that a catalog's datasets consist of.
struct DatasetFiles {
  struct File: Sendable, Hashable {
    /// Relative to the data folder.
    var path: String
    var size: Int
    var sha256: String
    var name: String
    var version: Int

    var owner: String { "dataset \(name) version \(version)" }
  }

  /// The files of all ready datasets, newest first.
  static func all(_ catalog: Catalog) async throws(CatalogError) -> [File] {
    var files: [File] = []
    try await forEach(catalog) { dataset in
      guard dataset.state == .ready else { return }
      for file in dataset.manifest?.files ?? [] {
        files.append(
          File(
            path: "datasets/\(dataset.name)/\(dataset.version)/\(file.path)", size: file.size,
            sha256: file.sha256, name: dataset.name, version: dataset.version))
      }
    }
    return files
  }

  /// Folders of datasets in the making, whose files have no manifest yet.
  ///
  /// What is unfinished lies in there or beside, in names that go on after a dot: `1.part/data`.
  static func unfinished(_ catalog: Catalog) async throws(CatalogError) -> Set<String> {
    var folders: Set<String> = []
    try await forEach(catalog) { dataset in
      guard dataset.state == .queued || dataset.state == .running else { return }
      folders.insert("datasets/\(dataset.name)/\(dataset.version)")
    }
    return folders
  }

  /// Whether a file belongs to one of these folders.
  static func isUnfinished(_ path: String, _ folders: Set<String>) -> Bool {
    // datasets/NAME/VERSION, or VERSION with an ending
    let parts = path.split(separator: "/")
    guard parts.count > 2, let version = parts[2].split(separator: ".").first else { return false }
    return folders.contains("\(parts[0])/\(parts[1])/\(version)")
  }

  private static func forEach(
    _ catalog: Catalog, _ body: (DatasetRecord) -> Void
  ) async throws(CatalogError) {
    var page = PageRequest(size: 1000)
    repeat {
      let part = try await catalog.datasets(page: page)
      for dataset in part.records { body(dataset) }
      page.token = part.nextPageToken
    } while page.token != nil
  }
}
