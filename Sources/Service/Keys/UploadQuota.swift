import Catalog
import Foundation

/// How many bytes a key may upload in a day, from midnight to midnight in UTC.
struct UploadQuota: Sendable {
  let catalog: Catalog
  let now: WallClock

  private static let dayLength = 86_400

  /// Refuses an upload that would go past the quota by what it declares, before its body is read.
  ///
  /// - Parameters:
  ///   - declared: bytes that it says it holds, nil when it does not.
  ///   - caller: whose quota it is.
  ///   - visit: takes what is left.
  /// - Throws: `Problem` 429.
  func check(declared: Int?, by caller: Caller, visit: inout Visit) async throws {
    guard let key = caller.key, let limit = caller.limits.uploadBytesPerDay else { return }
    let (day, reset) = today
    let used = try await catalog.uploadedBytes(key: key, day: day)
    visit.quotas.append(Self.quota(limit: limit, used: used, reset: reset))
    guard (declared ?? 1) <= limit - used else { throw Self.problem(reset) }
  }

  /// Counts bytes that were received, of a body that the caller sent.
  ///
  /// - Throws: `Problem` 429 when they go past the quota; then they are not counted.
  func count(_ bytes: Int, by caller: Caller, visit: inout Visit) async throws {
    guard let key = caller.key, let limit = caller.limits.uploadBytesPerDay else { return }
    let (day, reset) = today
    let (before, isCounted) = try await catalog.countUpload(
      of: bytes, key: key, day: day, limit: limit)
    Self.note(
      Self.quota(limit: limit, used: before + (isCounted ? bytes : 0), reset: reset), in: &visit)
    guard isCounted else { throw Self.problem(reset) }
  }

  /// What lets in a body that comes in pieces, of so many bytes where that is known; nil for any number.
  ///
  /// - Throws: `Problem` 429 when they go past the quota.
  func allowance(for bytes: Int?, by caller: Caller) async throws -> UploadAllowance? {
    guard let key = caller.key, let limit = caller.limits.uploadBytesPerDay else { return nil }
    let (day, reset) = today
    let allowance = UploadAllowance(
      catalog: catalog, key: key, limit: limit, day: day, reset: reset)
    if let bytes { try await allowance.cover(bytes, exactly: true) }
    return allowance
  }

  /// Tells of a quota as it stands now.
  static func note(_ quota: Quota, in visit: inout Visit) {
    visit.quotas.removeAll { $0.name == name }
    visit.quotas.append(quota)
  }

  /// The day since 1970, and the seconds until it ends.
  private var today: (day: Int, reset: Int) {
    let time = Int(now())
    let day = time / Self.dayLength
    return (day, max(1, (day + 1) * Self.dayLength - time))
  }

  private static let name = "uploads"

  static func quota(limit: Int, used: Int, reset: Int) -> Quota {
    Quota(
      name: name, limit: limit, window: dayLength, remaining: max(0, limit - used), reset: reset,
      unit: "content-bytes")
  }

  static func problem(_ reset: Int) -> Problem {
    .exhausted("The key's upload bytes of today do not suffice.", retryAfter: reset)
  }
}
