import Catalog
import Foundation
import Testing

@Suite struct WebhookTests {
  private func attempt(_ status: Int?) -> WebhookDelivery.Attempt {
    WebhookDelivery.Attempt(
      at: 1, seconds: 0.1, status: status, error: status == nil ? "nobody listens" : nil)
  }

  /// Takes what is due, answers all of it with a status, and says of what type it was.
  @discardableResult private func tell(_ bench: Bench, _ status: Int? = 200) async throws
    -> [String]
  {
    let due = try await bench.catalog.dueDeliveries(ofEach: 100)
    for delivery in due {
      try await bench.catalog.finishDelivery(delivery.id, attempt: attempt(status))
    }
    return try due.map { try type(of: $0) }
  }

  private func type(of delivery: DueDelivery) throws -> String {
    let message = try JSONSerialization.jsonObject(with: Data(delivery.body.utf8))
    return ((message as? [String: Any])?["type"] as? String) ?? ""
  }

  private func all(_ bench: Bench, _ webhook: String) async throws -> [WebhookDelivery] {
    try await bench.catalog.deliveries(ofWebhook: webhook, page: PageRequest(size: 1000)).records
  }

  /// The example of the specification's own libraries.
  @Test func signsAsStandardWebhooksDo() {
    let secret = WebhookSecret(text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    let signature = secret.signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
      body: #"{"test": 2432232314}"#)
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func secretsAreLongAndEachIsNew() async throws {
    let bench = try await Bench()
    var seen: Set<String> = []
    for _ in 0..<20 {
      let made = try await bench.catalog.insertWebhook(url: "http://a.example", events: [])
      #expect(made.secret.text.hasPrefix("whsec_"))
      #expect(Data(base64Encoded: String(made.secret.text.dropFirst(6)))?.count == 32)
      seen.insert(made.secret.text)
    }
    #expect(seen.count == 20)
  }

  @Test func tellsAJobsLifeInItsOrder() async throws {
    let bench = try await Bench()
    let webhook = try await bench.catalog.insertWebhook(url: "http://a.example", events: [])
    let job = try await bench.job(scenes: 1, motions: 2, batch: 2)
    #expect(try await bench.catalog.dueDeliveries().isEmpty)
    let claim = try #require(try await bench.claim().first)
    _ = try await bench.complete(claim)

    // the end waits until the beginning is told, though both have happened
    let first = try await bench.catalog.dueDeliveries()
    #expect(try first.map(type) == ["job.started"])
    #expect(first.first?.url == "http://a.example" && first.first?.secrets == [webhook.secret])
    #expect(try await bench.catalog.dueDeliveries(besides: [first[0].id]).isEmpty)
    #expect(try await tell(bench) == ["job.started"])
    let last = try #require(try await bench.catalog.dueDeliveries().first)
    let body = try JSONSerialization.jsonObject(with: Data(last.body.utf8)) as? [String: Any]
    #expect(body?["timestamp"] as? String == "1970-01-01T00:16:40.000Z")
    let data = body?["data"] as? [String: Any]
    #expect(data?["id"] as? String == job.id && data?["state"] as? String == "succeeded")
    #expect(data?["attempts"] as? Int == 2 && data?["stop_reason"] as? String == "all_attempts")
    #expect(try await tell(bench) == ["job.succeeded"])
    let log = try await all(bench, webhook.record.id)
    #expect(log.map(\.type) == ["job.succeeded", "job.started"])
    #expect(log.allSatisfy { $0.state == .delivered && $0.attempts.map(\.status) == [200] })
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func tellsOfEverythingThatWasAskedFor() async throws {
    let bench = try await Bench()
    _ = try await bench.catalog.insertWebhook(
      url: "http://a.example", events: [.jobFailed, .jobCancelled, .demonstrationKept])
    _ = try await bench.catalog.insertDemonstrations([
      Bench.demonstration(0), Bench.demonstration(7),
    ])
    // one of them was known
    #expect(try await tell(bench) == ["demonstration.kept"])

    let cancelled = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.claim()
    _ = try await bench.catalog.steerJob(cancelled.id, to: .cancelled)
    #expect(try await tell(bench) == ["job.cancelled"])
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1, seed: 2)
    let claim = try #require(try await bench.claim().first)
    _ = try await bench.queue.fail(claim.ticket, cause: .refused(reason: "cannot"))
    #expect(try await tell(bench) == ["job.failed"])
  }

  @Test func tellsOfDatasetsAndRenders() async throws {
    let bench = try await Bench()
    _ = try await bench.catalog.insertWebhook(
      url: "http://a.example", events: [.datasetReady, .datasetFailed, .renderReady])
    let job = try await bench.job(scenes: 1, motions: 2, batch: 2)
    _ = try await bench.complete(try #require(try await bench.claim().first))
    for result: Result<DatasetManifest, CatalogError> in [
      .success(
        DatasetManifest(
          files: [.init(path: "d.hdf5", size: 3, sha256: "00")], episodes: 2, train: 2, valid: 0,
          steps: 9, task: "stack", engineVersion: "1", demonstrations: [])),
      .failure(.full),
    ] {
      _ = try await bench.catalog.insertDataset(
        DatasetRequest(name: "d", filter: DatasetFilter(jobs: [job.id])))
      let dataset = try #require(try await bench.catalog.claimExport())
      try await bench.catalog.finishExport("d", version: dataset.version, result: result)
      // ended once, told once
      try await bench.catalog.finishExport("d", version: dataset.version, result: result)
    }
    let told = try await bench.catalog.dueDeliveries()
    #expect(try told.map(type) == ["dataset.ready", "dataset.failed"])
    #expect(told[0].body.contains(#""files":[{"path":"d.hdf5","sha256":"00","size":3}]"#))
    #expect(told[1].body.contains("the disk is full"))
  }

  @Test func triesAgainByTheScheduleAndThenGivesUp() async throws {
    let bench = try await Bench()
    let webhook = try await bench.catalog.insertWebhook(
      url: "http://a.example", events: [.jobStarted])
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.claim()
    let message = try await bench.catalog.dueDeliveries().first?.message
    var waited: [Double] = []
    for number in 1...WebhookSchedule.mostTries {
      let due = try await bench.catalog.dueDeliveries()
      #expect(due.count == 1 && due.first?.message == message, "try \(number)")
      try await tell(bench, number % 2 == 0 ? nil : 500)
      guard number < WebhookSchedule.mostTries else { break }
      // not a second before its time
      let pause = WebhookSchedule.pauses[number - 1]
      bench.clock.advance(pause - 1)
      #expect(try await bench.catalog.dueDeliveries().isEmpty)
      bench.clock.advance(1)
      waited.append(pause)
    }
    #expect(waited == [5, 300, 1800, 7200, 18_000, 36_000])
    bench.clock.advance(1e6)
    #expect(try await bench.catalog.dueDeliveries().isEmpty)
    let delivery = try #require(try await all(bench, webhook.record.id).first)
    #expect(delivery.state == .failed && delivery.nextAt == nil)
    #expect(delivery.attempts.map(\.status) == [500, nil, 500, nil, 500, nil, 500])
    #expect(delivery.attempts[1].error == "nobody listens")

    // by hand it goes again, with the same id of the message
    let resent = try await bench.catalog.resendDelivery(
      delivery.id, ofWebhook: webhook.record.id)
    #expect(resent.state == .pending && resent.attempts.count == 7)
    #expect(try await bench.catalog.dueDeliveries().first?.message == message)
    try await tell(bench)
    let end = try #require(try await all(bench, webhook.record.id).first)
    #expect(end.state == .delivered && end.attempts.count == 8)
  }

  @Test func aReceiverThatIsGoneIsToldNoMore() async throws {
    let bench = try await Bench()
    let webhook = try await bench.catalog.insertWebhook(
      url: "http://a.example", events: [.jobStarted])
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.claim()
    try await tell(bench, 410)
    let gone = try #require(try await bench.catalog.webhook(webhook.record.id))
    #expect(!gone.active && gone.note == "the receiver answered 410 Gone")
    #expect(try await all(bench, gone.id).map(\.state) == [.failed])
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1, seed: 2)
    _ = try await bench.claim()
    #expect(try await all(bench, gone.id).count == 1)
    let back = try await bench.catalog.changeWebhook(gone.id, active: true)
    #expect(back.active && back.note == nil)
  }

  @Test func theOldSecretCountsForADay() async throws {
    let bench = try await Bench()
    let webhook = try await bench.catalog.insertWebhook(
      url: "http://a.example", events: [.jobStarted])
    let rotated = try await bench.catalog.rotateSecret(ofWebhook: webhook.record.id)
    #expect(rotated.secret != webhook.secret)
    #expect(rotated.record.oldSecretUntil == 87_400.0)
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.claim()
    #expect(
      try await bench.catalog.dueDeliveries().first?.secrets == [rotated.secret, webhook.secret])
    bench.clock.advance(86_400)
    #expect(try await bench.catalog.dueDeliveries().first?.secrets == [rotated.secret])
  }

  @Test func whatHappensWhileItRestsIsNotToldAndWhatWaitsStays() async throws {
    let bench = try await Bench()
    let webhook = try await bench.catalog.insertWebhook(
      url: "http://a.example", events: [.jobStarted])
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.claim()
    _ = try await bench.catalog.changeWebhook(
      webhook.record.id, url: "http://b.example", active: false)
    #expect(try await bench.catalog.dueDeliveries().isEmpty)
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1, seed: 2)
    _ = try await bench.claim()
    _ = try await bench.catalog.changeWebhook(webhook.record.id, active: true)
    let due = try await bench.catalog.dueDeliveries()
    #expect(due.map(\.url) == ["http://b.example"])

    // forgotten with everything, also while it is told
    try await bench.catalog.deleteWebhook(webhook.record.id)
    try await bench.catalog.finishDelivery(due[0].id, attempt: attempt(200))
    await #expect(throws: CatalogError.self) { try await all(bench, webhook.record.id) }
    #expect(try await bench.catalog.check() == "ok")
  }

  @Test func oldDeliveriesAreForgottenWhenTheyAreDone() async throws {
    let bench = try await Bench()
    let webhook = try await bench.catalog.insertWebhook(
      url: "http://a.example", events: [.jobStarted, .jobCancelled])
    let job = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.claim()
    try await tell(bench)
    _ = try await bench.catalog.steerJob(job.id, to: .cancelled)
    bench.clock.advance(WebhookSchedule.memory + 1)
    try await bench.catalog.forgetDeliveries()
    #expect(try await all(bench, webhook.record.id).map(\.type) == ["job.cancelled"])
  }

  @Test func nothingIsWrittenWhereNobodyListens() async throws {
    let bench = try await Bench()
    _ = try await bench.job(scenes: 1, motions: 1, batch: 1)
    _ = try await bench.complete(try #require(try await bench.claim().first))
    _ = try await bench.catalog.insertWebhook(url: "http://a.example", events: [])
    #expect(try await bench.catalog.dueDeliveries().isEmpty)
  }
}
