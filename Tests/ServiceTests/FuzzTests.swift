import Foundation
import JSONText
import Synchronization
import Testing

/// Damaged files by the real way: HTTP, a child process, the answer.
@Suite("Damaged files") struct FuzzTests {
  /// `DEMOMILL_FUZZ_FILES` asks for more, `DEMOMILL_FUZZ_SEED` for others.
  private static func setting(_ name: String, _ fallback: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? fallback
  }

  private struct Tally {
    var statuses: [Int: Int] = [:]
    var died = 0
    var slowest = 0.0
    var strange: [String] = []
    var peak = 0
  }

  /// What several senders found.
  private final class Board: Sendable {
    let tally = Mutex(Tally())

    func note(_ number: Int, _ reply: Reply, seconds: Double, memory: Int) {
      tally.withLock { tally in
        tally.statuses[reply.status, default: 0] += 1
        tally.slowest = max(tally.slowest, seconds)
        tally.peak = max(tally.peak, memory)
        if reply.text.contains("broke its reader") { tally.died += 1 }
        let isFine =
          [200, 201].contains(reply.status)
          || ((400..<500).contains(reply.status) && reply.isProblem)
        if !isFine { tally.strange.append("\(number): \(reply.status) \(reply.text)") }
      }
    }
  }

  @Test("Thousands of them neither end, nor hang, nor swell the server")
  func files() async throws {
    let count = Self.setting("DEMOMILL_FUZZ_FILES", 2000)
    let seed = UInt64(Self.setting("DEMOMILL_FUZZ_SEED", 1))
    let hdf5 = try Samples.shortLift()
    let structure = Mutator.structure(of: hdf5)
    #expect(structure.count > 20)
    let json = try Samples.shortLiftJSON()

    try await ServeProcess.with { server, _ in
      let client = server.client
      #expect(try await client.upload(hdf5, task: "lift").status == 201)
      #expect(try await client.upload(json, type: Client.json, task: "lift").status == 200)
      let before = server.residentMemory
      let board = Board()
      try await withThrowingTaskGroup(of: Void.self) { group in
        // two senders, each with a reader of its own
        for sender in 0..<2 {
          group.addTask {
            for number in stride(from: sender, to: count, by: 2) {
              var mutator = Mutator(seed: seed << 32 | UInt64(number))
              let isHDF5 = number % 5 < 3
              let file =
                isHDF5
                ? mutator.damageHDF5(hdf5, structure: structure) : mutator.damageJSON(json)
              let start = ContinuousClock.now
              let reply = try await client.upload(
                file, type: isHDF5 ? Client.hdf5 : Client.json, task: "lift")
              let seconds = (ContinuousClock.now - start) / .seconds(1)
              board.note(
                number, reply, seconds: seconds, memory: server.residentMemory)
            }
          }
        }
        try await group.waitForAll()
      }

      let found = board.tally.withLock { $0 }
      let growth = found.peak - before
      print(
        "\(count) damaged files: \(found.statuses.sorted { $0.key < $1.key }), "
          + "\(found.died) ended their reader, slowest \(found.slowest) s, "
          + "memory + \(growth >> 10) KiB")
      #expect(found.strange == [], "\(found.strange.prefix(3))")
      #expect(found.slowest < 11)
      #expect(growth < 64 << 20)
      #expect(server.process.isRunning)
      // most are refused, and not all for their first bytes
      #expect(found.statuses[422, default: 0] > count / 4)
      #expect(found.statuses[201, default: 0] + found.statuses[200, default: 0] > 0)
      #expect(try await client.upload(hdf5, task: "lift").status == 200)
    }
  }
}
