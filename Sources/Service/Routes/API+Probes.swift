import Catalog
import Farm

extension API {
  /// For whoever watches over the process.
  var probeRoutes: [Route] {
    [
      Route(
        .get, "/livez", "isAlive", "Whether the process answers.",
        outcomes: [Route.Outcome(200, "It does.", .object(["status": .string]))]
      ) { _ in .json(["status": "ok"]) },
      Route(
        .get, "/readyz", "isReady", "Whether it can take work.",
        outcomes: [
          Route.Outcome(200, "It can.", .object(["status": .string])),
          Route.Outcome(503, "It cannot now.", nil),
        ]
      ) { _ in
        do {
          _ = try await mill.catalog.jobs(page: PageRequest(size: 1))
        } catch {
          throw Problem(status: .serviceUnavailable, detail: "The catalog cannot be read.")
        }
        return .json(["status": "ok"])
      },
    ]
  }
}
