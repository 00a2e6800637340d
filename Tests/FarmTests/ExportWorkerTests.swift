import Catalog
import Farm
import Foundation
import Testing

/// What a worker leaves of an export when its server dies.
@Suite struct ExportWorkerTests {
  /// An order to export one episode many times, as JSON.
  private func order(_ episode: String, count: Int, file: String) throws -> Data {
    let order: [String: Any] = [
      "episodes": Array(repeating: episode, count: count),
      "sides": Array(repeating: "train", count: count), "tasks": ["stack"],
      "format": "robomimic", "options": [String: Any](), "file": file, "pictures": [String](),
    ]
    return try JSONSerialization.data(withJSONObject: ["export": ["_0": order]])
  }

  /// Has an export made to its end; its hash, and the episodes that the first report counts.
  private func export(_ order: Data, blobs: String, file: String) throws -> (sha: String, from: Int)
  {
    let worker = try WorkerProcess(blobs: blobs)
    _ = try worker.receive()
    try worker.send(order)
    var first: Int?
    while let report = try worker.receive() {
      if case .progress(let done, _) = report { first = first ?? done }
      if case .exported = report { break }
      if case .refused(let refusal) = report { Issue.record("\(refusal.reason)") }
    }
    try worker.desert()
    return (try BlobStore.sha256(fileAt: file).sha, try #require(first))
  }

  @Test func theNextWorkerGoesOn() async throws {
    let test = try await TestMill { $0.executable = Place.demomill }
    let episode = try await test.running { mill in
      let ids = try await mill.ingest(
        file: Place.demo("stack_robosuite.hdf5"), task: "stack"
      ).records.map(\.id)
      let job = try await mill.submit(
        JobSpec(
          task: "stack", demonstrations: ids, scenes: .init(count: 2), motions: .init(count: 2),
          seed: 3))
      _ = try await mill.finished(job.id)
      return try #require(try await mill.catalog.episodes(job: job.id).records.first).blob
    }
    let (blobs, folder) = (test.mill.blobs.folder, test.scratch.folder)
    let file = "\(folder)/a.hdf5"
    let order = try order(episode, count: 600, file: file)
    let whole = try export(order, blobs: blobs, file: file)
    #expect(whole.from == 0)
    try FileManager.default.removeItem(atPath: file)

    // the server is gone a little after the first 500 are on the disk
    let deserted = try WorkerProcess(blobs: blobs)
    _ = try deserted.receive()
    try deserted.send(order)
    while case .progress(let done, _) = try #require(try deserted.receive()), done < 510 {}
    try deserted.desert()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(left.contains("a.hdf5.part") && !left.contains("a.hdf5"))

    let rest = try export(order, blobs: blobs, file: file)
    #expect(rest.from >= 500 && rest.sha == whole.sha)
  }
}
