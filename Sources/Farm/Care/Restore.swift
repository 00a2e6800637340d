import Catalog
import Foundation

/// Makes a data folder of a backup, all of it or nothing, or what is whole of it where that is asked for.
public struct Restore: Sendable {
  let backup: String
  let now: WallClock

  /// The restore of a backup's folder.
  ///
  /// - Throws: `MillError.folder` when it is none.
  public init(backup: String, now: @escaping WallClock = systemClock) throws(MillError) {
    guard DurableFile.size(of: "\(backup)/catalog.sqlite") != nil,
      DurableFile.size(of: "\(backup)/backup.json") != nil
    else { throw .folder("\(backup) is no backup: it has no catalog.sqlite and backup.json") }
    self.backup = backup
    self.now = now
  }

  /// Copies the backup and checks it on the way: every hash, and the catalog's own soundness.
  ///
  /// The data folder must not be there yet, or be empty; it appears when all is checked. Returns false,
  /// and leaves nothing, when something is damaged or missing. With `partial` the folder is made all the
  /// same when the catalog is whole: without the files that were named as lost, and with the datasets they
  /// belong to marked as failed.
  public func run(
    to folder: String, partial: Bool = false, say: @escaping CareListener
  ) async throws -> Bool {
    let there = try? FileManager.default.contentsOfDirectory(atPath: folder)
    guard there?.isEmpty != false else {
      throw MillError.folder("\(folder) is not empty: a backup is restored into a new folder")
    }
    let part = folder + ".restoring"
    try? FileManager.default.removeItem(atPath: part)
    do {
      let found = try await copy(to: part, partial: partial, say: say)
      guard found == .whole || (partial && found == .lacking) else {
        try FileManager.default.removeItem(atPath: part)
        return false
      }
      try await Blocking.run { try DurableFile.syncFileSystem(of: part) }
      if there != nil { try FileManager.default.removeItem(atPath: folder) }
      try DurableFile.rename(part, to: folder)
      return found == .whole
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
  }

  /// What was found of a backup.
  private enum Outcome {
    case whole
    /// The catalog is whole, some files are not.
    case lacking
    case useless
  }

  private func copy(
    to part: String, partial: Bool, say: @escaping CareListener
  ) async throws -> Outcome {
    try DurableFile.makeFolder(part)
    let label = try JSONDecoder().decode(
      Backup.Label.self, from: try DurableFile.read("\(backup)/backup.json"))
    do {
      _ = try VerifiedCopy.make(
        "\(backup)/catalog.sqlite", at: "\(part)/catalog.sqlite", sha256: label.catalog)
    } catch BlobError.damaged {
      await say(CareLine(.damaged, path: "catalog.sqlite"))
      return .useless
    }
    let catalog = try Catalog(path: "\(part)/catalog.sqlite", now: now)
    let state = try await catalog.check()
    guard state == "ok" else {
      await say(CareLine(.damaged, path: "catalog.sqlite", reason: state))
      return .useless
    }

    // every file that the catalog names
    let target = try BlobStore(folder: "\(part)/blobs")
    let source = try BlobStore(folder: "\(backup)/blobs")
    let owners = try await catalog.blobOwners()
    var complaints = 0
    var bytes = 0
    func take(
      _ from: String, _ to: String, _ sha: String, _ path: String, _ owners: [String]?
    ) async throws -> CareLine.Kind? {
      let complaint: CareLine.Kind
      do {
        bytes += try await Blocking.run { try VerifiedCopy.make(from, at: to, sha256: sha) }
        return nil
      } catch BlobError.missing { complaint = .missing } catch BlobError.damaged {
        complaint = .damaged
      }
      complaints += 1
      await say(CareLine(complaint, path: path, owners: owners))
      return complaint
    }
    for (index, sha) in owners.keys.sorted().enumerated() {
      if index.isMultiple(of: Scrub.stride) {
        await say(CareLine(.progress, counts: ["blobs": index, "of": owners.count]))
      }
      _ = try await take(
        try source.path(of: sha), try target.path(of: sha), sha,
        "blobs/\(sha.prefix(2))/\(sha)", owners[sha])
    }
    let files = try await DatasetFiles.all(catalog)
    try DurableFile.makeFolder("\(part)/datasets")
    for file in files {
      let to = "\(part)/\(file.path)"
      try DurableFile.makeFolder((to as NSString).deletingLastPathComponent, durably: false)
      let complaint = try await take(
        "\(backup)/\(file.path)", to, file.sha256, file.path, [file.owner])
      // nobody is to be offered a dataset that is not all there
      guard let complaint, partial else { continue }
      try await catalog.markDamaged(
        file.name, version: file.version, reason: "\(file.path) is \(complaint.rawValue)")
    }
    try catalog.close()
    await say(
      CareLine(
        .done,
        counts: [
          "blobs": owners.count, "files": files.count, "bytes": bytes, "complaints": complaints,
        ]))
    return complaints == 0 ? .whole : .lacking
  }
}
