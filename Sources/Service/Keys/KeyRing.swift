import Catalog
import HTTPTypes
import Hummingbird
import Synchronization

/// All keys in memory, so that no request waits for the catalog to be let in.
///
/// Only the server changes keys while it runs, and only through here.
final class KeyRing: Sendable {
  /// A key of this run, which commands on this machine show.
  static let localID = "server"

  let catalog: Catalog
  private let now: WallClock
  private let localHash: StoredKey?
  private let state: Mutex<State>

  private struct State {
    /// By id; nil until they were loaded.
    var keys: [String: StoredKey]?
    /// The last request of each key, and which of them the catalog knows.
    var used: [String: Double] = [:]
    var noted: [String: Double] = [:]
    var buckets: [String: TokenBucket] = [:]
    var failures: FailureLimiter
  }

  /// Seconds between two notes of a key's use in the catalog.
  private static let notePeriod = 60.0
  /// What a secret is compared with that belongs to no key.
  private static let nobody = KeyText.make().hash

  /// A ring that lets nobody in until it is loaded.
  ///
  /// - Parameters:
  ///   - catalog: keeps the keys.
  ///   - local: the key of this run, nil for none.
  ///   - failuresPerMinute: of one address, nil for any number.
  ///   - now: measures expiry and quotas.
  init(catalog: Catalog, local: KeyText?, failuresPerMinute: Int?, now: @escaping WallClock) {
    self.catalog = catalog
    self.now = now
    localHash = local.map { key in
      let record = KeyRecord(id: key.id, name: "this machine", scopes: [.admin], createdAt: now())
      return StoredKey(record: record, hash: key.hash)
    }
    state = Mutex(State(failures: FailureLimiter(perMinute: failuresPerMinute)))
  }

  /// Reads the keys.
  func load() async throws(CatalogError) {
    let stored = try await catalog.storedKeys()
    state.withLock { state in
      state.keys = Dictionary(uniqueKeysWithValues: stored.map { ($0.record.id, $0) })
      for key in stored {
        state.used[key.record.id] = key.record.lastUsedAt
        state.noted[key.record.id] = key.record.lastUsedAt
      }
    }
  }

  /// Whether no key was ever made, so that loopback is open.
  var isEmpty: Bool { state.withLock { $0.keys?.isEmpty ?? false } }

  // MARK: - Changes

  /// Makes a key, which is valid when this returns.
  func create(_ request: KeyRequest) async throws(CatalogError) -> (KeyRecord, KeyText) {
    let (stored, key) = try await catalog.insertKey(request)
    state.withLock { $0.keys?[stored.record.id] = stored }
    return (stored.record, key)
  }

  /// Ends a key, which is worth nothing when this returns.
  func revoke(_ id: String) async throws(CatalogError) {
    let record = try await catalog.revokeKey(id)
    state.withLock { $0.keys?[id]?.record.revokedAt = record.revokedAt }
  }

  /// A record with the use that the catalog may not know yet.
  func completed(_ record: KeyRecord) -> KeyRecord {
    var record = record
    record.lastUsedAt = state.withLock { $0.used[record.id] } ?? record.lastUsedAt
    return record
  }

  // MARK: - Requests

  /// Who sent a request, when it may do what it asks for.
  ///
  /// - Parameters:
  ///   - request: its head is looked at, not its body.
  ///   - access: what its operation asks for.
  ///   - peer: the address that it came from.
  ///   - visit: takes what is to be told of it, also when this throws.
  /// - Returns: the caller, who need not be known where the operation or the server is open.
  /// - Throws: `Problem` 401, 403 or 429.
  func admit(
    _ request: Request, to access: Access, peer: String, visit: inout Visit
  ) throws(Problem) -> Caller {
    guard access != .open else { return .anyone }
    if isEmpty {
      guard Loopback.isMeant(by: request.head.authority) else { throw .openElsewhere }
      return .anyone
    }

    let time = now()
    let shown = Self.key(shownBy: request)
    let found = find(shown, at: time)
    visit.key = found.key
    visit.refusal = found.refusal
    guard let record = found.record else {
      if let seconds = state.withLock({ $0.failures.note(peer, at: time) }) {
        throw .exhausted("Too many requests without a valid key.", retryAfter: seconds)
      }
      throw .unauthorized(isKeyShown: shown != nil)
    }
    noteUse(of: record.id, at: time)

    // its rate counts requests that its scopes do not allow, too
    if let (quota, wait) = take(from: record, at: time) {
      visit.quotas.append(quota)
      if let wait {
        visit.refusal = "too many requests"
        throw .exhausted("Too many requests with this key.", retryAfter: wait)
      }
    }
    if case .scope(let scope) = access, !access.isGranted(to: record.scopes) {
      visit.refusal = "missing scope"
      throw .forbidden(missing: scope)
    }
    return Caller(key: record.id, limits: record.limits)
  }

  /// Whether a caller who was let in would be let in now.
  func isValid(_ caller: Caller) -> Bool {
    guard let id = caller.key, id != Self.localID else { return true }
    let record = state.withLock { $0.keys?[id]?.record }
    guard let record else { return false }
    return record.revokedAt == nil && !record.isExpired(at: now())
  }

  /// What was found of a key that was shown.
  private struct Finding {
    /// The id, where there is such a key and its secret was right.
    var key: String?
    /// The record, when the key is worth something.
    var record: KeyRecord?
    var refusal: String?
  }

  private func find(_ text: String?, at time: Double) -> Finding {
    guard let text else { return Finding(refusal: "no key") }
    guard let key = KeyText(parsing: text) else { return Finding(refusal: "malformed key") }
    let stored =
      key.id == Self.localID
      ? localHash : state.withLock { $0.keys?[key.id] }

    // an unknown id takes as long as a wrong secret
    let fits = key.has(hash: stored?.hash ?? Self.nobody)
    guard let record = stored?.record, fits else { return Finding(refusal: "unknown key") }
    if record.revokedAt != nil { return Finding(key: record.id, refusal: "revoked key") }
    if record.isExpired(at: time) { return Finding(key: record.id, refusal: "expired key") }
    return Finding(key: record.id, record: record)
  }

  /// The text after `Bearer`, RFC 6750; empty for another kind of credentials, nil for none.
  private static func key(shownBy request: Request) -> String? {
    guard let header = request.headers[.authorization] else { return nil }
    let words = header.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return "" }
    return String(words[1])
  }

  /// Takes a request from a key's rate; what is left, and how long to wait when there was nothing.
  private func take(from record: KeyRecord, at time: Double) -> (Quota, wait: Int?)? {
    guard let rate = record.limits.requestsPerSecond else { return nil }
    let burst = record.limits.burst ?? max(1, Int((2 * rate).rounded(.up)))
    return state.withLock { state in
      var bucket =
        state.buckets[record.id] ?? TokenBucket(rate: rate, burst: burst, at: time)
      let isTaken = bucket.take(at: time)
      state.buckets[record.id] = bucket
      let quota = Quota(
        name: "requests", limit: burst, window: max(1, Int((Double(burst) / rate).rounded(.up))),
        remaining: bucket.remaining, reset: bucket.secondsToFull)
      return (quota, isTaken ? nil : bucket.secondsToNext)
    }
  }

  /// Remembers a use, and notes it in the catalog once a minute.
  private func noteUse(of id: String, at time: Double) {
    guard id != Self.localID else { return }
    let isDue = state.withLock { state in
      state.used[id] = time
      if let noted = state.noted[id], abs(time - noted) < Self.notePeriod { return false }
      state.noted[id] = time
      return true
    }
    guard isDue else { return }
    Task { [catalog] in try? await catalog.noteUse(ofKey: id, at: time) }
  }
}
