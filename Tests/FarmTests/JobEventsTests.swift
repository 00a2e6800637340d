import Catalog
import Farm
import Testing

@Suite(.serialized) struct JobEventsTests {
  private func collect(_ events: JobEvents) async throws -> [JobEvent] {
    var found: [JobEvent] = []
    for try await event in events { found.append(event) }
    return found
  }

  @Test func showsAJobFromItsBeginningToItsEnd() async throws {
    let test = try await TestMill(plan: "slow * * 100000")
    try await test.running { mill in
      let job = try await mill.submit(TestMill.spec(scenes: 8, motions: 4))
      let events = try await collect(mill.events(job: job.id))
      #expect(events.count > 2)
      #expect(zip(events, events.dropFirst()).allSatisfy { $0.id < $1.id })
      #expect(zip(events, events.dropFirst()).allSatisfy { $0.job.attempts <= $1.job.attempts })
      #expect(events.last?.job.state == .succeeded && events.last?.job.attempts == 32)
      #expect(events.dropLast().allSatisfy { !$0.job.done })

      // one who comes back misses nothing, and hears nothing twice
      let middle = events[events.count / 2].id
      let rest = try await collect(mill.events(job: job.id, after: middle))
      #expect(rest.map(\.id) == [events.last?.id])
      let last = try #require(events.last?.id)
      #expect(try await collect(mill.events(job: job.id, after: last)).isEmpty)
    }
  }

  @Test func endsForAJobThatIsNotThere() async throws {
    let test = try await TestMill()
    #expect(try await collect(test.mill.events(job: "job_x")).isEmpty)
  }

  @Test func stopsWhenNobodyListens() async throws {
    let test = try await TestMill()
    let job = try await test.mill.submit(TestMill.spec(scenes: 1, motions: 1))
    let listener = Task { try await collect(test.mill.events(job: job.id)) }
    try await Task.sleep(for: .milliseconds(100))
    listener.cancel()
    await #expect(throws: CancellationError.self) { try await listener.value }
  }

  @Test func tellsOfACancellation() async throws {
    let test = try await TestMill()
    let job = try await test.mill.submit(TestMill.spec(scenes: 1, motions: 1))
    let listener = Task { try await collect(test.mill.events(job: job.id)) }
    try await Task.sleep(for: .milliseconds(100))
    _ = try await test.mill.cancel(job.id)
    #expect(try await listener.value.map(\.job.state) == [.queued, .cancelled])
  }
}
