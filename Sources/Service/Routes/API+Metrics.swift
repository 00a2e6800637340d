import Episodes

extension API {
  var metricsRoutes: [Route] {
    [
      Route(
        .get, "/metrics", "getMetrics", "Counts and gauges, in Prometheus' text format.",
        access: .anyKey,
        outcomes: [
          Route.Outcome(200, "The page.", type: PrometheusText.mediaType, .string)
        ]
      ) { _ in
        var page = PrometheusText()
        page.describe("demomill_build_info", .gauge, "Always 1; the engine's version is a label.")
        page.sample("demomill_build_info", [("engine", EngineVersion.current)], 1)
        page.add(
          "demomill_draining", .gauge, "1 when the server is about to stop.",
          draining.isOn ? 1 : 0)
        try await MillMetrics.write(mill, to: &page)
        metrics.write(to: &page)
        ProcessReading()?.write(to: &page)
        return .text(page.text, type: PrometheusText.mediaType)
      }
    ]
  }
}
