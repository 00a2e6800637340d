import Catalog
import Foundation
import Testing

@Suite struct KeyTests {
  @Test func aTextIsParsedAsItWasMade() throws {
    let key = KeyText.make()
    #expect(key.text.wholeMatch(of: /dm_[0-9a-f]{12}_[0-9a-f]{64}/) != nil)
    let parsed = try #require(KeyText(parsing: key.text))
    #expect(parsed == key && parsed.has(hash: key.hash))
    #expect(!KeyText.make(id: key.id).has(hash: key.hash))
    #expect(key.hash.count == 32 && !key.hash.isEmpty)
    let secret = String(repeating: "a", count: 64)
    for bad in [
      "", "dm", "dm_a", "dm__\(secret)", "dm_a_\(secret)a", "dm_a_\(secret.dropLast())",
      "dm_A_\(secret)", "xx_a_\(secret)", "dm_a_\(secret)_", "dm_a_\(secret.dropLast())g",
      "dm_a_\(secret.dropLast())\u{661}", " dm_a_\(secret)",
    ] {
      #expect(KeyText(parsing: bad) == nil, "\(bad)")
    }
    #expect(KeyText(parsing: "dm_a_\(secret)") != nil)
  }

  @Test func keysAreKeptByTheirHash() async throws {
    let bench = try await Bench()
    let (stored, key) = try await bench.catalog.insertKey(
      KeyRequest(
        name: "rig", scopes: [.jobsRead, .demosWrite], expiresAt: 2_000,
        limits: KeyLimits(requestsPerSecond: 2, unfinishedJobs: 1)))
    #expect(stored.record.scopes == [.demosWrite, .jobsRead] && stored.hash == key.hash)
    #expect(try await bench.catalog.storedKeys() == [stored])
    #expect(try await bench.catalog.keys().records == [stored.record])
    #expect(!stored.record.isExpired(at: 1_999) && stored.record.isExpired(at: 2_000))
    try await bench.catalog.noteUse(ofKey: key.id, at: 1_005)
    bench.clock.advance(7)
    let revoked = try await bench.catalog.revokeKey(key.id)
    #expect(revoked.revokedAt == 1_007 && revoked.lastUsedAt == 1_005)
    bench.clock.advance(7)
    #expect(try await bench.catalog.revokeKey(key.id) == revoked)
    await #expect(throws: CatalogError.self) { try await bench.catalog.revokeKey("nobody") }
  }

  @Test func whatCannotBeIsNamed() async throws {
    let bench = try await Bench()
    func field(_ request: KeyRequest) async -> String? {
      do { _ = try await bench.catalog.insertKey(request) } catch {
        if case .invalid(let field, _) = error { return field }
      }
      return nil
    }
    #expect(await field(KeyRequest(name: "", scopes: [])) == "name")
    #expect(await field(KeyRequest(name: "a\nb", scopes: [])) == "name")
    #expect(await field(KeyRequest(name: "a", scopes: [], expiresAt: 1_000)) == "expires_at")
    #expect(await field(KeyRequest(name: "a", scopes: [], expiresAt: .nan)) == "expires_at")
    let limits = KeyLimits(burst: 3)
    #expect(await field(KeyRequest(name: "a", scopes: [], limits: limits)) == "limits.burst")
    #expect(try await bench.catalog.storedKeys().isEmpty)
  }

  @Test func uploadsAreCountedByTheDay() async throws {
    let bench = try await Bench()
    let key = try await bench.catalog.insertKey(KeyRequest(name: "a", scopes: [])).1.id
    func count(_ bytes: Int, day: Int) async throws -> [Int] {
      let (before, isCounted) = try await bench.catalog.countUpload(
        of: bytes, key: key, day: day, limit: 100)
      return [before, isCounted ? 1 : 0]
    }
    #expect(try await count(60, day: 5) == [0, 1])
    #expect(try await count(41, day: 5) == [60, 0])
    #expect(try await count(40, day: 5) == [60, 1])
    #expect(try await count(Int.max, day: 5) == [100, 0])
    #expect(try await count(100, day: 6) == [0, 1])
    #expect(try await count(1, day: 7) == [0, 1])
    #expect(try await bench.catalog.uploadedBytes(key: key, day: 5) == 0)
    #expect(try await bench.catalog.uploadedBytes(key: key, day: 7) == 1)
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func unfinishedJobsOfAKeyAreBounded() async throws {
    let bench = try await Bench()
    func submit(_ seed: UInt64, _ key: String, _ limit: Int? = 2) async throws -> JobRecord {
      try await bench.catalog.insertJob(
        Bench.spec(scenes: 1, motions: 1, seed: seed), engineVersion: "1", taskVersion: "v",
        batch: 1, owner: JobOwner(key: key, unfinishedJobs: limit))
    }
    let first = try await submit(1, "a")
    _ = try await submit(2, "a")
    await #expect(throws: CatalogError.exhausted("the key has 2 unfinished jobs already")) {
      try await submit(3, "a")
    }
    #expect(try await bench.catalog.jobs().records.count == 2)
    _ = try await submit(3, "b")
    _ = try await submit(4, "a", nil)
    _ = try await bench.catalog.steerJob(first.id, to: .cancelled)
    _ = try await bench.catalog.steerJob(try await submit(5, "b").id, to: .paused)
    await #expect(throws: CatalogError.self) { try await submit(6, "b") }
  }
}
