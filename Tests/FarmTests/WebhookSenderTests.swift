import Catalog
import Crypto
import Farm
import Foundation
import Synchronization
import TestSupport
import Testing

/// Webhooks from the catalog to a real receiver.
@Suite(.serialized) struct WebhookSenderTests {
  /// A clock that moves when told to, and otherwise with the system's.
  private final class MovedClock: Sendable {
    private let offset = Mutex(0.0)
    var now: WallClock { { Date().timeIntervalSince1970 + self.offset.withLock { $0 } } }
    func advance(_ seconds: Double) { offset.withLock { $0 += seconds } }
  }

  private func mill(
    clock: MovedClock = MovedClock(), scratch: Scratch? = nil, timeout: Double = 1
  ) async throws -> TestMill {
    try await TestMill(scratch: scratch) {
      $0.allowsPrivateWebhooks = true
      $0.webhookTimeout = timeout
      $0.now = clock.now
    }
  }

  private func type(of request: HTTPReceiver.Request) -> String {
    let message = try? JSONSerialization.jsonObject(with: Data(request.body))
    return ((message as? [String: Any])?["type"] as? String) ?? ""
  }

  /// Whether a request is signed with a secret, checked without the code under test.
  private func isSigned(_ request: HTTPReceiver.Request, _ secret: WebhookSecret) -> Bool {
    let key = Data(base64Encoded: String(secret.text.dropFirst(6))) ?? Data()
    let id = request.headers["webhook-id"] ?? ""
    let time = request.headers["webhook-timestamp"] ?? ""
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(id).\(time).".utf8) + Data(request.body), using: SymmetricKey(data: key))
    let wanted = "v1,\(Data(code).base64EncodedString())"
    return request.headers["webhook-signature"]?.split(separator: " ").contains { $0 == wanted }
      == true
  }

  @Test func tellsAReceiverOfAJobAndItsDataset() async throws {
    let receiver = try HTTPReceiver()
    let test = try await mill()
    try await test.running { mill in
      let webhook = try await mill.catalog.insertWebhook(
        url: "http://127.0.0.1:\(receiver.port)/hook", events: [])
      let job = try await mill.finished(
        try await mill.submit(TestMill.spec(scenes: 2, motions: 3)).id)
      _ = try await mill.createDataset(
        DatasetRequest(name: "d", filter: DatasetFilter(jobs: [job.id])))
      let requests = try await receiver.requests(3)
      #expect(Set(requests.map(type)) == ["job.started", "job.succeeded", "dataset.ready"])
      // of one job in order; the dataset's may come in between
      #expect(
        requests.map(type).filter { $0.hasPrefix("job") } == ["job.started", "job.succeeded"])
      for request in requests {
        #expect(request.line == "POST /hook HTTP/1.1")
        #expect(request.headers["content-type"] == "application/json")
        #expect(isSigned(request, webhook.secret))
        let time = Double(request.headers["webhook-timestamp"] ?? "") ?? 0
        #expect(abs(time - Date().timeIntervalSince1970) < 60)
      }
      #expect(Set(requests.compactMap { $0.headers["webhook-id"] }).count == 3)
    }
  }

  @Test func triesAgainWithTheSameIdUntilItIsTaken() async throws {
    let clock = MovedClock()
    let receiver = try HTTPReceiver { index, _ in .init([500, 302, 200][min(index, 2)]) }
    let test = try await mill(clock: clock)
    try await test.running { mill in
      let webhook = try await mill.catalog.insertWebhook(
        url: "http://127.0.0.1:\(receiver.port)/", events: [.jobSucceeded])
      _ = try await mill.finished(
        try await mill.submit(TestMill.spec(scenes: 1, motions: 1)).id)
      for (count, pause) in [(1, 5.0), (2, 300)] {
        #expect(try await receiver.requests(count).count == count)
        _ = try await mill.wait {
          try await log(mill, webhook.record.id).first?.attempts.count == count ? true : nil
        }
        clock.advance(pause)
      }
      let requests = try await receiver.requests(3)
      #expect(requests.count == 3)
      #expect(Set(requests.map { $0.headers["webhook-id"] }).count == 1)
      #expect(requests.allSatisfy { isSigned($0, webhook.secret) })

      // the time of a try is its own
      let times = requests.compactMap { Int($0.headers["webhook-timestamp"] ?? "") }
      #expect(times[1] - times[0] >= 5 && times[2] - times[1] >= 300)
      let delivery = try await mill.wait {
        try await log(mill, webhook.record.id).first { $0.state == .delivered }
      }
      #expect(delivery.attempts.map(\.status) == [500, 302, 200])
    }
  }

  @Test func aReceiverThatIsSlowOrAwayHoldsUpNobodyElse() async throws {
    let slow = try HTTPReceiver { _, _ in .init(200, delay: 30) }
    let away = try HTTPReceiver()
    away.stop()
    let quick = try HTTPReceiver()
    let test = try await mill()
    try await test.running { mill in
      for port in [slow.port, away.port, quick.port] {
        _ = try await mill.catalog.insertWebhook(
          url: "http://127.0.0.1:\(port)/", events: [.jobSucceeded])
      }
      for seed in 1...20 {
        _ = try await mill.finished(
          try await mill.submit(TestMill.spec(scenes: 1, motions: 1, seed: UInt64(seed))).id)
      }
      let start = ContinuousClock.now
      let told20 = try await quick.requests(20).count
      #expect(told20 == 20)
      #expect(ContinuousClock.now - start < .seconds(5))
      let webhooks = try await mill.catalog.webhooks().records
      let told = try await mill.wait {
        try await log(mill, webhooks[0].id).first { !$0.attempts.isEmpty }?.attempts.first
      }
      #expect(told.status == nil && told.error?.contains("time") == true, "\(told)")
    }
  }

  @Test func receiversThatAreAllSlowAreTriedAtOnce() async throws {
    let slow = try HTTPReceiver { _, _ in .init(200, delay: 30) }
    let test = try await mill(timeout: 4)
    try await test.running { mill in
      for number in 0..<70 {
        _ = try await mill.catalog.insertWebhook(
          url: "http://127.0.0.1:\(slow.port)/\(number)", events: [.jobSucceeded])
      }
      // several for each: nobody's second goes before somebody's first
      for seed in 1...3 {
        _ = try await mill.finished(
          try await mill.submit(TestMill.spec(scenes: 1, motions: 1, seed: UInt64(seed))).id)
      }
      let start = ContinuousClock.now
      while Set(slow.requests.map(\.line)).count < 70, ContinuousClock.now - start < .seconds(20) {
        try await Task.sleep(for: .milliseconds(20))
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      print("the last of 70 slow receivers was tried after \(seconds) s")
      #expect(seconds < 4)
    }
  }

  @Test func whatWasNotToldIsToldByTheNextLife() async throws {
    let scratch = try Scratch()
    let receiver = try HTTPReceiver()
    var first: TestMill? = try await mill(scratch: scratch)
    let webhook = try await first?.mill.catalog.insertWebhook(
      url: "http://127.0.0.1:\(receiver.port)/", events: [.jobCancelled])
    // the mill does not run: the event is written, nobody tells it
    let job = try await first?.mill.submit(TestMill.spec(scenes: 1, motions: 1))
    _ = try await first?.mill.cancel(job?.id ?? "")
    #expect(receiver.requests.isEmpty)
    first = nil

    let second = try await mill(scratch: scratch)
    try await second.running { _ in
      let requests = try await receiver.requests(1)
      #expect(requests.map(type) == ["job.cancelled"])
      #expect(isSigned(try #require(requests.first), try #require(webhook).secret))
    }
  }

  @Test func privateAddressesAreRefusedUnlessAllowed() async throws {
    let receiver = try HTTPReceiver()
    let test = try await TestMill { $0.webhookTimeout = 1 }
    try await test.running { mill in
      let webhook = try await mill.catalog.insertWebhook(
        url: "http://localhost:\(receiver.port)/", events: [.jobSucceeded])
      _ = try await mill.finished(
        try await mill.submit(TestMill.spec(scenes: 1, motions: 1)).id)
      let attempt = try await mill.wait {
        try await log(mill, webhook.record.id).first?.attempts.first
      }
      #expect(attempt.status == nil)
      #expect(attempt.error?.contains("is no public address") == true, "\(attempt)")
      #expect(receiver.requests.isEmpty)
    }
  }

  private func log(_ mill: Mill, _ webhook: String) async throws -> [WebhookDelivery] {
    try await mill.catalog.deliveries(ofWebhook: webhook, page: PageRequest(size: 100)).records
  }
}
