import Catalog

/// What a key may upload of a file that comes in pieces: taken ahead of the bytes, and given back where
/// they do not come.
actor UploadAllowance {
  /// So much is taken at a time when nobody said how much will come.
  private static let step = 1 << 20

  private let catalog: Catalog
  private let key: String
  private let limit: Int
  private let day: Int
  private let reset: Int
  private var taken = 0

  init(catalog: Catalog, key: String, limit: Int, day: Int, reset: Int) {
    self.catalog = catalog
    self.key = key
    self.limit = limit
    self.day = day
    self.reset = reset
  }

  /// Sees to it that so many bytes in all may come.
  ///
  /// - Throws: `Problem` 429 when the key has not as much left.
  func cover(_ bytes: Int, exactly: Bool = false) async throws {
    guard bytes > taken else { return }
    // some more where there is more
    let wanted = bytes - taken
    for more in exactly ? [wanted] : [max(wanted, Self.step), wanted] {
      let (_, isCounted) = try await catalog.countUpload(
        of: more, key: key, day: day, limit: limit)
      guard isCounted else { continue }
      taken += more
      return
    }
    throw UploadQuota.problem(reset)
  }

  /// Gives back what did not come of so many bytes; returns how the key stands.
  func settle(_ bytes: Int) async -> Quota? {
    let surplus = taken - bytes
    taken = bytes
    // whoever is gone has this counted, too
    let (catalog, key, day) = (catalog, key, day)
    let before = await Task.detached {
      try? await catalog.countUpload(of: -surplus, key: key, day: day, limit: .max).before
    }.value
    return before.map { UploadQuota.quota(limit: limit, used: $0 - surplus, reset: reset) }
  }
}
