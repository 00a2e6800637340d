import Catalog

extension Mill {
  /// Looks all files of the folder through while the mill runs.
  ///
  /// - Returns: whether all that is needed is whole.
  /// - Throws: `CatalogError.conflict` while another scrub or backup is in work.
  public func scrub(removeOrphans: Bool, say: @escaping CareListener) async throws -> Bool {
    try await caring("a scrub") { mill in
      try await Scrub(
        folder: mill.configuration.dataFolder, catalog: mill.catalog, blobs: mill.blobs,
        now: mill.configuration.now
      ).run(removeOrphans: removeOrphans, say: say)
    }
  }

  /// Writes or completes a backup while the mill runs.
  ///
  /// - Returns: whether every file that the backup's catalog names is in it, whole.
  /// - Throws: `CatalogError.conflict` while another scrub or backup is in work, `.invalid` for a folder
  ///   that cannot be used.
  public func backUp(to folder: String, say: @escaping CareListener) async throws -> Bool {
    try await caring("a backup") { mill in
      try await Backup(
        folder: mill.configuration.dataFolder, catalog: mill.catalog, blobs: mill.blobs,
        now: mill.configuration.now
      ).run(to: folder, say: say)
    }
  }

  /// Whether a scrub or a backup can begin now.
  ///
  /// - Throws: `CatalogError.conflict` while another is in work, `.invalid` for a folder that no backup
  ///   goes into.
  public func checkCare(backupFolder folder: String? = nil) throws(CatalogError) {
    if let care { throw .conflict("\(care) is in work") }
    guard let folder else { return }
    try Backup(
      folder: configuration.dataFolder, catalog: catalog, blobs: blobs, now: configuration.now
    ).check(folder)
  }

  /// Does one thing at a time: what a scrub removes must not be what a backup is about to copy.
  private func caring(
    _ what: String, _ body: @Sendable (Mill) async throws -> Bool
  ) async throws -> Bool {
    if let care { throw CatalogError.conflict("\(care) is in work") }
    care = what
    defer { care = nil }
    return try await body(self)
  }
}
