import Catalog
import Foundation
import Testing

@Suite struct IdempotencyTests {
  let request = IdempotentRequest(key: "k", route: "POST /v1/jobs", fingerprint: "f")
  let response = StoredResponse(status: 202, headers: ["location": "/x"], body: Data("{}".utf8))

  @Test func replaysTheFirstAnswer() async throws {
    let catalog = try await Bench().catalog
    #expect(try await catalog.claim(request) == .fresh)
    #expect(try await catalog.claim(request) == .inFlight)
    try await catalog.finish(request, response: response)
    #expect(try await catalog.claim(request) == .replay(response))
    try await catalog.release(request)
    #expect(try await catalog.claim(request) == .replay(response))
  }

  @Test func tellsRequestsApart() async throws {
    let catalog = try await Bench().catalog
    #expect(try await catalog.claim(request) == .fresh)
    var other = request
    other.fingerprint = "g"
    #expect(try await catalog.claim(other) == .mismatch)
    other = request
    other.route = "POST /v1/datasets"
    #expect(try await catalog.claim(other) == .fresh)
    try await catalog.finish(request, response: response)
    other = request
    other.fingerprint = "g"
    #expect(try await catalog.claim(other) == .mismatch)
  }

  @Test func mayBeSentAgainAfterARelease() async throws {
    let catalog = try await Bench().catalog
    #expect(try await catalog.claim(request) == .fresh)
    try await catalog.release(request)
    #expect(try await catalog.claim(request) == .fresh)
    // a server that died left it open
    try await catalog.recover()
    #expect(try await catalog.claim(request) == .fresh)
  }

  @Test func forgetsAfterATime() async throws {
    let bench = try await Bench()
    #expect(try await bench.catalog.claim(request) == .fresh)
    try await bench.catalog.finish(request, response: response)
    bench.clock.advance(100)
    try await bench.catalog.forgetRequests(olderThan: 200)
    #expect(try await bench.catalog.claim(request) == .replay(response))
    try await bench.catalog.forgetRequests(olderThan: 50)
    #expect(try await bench.catalog.claim(request) == .fresh)
  }

  @Test func oneOfManyIsFirst() async throws {
    let catalog = try await Bench().catalog
    let answers = try await withThrowingTaskGroup(of: IdempotencyAnswer.self) { group in
      for _ in 0..<50 { group.addTask { try await catalog.claim(request) } }
      return try await group.reduce(into: [IdempotencyAnswer]()) { $0.append($1) }
    }
    #expect(answers.filter { $0 == .fresh }.count == 1)
    #expect(answers.filter { $0 == .inFlight }.count == 49)
  }

  @Test func aRequestKeyMakesOneJobAndOneDataset() async throws {
    let bench = try await Bench()
    func insert(_ spec: JobSpec, _ key: String?) async throws -> JobRecord {
      try await bench.catalog.insertJob(
        spec, engineVersion: "1", taskVersion: "v", batch: 1, requestKey: key)
    }
    let spec = Bench.spec(scenes: 1, motions: 1)
    let first = try await insert(spec, "a")
    #expect(try await insert(spec, "a").id == first.id)
    #expect(try await insert(spec, "b").id != first.id)
    #expect(try await insert(spec, nil).id != first.id)
    // another spec under an old key is another job
    #expect(try await insert(Bench.spec(scenes: 2, motions: 1), "a").id != first.id)

    for claim in try await bench.claim(9) { _ = try await bench.complete(claim) }
    let request = DatasetRequest(name: "d", filter: DatasetFilter(jobs: [first.id]))
    let dataset = try await bench.catalog.insertDataset(request, requestKey: "a")
    #expect(try await bench.catalog.insertDataset(request, requestKey: "a") == dataset)
    #expect(try await bench.catalog.insertDataset(request, requestKey: "b").version == 2)
    #expect(try await bench.catalog.insertDataset(request).version == 3)
  }
}
