import Catalog
import Foundation

/// Keys as lines for people.
enum KeyTable {
  /// A head and a line for each key, columns aligned.
  static func text(_ keys: [KeyRecord], now: Double) -> String {
    let head = ["id", "state", "allows", "created", "last used", "expires", "name"]
    let rows =
      [head]
      + keys.map { key in
        [
          key.id, state(key, now: now), allowed(key), time(key.createdAt), time(key.lastUsedAt),
          time(key.expiresAt), key.name,
        ]
      }
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
      return cells.joined(separator: "  ").replacing(#/ +$/#, with: "") + "\n"
    }.joined()
  }

  /// The scopes of a key in one word.
  static func allowed(_ key: KeyRecord) -> String {
    key.scopes.isEmpty ? "no scope" : key.scopes.map(\.rawValue).joined(separator: ",")
  }

  private static func state(_ key: KeyRecord, now: Double) -> String {
    if key.revokedAt != nil { return "revoked" }
    return key.isExpired(at: now) ? "expired" : "valid"
  }

  /// A time in UTC to the minute; a dash for none.
  private static func time(_ seconds: Double?) -> String {
    guard let seconds else { return "-" }
    let style = Date.ISO8601FormatStyle().year().month().day().dateTimeSeparator(.space)
      .time(includingFractionalSeconds: false)
    return String(Date(timeIntervalSince1970: seconds).formatted(style).prefix(16))
  }
}
