import Catalog

/// The catalog of a data folder that no server has, for a command; as long as it lives none can start.
public final class LockedCatalog: Sendable {
  private let lock: ServerLock
  public let catalog: Catalog

  /// Takes the folder's lock, waiting a second for it when patient, and opens its catalog.
  ///
  /// - Throws: `MillError`; `.folderInUse` when a server or another command has it.
  public init(
    folder: String, isPatient: Bool = true, now: @escaping WallClock = systemClock
  ) throws(MillError) {
    lock = try ServerLock(folder: folder, isPatient: isPatient)
    do throws(CatalogError) {
      catalog = try Catalog(path: "\(folder)/catalog.sqlite", now: now)
    } catch { throw .catalog("\(error)") }
  }

  /// Makes a data folder where there is none.
  public static func makeFolder(_ folder: String) throws(MillError) {
    do throws(BlobError) { try DurableFile.makeFolder(folder) } catch { throw .folder("\(error)") }
  }
}
