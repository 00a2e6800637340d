import Catalog
import JSONText

/// Reads what a key shall allow; types here, what they mean in the catalog.
enum KeyRequestReader {
  static func read(_ json: JSON) throws(Problem) -> KeyRequest {
    var reader = FieldReader(json)
    let name = reader.string("name")
    let scopes = reader.strings("scopes", count: 0...KeyScope.allCases.count) ?? []
    for (index, scope) in scopes.enumerated() where KeyScope(rawValue: scope) == nil {
      let known = KeyScope.allCases.map(\.rawValue).joined(separator: ", ")
      reader.fail("scopes[\(index)]", "must be one of \(known)")
    }
    let expiry = reader.number("expires_at", required: false)
    let limits = reader.object("limits", required: false) { reader in
      KeyLimits(
        requestsPerSecond: reader.number(
          "requests_per_second", in: KeyLimits.rates, required: false),
        burst: reader.integer("burst", in: KeyLimits.bursts, required: false),
        uploadBytesPerDay: reader.integer(
          "upload_bytes_per_day", in: KeyLimits.uploads, required: false),
        unfinishedJobs: reader.integer("unfinished_jobs", in: KeyLimits.jobs, required: false))
    }
    reader.finish()
    guard reader.errors.isEmpty, let name else { throw .unusable(reader.errors) }
    return KeyRequest(
      name: name, scopes: Set(scopes.compactMap { KeyScope(rawValue: $0) }), expiresAt: expiry,
      limits: limits ?? KeyLimits())
  }
}
