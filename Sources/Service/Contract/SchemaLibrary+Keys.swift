import Catalog

extension SchemaLibrary {
  private static let scopes = Schema.array(
    .choice(KeyScope.allCases.map(\.rawValue)), 0...KeyScope.allCases.count)

  private static let keyLimits = Schema.object(
    [
      "requests_per_second?": .number(KeyLimits.rates.lowerBound, KeyLimits.rates.upperBound),
      "burst?": .integer(1, UInt64(KeyLimits.bursts.upperBound)),
      "upload_bytes_per_day?": .integer(1, UInt64(KeyLimits.uploads.upperBound)),
      "unfinished_jobs?": .integer(1, UInt64(KeyLimits.jobs.upperBound)),
    ], isClosed: true)

  static let keyRequest = Schema.object(
    [
      "name": .text, "scopes": scopes,
      "expires_at?": .number().described("Seconds since 1970; never when not said."),
      "limits?": keyLimits,
    ], isClosed: true)

  static let key = Schema.object([
    "id": .string, "name": .string, "scopes": scopes, "limits": keyLimits,
    "created_at": .number(), "expires_at?": .number(), "revoked_at?": .number(),
    "last_used_at?": .number(),
    "key?": Schema.string.described(
      "The key itself, in the answer that makes it and nowhere else."),
  ])
}
