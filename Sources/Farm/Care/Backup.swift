import Catalog
import Foundation

/// Writes a folder that holds a data folder's catalog at one moment and every file that it names.
///
/// The catalog is copied first, then what it names; files that the backup has already, whole, are left.
/// The new catalog takes the old one's place last, so the folder is a whole backup at every moment.
struct Backup: Sendable {
  let folder: String
  let catalog: Catalog
  let blobs: BlobStore
  let now: WallClock

  /// What a backup says of itself, in `backup.json`.
  struct Label: Codable {
    /// Seconds since 1970, when the catalog was copied.
    var takenAt: Double
    /// SHA-256 of `catalog.sqlite`.
    var catalog: String
    /// Files that were damaged or missing when it was taken.
    var lacks: [String]

    enum CodingKeys: String, CodingKey {
      case takenAt = "taken_at"
      case catalog, lacks
    }
  }

  /// Returns whether every file that the catalog names is in the backup, whole.
  func run(to target: String, say: @escaping CareListener) async throws -> Bool {
    try check(target)
    let part = "\(target)/catalog.sqlite.part"
    for name in ["", "-wal", "-shm", "-journal"] { try DurableFile.remove(part + name) }
    let time = now()
    try await Blocking.run { [catalog] in try catalog.backUp(to: part) }
    let copies = try BlobStore(folder: "\(target)/blobs")

    // the copy says what belongs to this moment
    let snapshot = try Catalog(path: part, now: now)
    var counts = ["blobs": 0, "files": 0, "copied": 0, "copied_bytes": 0, "renewed": 0]
    var lacks: [String] = []
    func note(_ kind: CareLine.Kind, _ path: String, _ owners: [String]?) async {
      lacks.append(path)
      await say(CareLine(kind, path: path, owners: owners))
    }
    let owners = try await snapshot.blobOwners()
    for (index, sha) in owners.keys.sorted().enumerated() {
      if index.isMultiple(of: Scrub.stride) {
        await say(CareLine(.progress, counts: ["blobs": index, "of": owners.count]))
      }
      counts["blobs", default: 0] += 1
      let path = try copies.path(of: sha)
      let source = try blobs.path(of: sha)
      let found = try await state(of: path, sha256: sha)
      if found == .whole { continue }
      do {
        let bytes = try await Blocking.run { try VerifiedCopy.make(source, at: path, sha256: sha) }
        counts["copied", default: 0] += 1
        counts["copied_bytes", default: 0] += bytes
        if found == .damaged { counts["renewed", default: 0] += 1 }
      } catch BlobError.missing {
        await note(.missing, "blobs/\(sha.prefix(2))/\(sha)", owners[sha])
      } catch BlobError.damaged {
        await note(.damaged, "blobs/\(sha.prefix(2))/\(sha)", owners[sha])
      }
    }
    for file in try await DatasetFiles.all(snapshot) {
      counts["files", default: 0] += 1
      let path = "\(target)/\(file.path)"
      let found = try await state(of: path, sha256: file.sha256)
      if found == .whole { continue }
      try DurableFile.makeFolder((path as NSString).deletingLastPathComponent, durably: false)
      do {
        let source = "\(folder)/\(file.path)"
        let bytes = try await Blocking.run {
          try VerifiedCopy.make(source, at: path, sha256: file.sha256)
        }
        counts["copied", default: 0] += 1
        counts["copied_bytes", default: 0] += bytes
        if found == .damaged { counts["renewed", default: 0] += 1 }
      } catch BlobError.missing {
        await note(.missing, file.path, [file.owner])
      } catch BlobError.damaged {
        await note(.damaged, file.path, [file.owner])
      }
    }

    // all is on the disk before the catalog that names it
    try snapshot.close()
    let label = Label(
      takenAt: time, catalog: try BlobStore.sha256(fileAt: part).sha, lacks: lacks)
    try await Blocking.run {
      for name in ["-wal", "-shm"] { try DurableFile.remove(part + name) }
      try DurableFile.syncFileSystem(of: target)
      try DurableFile.rename(part, to: "\(target)/catalog.sqlite")
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      try DurableFile.write(try encoder.encode(label), to: "\(target)/backup.json.part")
      try DurableFile.rename("\(target)/backup.json.part", to: "\(target)/backup.json")
    }
    counts["lacking"] = lacks.count
    await say(CareLine(.done, path: target, counts: counts))
    return lacks.isEmpty
  }

  /// What an earlier backup has of a file.
  private enum Copy { case absent, whole, damaged }

  /// Reads the backup's own copy through; the data folder's file is not touched for it.
  private func state(of path: String, sha256: String) async throws -> Copy {
    guard DurableFile.size(of: path) != nil else { return .absent }
    do {
      return try await Blocking.run { try BlobStore.sha256(fileAt: path) }.sha == sha256
        ? .whole : .damaged
    } catch BlobError.system {
      // a disk that cannot give it back has lost it
      return .damaged
    }
  }

  /// A backup goes into a folder of its own that is there: an empty one, or that of an earlier backup.
  ///
  /// - Throws: `CatalogError.invalid` for any other.
  func check(_ target: String) throws(CatalogError) {
    func refuse(_ reason: String) -> CatalogError { .invalid(field: "folder", reason: reason) }
    guard target.hasPrefix("/"), !target.utf8.contains(0) else {
      throw refuse("must be an absolute path")
    }
    let own = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let other = URL(fileURLWithPath: target).resolvingSymlinksInPath().path
    guard other != own, !other.hasPrefix(own + "/"), !own.hasPrefix(other + "/") else {
      throw refuse("must lie apart from the data folder")
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: target) else {
      throw refuse("must be a folder that is there")
    }
    guard names.isEmpty || names.contains("backup.json") || names.contains("catalog.sqlite.part")
    else { throw refuse("must be empty, or that of an earlier backup") }
  }
}
