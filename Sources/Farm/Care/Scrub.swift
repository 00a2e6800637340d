import Catalog
import Foundation

/// Looks all files of a data folder through: whether what is needed is whole, and what nobody needs.
///
/// Works beside a running mill: blobs never change, and what is young is left alone.
struct Scrub: Sendable {
  let folder: String
  let catalog: Catalog
  let blobs: BlobStore
  let now: WallClock

  /// Seconds that a file may lie about before it counts as an orphan.
  static let youth = 3600.0
  /// Blobs between two lines that say how far it is.
  static let stride = 2000

  /// Returns whether all that is needed is whole.
  func run(removeOrphans: Bool, say: @escaping CareListener) async throws -> Bool {
    var counts = ["blobs": 0, "files": 0, "damaged": 0, "missing": 0, "orphans": 0, "removed": 0]

    // the files first: what comes later has an owner that comes later
    let deadline = now() - Self.youth
    let lone = try await leftovers(putBefore: deadline)
    let owners = try await catalog.blobOwners()

    // what somebody names must be there, and be what its name says
    for (index, sha) in owners.keys.sorted().enumerated() {
      if index.isMultiple(of: Self.stride) {
        await say(CareLine(.progress, counts: ["blobs": index, "of": owners.count]))
      }
      counts["blobs", default: 0] += 1
      guard let complaint = try await check(sha) else { continue }
      // it may have been forgotten since
      guard try await catalog.namesBlob(sha) else { continue }
      counts[complaint.rawValue, default: 0] += 1
      await say(
        CareLine(complaint, path: "blobs/\(sha.prefix(2))/\(sha)", owners: owners[sha]))
    }
    for file in try await DatasetFiles.all(catalog) {
      counts["files", default: 0] += 1
      guard let complaint = try await check(file) else { continue }
      counts[complaint.rawValue, default: 0] += 1
      await say(CareLine(complaint, path: file.path, owners: [file.owner]))
      try await catalog.markDamaged(
        file.name, version: file.version, reason: "\(file.path) is \(complaint.rawValue)")
    }

    // what nobody names is only in the way
    let orphans = lone.filter { owners[$0.sha] == nil }
    counts["orphans"] = orphans.count
    for entry in orphans { await say(line(.orphan, entry)) }
    if removeOrphans {
      for start in Swift.stride(from: 0, to: orphans.count, by: Self.stride) {
        let portion = orphans[start..<min(start + Self.stride, orphans.count)]
        let gone = Set(
          try await blobs.retire(portion.map(\.sha), putBefore: deadline) {
            Set(try await catalog.blobOwners().keys)
          })
        for entry in portion where gone.contains(entry.sha) { await say(line(.removed, entry)) }
        counts["removed", default: 0] += gone.count
      }
    }
    for (path, size) in try await leftoverFiles(putBefore: deadline) {
      counts["orphans", default: 0] += 1
      await say(CareLine(.orphan, path: path, bytes: size))
      guard removeOrphans else { continue }
      try DurableFile.remove("\(folder)/\(path)")
      counts["removed", default: 0] += 1
      await say(CareLine(.removed, path: path, bytes: size))
    }
    await say(CareLine(.done, counts: counts))
    return counts["damaged"] == 0 && counts["missing"] == 0
  }

  private func line(_ kind: CareLine.Kind, _ entry: BlobStore.Entry) -> CareLine {
    CareLine(kind, path: "blobs/\(entry.sha.prefix(2))/\(entry.sha)", bytes: entry.size)
  }

  /// Blobs that were put long ago.
  private func leftovers(putBefore time: Double) async throws -> [BlobStore.Entry] {
    var found: [BlobStore.Entry] = []
    for byte in UInt8.min...UInt8.max {
      found += try await Blocking.run { [blobs] in
        try blobs.entries(in: byte).filter { $0.modified < time }
      }
    }
    return found
  }

  /// What is wrong with a blob, or nil.
  private func check(_ sha: String) async throws -> CareLine.Kind? {
    do {
      try await Blocking.run { [blobs] in _ = try blobs.check(sha) }
      return nil
    } catch BlobError.missing {
      return .missing
    } catch BlobError.damaged {
      return .damaged
    } catch BlobError.system {
      // a disk that cannot give it back has lost it
      return .damaged
    }
  }

  /// What is wrong with a dataset's file, or nil.
  private func check(_ file: DatasetFiles.File) async throws -> CareLine.Kind? {
    let path = "\(folder)/\(file.path)"
    guard DurableFile.size(of: path) != nil else { return .missing }
    do {
      let found = try await Blocking.run { try BlobStore.sha256(fileAt: path) }
      return found.sha == file.sha256 && found.size == file.size ? nil : .damaged
    } catch BlobError.system { return .damaged }
  }

  /// Files of datasets that no manifest names, and that nobody is writing.
  private func leftoverFiles(putBefore time: Double) async throws -> [(path: String, size: Int)] {
    let root = "\(folder)/datasets"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    let known = Set(try await DatasetFiles.all(catalog).map(\.path))
    let unfinished = try await DatasetFiles.unfinished(catalog)
    return names.sorted().compactMap { name in
      let path = "datasets/\(name)"
      guard let facts = DurableFile.facts(of: "\(root)/\(name)"), facts.modified < time,
        !known.contains(path), !DatasetFiles.isUnfinished(path, unfinished)
      else { return nil }
      return (path, facts.size)
    }
  }
}
