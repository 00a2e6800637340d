import HTTPTypes

extension Problem {
  /// As many requests of the kind are in work as may be, 503; `seconds` later there may be a place.
  static func busy(_ load: Admission.Load, seconds: Int) -> Problem {
    Problem(
      status: .serviceUnavailable, kind: "busy",
      detail: "As many requests of this kind (\(load.rawValue)) are in work as may be: come again.",
      headers: [.retryAfter: String(seconds)])
  }

  /// Nothing new is begun before there is room again, 507.
  static func diskIsLow(_ reason: String) -> Problem {
    Problem(
      status: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
      kind: "disk-full", detail: "Nothing new is taken: \(reason).")
  }

  /// What is kept is not what was kept, 500.
  static func damaged(_ what: String) -> Problem {
    Problem(
      status: .internalServerError, kind: "damaged",
      detail: "\(what) is damaged or missing on the server's disk.")
  }
}
