import Catalog
import Farm
import JSONText

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
          Route.Outcome(
            200, "It can.", .object(["status": .string, "workers": .map(.integer(0))])),
          Route.Outcome(503, "It cannot now.", nil),
        ]
      ) { _ in
        try await ready()
        return .json(["status": "ok", "workers": try JSON(encoding: mill.status)])
      },
    ]
  }

  /// Throws 503 unless the catalog can be read and the disk has room.
  private func ready() async throws {
    do {
      _ = try await mill.catalog.jobs(page: PageRequest(size: 1))
    } catch {
      throw Problem(status: .serviceUnavailable, detail: "The catalog cannot be read.")
    }
    if let complaint = mill.disk.complaint {
      throw Problem(
        status: .serviceUnavailable, kind: "disk-full",
        detail: "Nothing new is begun: \(complaint).")
    }
  }
}
