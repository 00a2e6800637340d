import Catalog
import Episodes
import Foundation
import Logging
import Outbound
import Synchronization

/// Tells webhooks of what happened: takes deliveries whose time has come out of the catalog and posts them.
///
/// At least once: what was sent, but not noted before the server died, is sent again.
struct WebhookSender: Sendable {
  let catalog: Catalog
  let now: WallClock
  let logger: Logger
  /// Whether addresses that are not public are spoken to.
  let allowsPrivate: Bool
  /// Seconds that a receiver has.
  let timeout: Double
  private let flying = Flying()
  private let bell = Doorbell()

  /// Posts at a time to one webhook, whose first waits for no other webhook.
  static let mostFlyingOfOne = 4
  /// Posts at a time beside the first of each of `Catalog.mostWebhooks`.
  static let mostFlyingBeside = 16
  /// How often the catalog is asked.
  static let pace = Duration.milliseconds(250)

  init(
    catalog: Catalog, now: @escaping WallClock, logger: Logger, allowsPrivate: Bool,
    timeout: Double
  ) {
    self.catalog = catalog
    self.now = now
    self.logger = logger
    self.allowsPrivate = allowsPrivate
    self.timeout = timeout
  }

  /// Sends until cancelled; what flies then is waited for.
  func run() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        for delivery in await due() where flying.begin(delivery) {
          group.addTask {
            await send(delivery)
            flying.end(delivery)
            bell.ring()
          }
        }
        await bell.wait(atMost: Self.pace)
      }
    }
  }

  private func due() async -> [DueDelivery] {
    do {
      return try await catalog.dueDeliveries(
        besides: flying.ids, ofEach: Self.mostFlyingOfOne)
    } catch {
      if !Task.isCancelled {
        logger.error("cannot read deliveries", metadata: ["error": "\(error)"])
        try? await Task.sleep(for: .seconds(1))
      }
      return []
    }
  }

  /// Posts one delivery and notes what came of it.
  private func send(_ delivery: DueDelivery) async {
    let at = now()
    let post = Self.post(delivery, at: at, timeout: timeout, allowsPrivate: allowsPrivate)
    let answer = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: post.send()) }
    }
    let attempt = WebhookDelivery.Attempt(
      at: at, seconds: answer.seconds, status: answer.status, error: answer.problem)
    let (catalog, logger) = (catalog, logger)
    // a cancelled task may still tell the catalog
    await Task.detached {
      do { try await catalog.finishDelivery(delivery.id, attempt: attempt) } catch {
        logger.error("cannot note a delivery", metadata: ["error": "\(error)"])
      }
    }.value
  }

  /// The message as Standard Webhooks has it: id, time, and a signature for each secret that counts.
  static func post(
    _ delivery: DueDelivery, at time: Double, timeout: Double, allowsPrivate: Bool
  ) -> OutboundPost {
    let timestamp = Int(time)
    let signatures = delivery.secrets.map {
      $0.signature(id: delivery.message, timestamp: timestamp, body: delivery.body)
    }
    return OutboundPost(
      url: delivery.url,
      headers: [
        ("Content-Type", "application/json"), ("User-Agent", "demomill/\(EngineVersion.current)"),
        ("webhook-id", delivery.message), ("webhook-timestamp", "\(timestamp)"),
        ("webhook-signature", signatures.joined(separator: " ")),
      ], body: Array(delivery.body.utf8), timeout: timeout, allowsPrivate: allowsPrivate)
  }
}

/// The deliveries that are under way.
private final class Flying: Sendable {
  /// Webhooks by delivery.
  private let state = Mutex<[String: String]>([:])

  var ids: Set<String> { state.withLock { Set($0.keys) } }

  /// Notes a delivery as under way; false where there are too many, but never for a webhook's first.
  func begin(_ delivery: DueDelivery) -> Bool {
    state.withLock { state in
      guard state[delivery.id] == nil else { return false }
      let ofOne = state.values.count { $0 == delivery.webhook }
      if ofOne > 0 {
        let beside = state.count - Set(state.values).count
        guard ofOne < WebhookSender.mostFlyingOfOne, beside < WebhookSender.mostFlyingBeside else {
          return false
        }
      }
      state[delivery.id] = delivery.webhook
      return true
    }
  }

  func end(_ delivery: DueDelivery) { state.withLock { $0[delivery.id] = nil } }
}
