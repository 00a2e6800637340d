import Catalog
import Farm
import JSONText

extension API {
  /// For whoever watches over the process.
  var probeRoutes: [Route] {
    [
      Route(
        .get, "/livez", "isAlive", "Whether the process answers.", access: .open,
        outcomes: [Route.Outcome(200, "It does.", .object(["status": .string]))]
      ) { _ in .json(["status": "ok"]) },
      Route(
        .get, "/readyz", "isReady", "Whether it can take work.", access: .open,
        outcomes: [
          Route.Outcome(
            200, "It can.",
            .object(["status": .string, "checks": .map(.string), "workers": .map(.integer(0))])),
          Route.Outcome(503, "It cannot now.", nil),
        ]
      ) { _ in
        let checks = await readiness()
        let failed = checks.filter { $0.value != "ok" }.sorted { $0.key < $1.key }
        guard failed.isEmpty else {
          throw Problem(
            status: .serviceUnavailable, kind: "not-ready",
            detail: failed.map { "\($0.key): \($0.value)" }.joined(separator: "; ") + ".",
            headers: [.retryAfter: "5"])
        }
        return .json([
          "status": "ok", "checks": .object(JSONObject(checks.mapValues { JSON($0) })),
          "workers": try JSON(encoding: mill.status),
        ])
      },
    ]
  }

  /// What must hold for work to be taken, by name: `ok`, or why it does not.
  private func readiness() async -> [String: String] {
    var checks = ["server": draining.isOn ? "is about to stop" : "ok"]
    checks["workers"] = mill.status.alive > 0 ? "ok" : "none takes orders"

    // whoever cannot begin to write cannot take work, even when reading goes well
    do {
      try await mill.catalog.probe()
      checks["catalog"] = "ok"
    } catch { checks["catalog"] = "cannot be written" }

    checks["disk"] = mill.disk.complaint ?? "ok"
    return checks
  }
}
