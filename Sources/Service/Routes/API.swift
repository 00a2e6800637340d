import Farm

/// The operations of the API, and what they work on.
struct API: Sendable {
  let mill: Mill
  let settings: ServerSettings
  let metrics: RequestMetrics
  let draining: Draining
  let ring: KeyRing
  let uploads: UploadDesk

  /// Every operation, each declared once.
  var routes: [Route] {
    let own =
      demonstrationRoutes + uploadRoutes + jobRoutes + attemptRoutes + episodeRoutes + datasetRoutes
      + renderRoutes + knowledgeRoutes + webhookRoutes
      + probeRoutes + metricsRoutes + keyRoutes + adminRoutes + sessionRoutes + hubRoutes
    return own + contractRoutes(own)
  }

  /// The parameters of a paged list.
  static let paging = [
    Route.Parameter(
      name: "page_size", description: "Records on a page.",
      schema: .integer(1, 1000)),
    Route.Parameter(
      name: "page_token", description: "The next_page_token of the page before.",
      schema: Schema(["type": "string", "pattern": "^[A-Za-z0-9_-]*$"])),
  ]
}
