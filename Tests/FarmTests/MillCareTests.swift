import Catalog
import Farm
import Foundation
import Synchronization
import Testing

/// Scrub, backup and restore of a folder, by a mill and without one.
@Suite struct MillCareTests {
  /// Hears lines.
  private final class Lines: Sendable {
    private let heard = Mutex<[CareLine]>([])
    var say: CareListener { { line in self.heard.withLock { $0.append(line) } } }
    var all: [CareLine] { heard.withLock { $0 } }
    func of(_ kind: CareLine.Kind) -> [CareLine] { all.filter { $0.kind == kind } }
  }

  /// A mill with a job and a dataset, whose demonstration is there too.
  private func filled() async throws -> (TestMill, JobRecord, DatasetRecord) {
    let test = try await TestMill()
    _ = try test.mill.blobs.put(Data("demonstration".utf8))
    let (job, dataset) = try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 4, motions: 6))
      let done = try await mill.finished(job.id)
      _ = try await mill.createDataset(
        DatasetRequest(name: "cubes", filter: DatasetFilter(jobs: [job.id])))
      let dataset = try await mill.wait {
        try await mill.catalog.dataset("cubes", version: 1).flatMap {
          $0.state == .ready ? $0 : nil
        }
      }
      return (done, dataset)
    }
    return (test, job, dataset)
  }

  @Test func findsWhatIsDamagedAndMissing() async throws {
    let (test, job, dataset) = try await filled()
    let sound = Lines()
    #expect(try await test.mill.scrub(removeOrphans: false, say: sound.say))
    #expect(sound.all.last?.kind == .done && sound.all.last?.counts?["damaged"] == 0)
    #expect(sound.all.last?.counts?["blobs"] == job.successes + 1)

    let episodes = try await test.mill.catalog.episodes(job: job.id).records
    try Data("other".utf8).write(
      to: URL(fileURLWithPath: try test.mill.blobs.path(of: episodes[0].blob)))
    try test.mill.blobs.remove(episodes[1].blob)
    let file = try #require(test.mill.path(of: "cubes.hdf5", in: dataset))
    try Data("other".utf8).write(to: URL(fileURLWithPath: file))
    let lines = Lines()
    #expect(try await !test.mill.scrub(removeOrphans: true, say: lines.say))
    #expect(lines.of(.missing).map(\.owners) == [["episode \(episodes[1].id)"]])
    #expect(
      Set(lines.of(.damaged).map(\.owners))
        == [["episode \(episodes[0].id)"], ["dataset cubes version 1"]])
    let marked = try await test.mill.catalog.dataset("cubes", version: 1)
    #expect(marked?.state == .failed && marked?.error?.contains("damaged") == true)
  }

  @Test func whatIsGoneOnWithIsNoOrphan() async throws {
    let (test, job, _) = try await filled()
    let root = "\(test.scratch.folder)/data/datasets"
    // one in the making, which nobody writes at the moment
    _ = try await test.mill.createDataset(
      DatasetRequest(name: "cubes", filter: DatasetFilter(jobs: [job.id])))
    func put(_ name: String) throws {
      let file = URL(fileURLWithPath: "\(root)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("part".utf8).write(to: file)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: file.path)
    }
    let kept = [
      "cubes/2/cubes.hdf5.part", "cubes/2.part/data/chunk-000/file-000", "cubes/2.part.state",
    ]
    let lone = ["cubes/3.part/data/file-000", "cubes/20.part.state", "cubes/1/more"]
    for name in kept + lone { try put(name) }
    let lines = Lines()
    #expect(try await test.mill.scrub(removeOrphans: true, say: lines.say))
    #expect(
      lines.of(.removed).compactMap(\.path).filter { $0.hasPrefix("datasets/") }.sorted()
        == lone.map { "datasets/\($0)" }.sorted())
    for name in kept { #expect(FileManager.default.fileExists(atPath: "\(root)/\(name)")) }
  }

  @Test func notesOfExportsAreForgottenWithTheNextStart() async throws {
    let (test, _, _) = try await filled()
    let root = "\(test.scratch.folder)/data/datasets"
    let notes = ["cubes/1/cubes.hdf5.done", "cubes/1.done"].map { "\(root)/\($0)" }
    let other = "\(root)/cubes/7.done"
    for note in notes + [other] { try Data().write(to: URL(fileURLWithPath: note)) }
    try await test.running { mill in
      _ = try await mill.wait {
        notes.contains(where: FileManager.default.fileExists) ? nil : true
      }
    }
    // nobody knows of this version
    #expect(FileManager.default.fileExists(atPath: other))
  }

  @Test func aBackupIsWholeAndTheNextOneCopiesWhatIsNew() async throws {
    let (test, job, _) = try await filled()
    let target = "\(test.scratch.folder)/backup"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    let first = Lines()
    #expect(try await test.mill.backUp(to: target, say: first.say))
    // episodes, the demonstration, and the dataset with its two companions
    #expect(first.all.last?.counts?["copied"] == job.successes + 4)
    let second = Lines()
    #expect(try await test.mill.backUp(to: target, say: second.say))
    #expect(second.all.last?.counts?["copied"] == 0)

    let folder = "\(test.scratch.folder)/again"
    #expect(try await Restore(backup: target).run(to: folder, say: { _ in }))
    let restored = try StoredFolder(folder)
    #expect(try await restored.scrub(removeOrphans: false, say: { _ in }))
    #expect(try await restored.catalog.job(job.id)?.successes == job.successes)
    await #expect(
      throws: MillError.folder("\(folder) is not empty: a backup is restored into a new folder")
    ) {
      try await Restore(backup: target).run(to: folder, say: { _ in })
    }
    // only one has a folder
    #expect(throws: MillError.folderInUse(folder)) { try StoredFolder(folder) }
  }

  @Test func theNextBackupRenewsWhatIsDamagedInTheOneBefore() async throws {
    let (test, job, _) = try await filled()
    let target = "\(test.scratch.folder)/backup"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    #expect(try await test.mill.backUp(to: target, say: { _ in }))
    let blob = try #require(try await test.mill.catalog.episodes(job: job.id).records.first?.blob)
    let copies = try BlobStore(folder: "\(target)/blobs")

    // one bit of each, so that their sizes stay
    for path in [try copies.path(of: blob), "\(target)/datasets/cubes/1/cubes.hdf5"] {
      var content = try Data(contentsOf: URL(fileURLWithPath: path))
      content[content.count / 2] ^= 1
      try content.write(to: URL(fileURLWithPath: path))
    }
    let lines = Lines()
    #expect(try await test.mill.backUp(to: target, say: lines.say))
    #expect(lines.all.last?.counts?["copied"] == 2 && lines.all.last?.counts?["renewed"] == 2)
    #expect(
      try await Restore(backup: target).run(to: "\(test.scratch.folder)/again", say: { _ in }))

    // what only the backup still has is whole
    try test.mill.blobs.remove(blob)
    #expect(try await test.mill.backUp(to: target, say: { _ in }))
  }

  @Test func nothingIsRestoredOfADamagedBackup() async throws {
    let (test, job, _) = try await filled()
    let target = "\(test.scratch.folder)/backup"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    #expect(try await test.mill.backUp(to: target, say: { _ in }))
    let blob = try #require(try await test.mill.catalog.episodes(job: job.id).records.first?.blob)
    let copies = try BlobStore(folder: "\(target)/blobs")
    try Data("other".utf8).write(to: URL(fileURLWithPath: try copies.path(of: blob)))
    let lines = Lines()
    let folder = "\(test.scratch.folder)/again"
    #expect(try await !Restore(backup: target).run(to: folder, say: lines.say))
    #expect(lines.of(.damaged).count == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: test.scratch.folder)
    #expect(!names.contains { $0.hasPrefix("again") })
  }

  @Test(arguments: ["relative", "/nowhere/at/all", "data", "data/within", "full", ""])
  func refusesFoldersThatNoBackupGoesInto(name: String) async throws {
    let (test, _, _) = try await filled()
    let full = "\(test.scratch.folder)/full"
    try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: "\(full)/mine"))
    let folder = name.hasPrefix("/") || name == "relative" ? name : "\(test.scratch.folder)/\(name)"
    await #expect {
      try await test.mill.checkCare(backupFolder: folder)
    } throws: { error in
      guard case CatalogError.invalid("folder", _) = error else { return false }
      return true
    }
  }
}
