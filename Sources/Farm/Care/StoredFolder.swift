import Catalog

/// A data folder that no server has open, opened for its care alone: without scenes, workers or HTTP.
public final class StoredFolder: Sendable {
  public let catalog: Catalog
  let blobs: BlobStore
  let folder: String
  private let lock: ServerLock
  private let now: WallClock

  /// Opens a data folder that is there.
  ///
  /// - Throws: `MillError.folderInUse` while a server has it, else what is wrong with it.
  public init(_ folder: String, now: @escaping WallClock = systemClock) throws(MillError) {
    guard DurableFile.size(of: "\(folder)/catalog.sqlite") != nil else {
      throw .folder("\(folder) is no data folder: it has no catalog.sqlite")
    }
    self.folder = folder
    self.now = now
    lock = try ServerLock(folder: folder)
    do throws(BlobError) { blobs = try BlobStore(folder: "\(folder)/blobs") } catch {
      throw .folder("\(error)")
    }
    do throws(CatalogError) {
      catalog = try Catalog(path: "\(folder)/catalog.sqlite", now: now)
    } catch { throw .catalog("\(error)") }
  }

  /// Looks all files through; returns whether all that is needed is whole.
  public func scrub(
    removeOrphans: Bool, say: @escaping CareListener
  ) async throws -> Bool {
    try await Scrub(folder: folder, catalog: catalog, blobs: blobs, now: now)
      .run(removeOrphans: removeOrphans, say: say)
  }

  /// Writes or completes a backup; returns whether all of it is whole.
  public func backUp(to target: String, say: @escaping CareListener) async throws -> Bool {
    try await Backup(folder: folder, catalog: catalog, blobs: blobs, now: now)
      .run(to: target, say: say)
  }
}
