extension Route {
  /// Operations that start a process of their own.
  private static let computing: Set<String> = [
    "verifyEpisode", "previewEpisode", "clipEpisode", "drawScene",
  ]

  /// Probes and metrics, which must be answered when nothing else is.
  private static let probes: Set<String> = ["/livez", "/readyz", "/metrics"]

  /// What a request costs; nil for what is always let in.
  var load: Admission.Load? {
    if Self.probes.contains(path.template) { return nil }
    if Self.computing.contains(operation) { return .compute }
    switch body {
    case .none: break
    case .json: return .change
    default: return .upload
    }
    if outcomes.contains(where: { $0.content?.type == "text/event-stream" }) { return .watch }
    if outcomes.contains(where: { $0.status == 206 }) { return .download }
    return method == .get ? .look : .change
  }

  /// Whether it brings something new that has to be kept, for which there must be room.
  var bringsWork: Bool {
    switch body {
    case .none: false
    default: !path.template.hasPrefix("/v1/admin")
    }
  }

  /// Whether its body's bytes are the handler's own to take in.
  var isTakenInByHandler: Bool { if case .bytes = body { true } else { false } }
}
