import Catalog
import Foundation
import Testing

/// What scrubs and backups ask of the catalog and of files.
@Suite struct CareTests {
  @Test func knowsWhoOwnsEveryBlob() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 3, batch: 3)
    let claim = try #require(try await bench.claim().first)
    _ = try await bench.complete(claim)
    let owners = try await bench.catalog.blobOwners()
    let episodes = try await bench.catalog.episodes(job: job.id).records
    #expect(!episodes.isEmpty)
    for episode in episodes { #expect(owners[episode.blob] == ["episode \(episode.id)"]) }
    let demonstration = Bench.demonstration(0)
    #expect(
      owners[demonstration.sha256]?.sorted()
        == ["demonstration \(demonstration.id)", "job \(job.id)"])
    #expect(try await bench.catalog.namesBlob(demonstration.sha256))
    #expect(try await !bench.catalog.namesBlob(BlobStore.sha256(Data("other".utf8))))
  }

  @Test func knowsTheBlobsOfResultsThatWaitForTheirTurn() async throws {
    let bench = try await Bench()
    // a goal makes a job go in rounds, whose results are kept until it is their turn
    var spec = Bench.spec(scenes: 4, motions: 2)
    spec.goal = JobGoal(successes: 8)
    let job = try await bench.catalog.insertJob(
      spec, engineVersion: "e", taskVersion: "t", batch: 1)
    let claims = try await bench.claim(4)
    let last = try #require(claims.last)
    let results = Bench.results(last)
    #expect(
      try await bench.queue.complete([TaskCompletion(ticket: last.ticket, results: results)])
        == [.counted])
    #expect(try await bench.state(job).attempts == 0)
    let names = results.compactMap { $0.episode?.blob }
    #expect(!names.isEmpty)
    let owners = try await bench.catalog.blobOwners()
    for name in names { #expect(owners[name] == ["job \(job.id)"]) }
  }

  @Test func aCopyIsWholeWhileOthersWrite() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 50, motions: 2, batch: 2)
    let writer = Task {
      while !Task.isCancelled, let claim = try await bench.claim().first {
        _ = try await bench.complete(claim)
      }
    }
    for round in 0..<5 {
      let path = "\(bench.scratch.folder)/copy-\(round).sqlite"
      try bench.catalog.backUp(to: path)
      #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
      let copy = try Catalog(path: path)
      #expect(try await copy.check() == "ok")
      #expect(try await copy.job(job.id)?.total == 100)
    }
    writer.cancel()
    _ = await writer.result
  }

  @Test func copiesOnlyWhatHasItsHash() throws {
    let scratch = try Scratch()
    let (from, to) = ("\(scratch.folder)/from", "\(scratch.folder)/to")
    let data = Data((0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try data.write(to: URL(fileURLWithPath: from))
    let sha = BlobStore.sha256(data)
    #expect(try VerifiedCopy.make(from, at: to, sha256: sha) == data.count)
    #expect(try BlobStore.sha256(fileAt: to).sha == sha)
    try FileManager.default.removeItem(atPath: to)
    let other = BlobStore.sha256(Data())
    #expect(throws: BlobError.damaged(from)) {
      try VerifiedCopy.make(from, at: to, sha256: other)
    }
    #expect(throws: BlobError.missing("nowhere")) {
      try VerifiedCopy.make("nowhere", at: to, sha256: sha)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["from"])
  }

  @Test func knowsHowMuchRoomThereIs() throws {
    let reading = try #require(DiskReserve(folder: NSTemporaryDirectory()).reading)
    #expect(reading.free > 0 && (1...DiskReserve.largest).contains(reading.reserve))
    #expect(DiskReserve(folder: "/nowhere/at/all").reading == nil)
    var low = reading
    low.free = 3_200_000
    low.reserve = 64_000_000
    #expect(
      low.complaint == "the disk is nearly full: 3.2 MB are free, 64.0 MB are kept back")
    low.free = low.reserve
    #expect(low.complaint == nil)
  }

  @Test func saysWhatDatasetsWaitFor() async throws {
    let bench = try await Bench()
    let job = try await bench.job(scenes: 1, motions: 3, batch: 3)
    _ = try await bench.complete(try #require(try await bench.claim().first))
    _ = try await bench.catalog.insertDataset(
      DatasetRequest(name: "cubes", filter: DatasetFilter(jobs: [job.id])))
    try await bench.catalog.noteWaiting("no room")
    #expect(try await bench.catalog.dataset("cubes", version: 1)?.error == "no room")
    #expect(try await bench.catalog.claimExport()?.error == nil)
    try await bench.catalog.releaseExport("cubes", version: 1, reason: "no room yet")
    let waiting = try await bench.catalog.dataset("cubes", version: 1)
    #expect(waiting?.state == .queued && waiting?.error == "no room yet")
  }
}
