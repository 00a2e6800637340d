import Episodes
import Farm
import Foundation

extension API {
  /// What tells clients about the others: the contract, schemas, a first page.
  func contractRoutes(_ others: [Route]) -> [Route] {
    let schema = Route(
      .get, "/v1/schemas/demonstration", "getDemonstrationSchema",
      "The JSON Schema of a demonstration file.", access: .anyKey,
      outcomes: [
        Route.Outcome(200, "The schema.", type: "application/schema+json", .any)
      ]
    ) { _ in
      let url = URL(filePath: mill.configuration.scenesFolder)
        .appending(path: "schema/demonstration.schema.json")
      guard let data = try? Data(contentsOf: url) else {
        throw Problem(status: .notFound, detail: "The scenes folder holds no schema.")
      }
      return Answer(
        .ok, headers: [.contentType: "application/schema+json"], body: .bytes([UInt8](data)))
    }
    let index = Route(
      .get, "/", "getIndex", "A page of links.", access: .open,
      outcomes: [Route.Outcome(200, "The page.", type: "text/html", .string)]
    ) { _ in .text(Self.index, type: "text/html; charset=utf-8") }

    // the contract describes itself too, so its own route is made with an empty answer first
    func contract(_ answer: Answer) -> Route {
      Route(
        .get, "/openapi.json", "getContract", "This contract, OpenAPI 3.1.", access: .open,
        outcomes: [Route.Outcome(200, "The contract.", .any)]
      ) { _ in answer }
    }
    let all = others + [schema, index, contract(.noContent)]
    let document = OpenAPIDocument.make(all, version: EngineVersion.current)
    return [schema, index, contract(.json(document))]
  }

  private static let index = """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>DemoMill</title>
    <h1>DemoMill</h1>
    <ul>
    <li><a href="/v1/tasks">tasks</a></li>
    <li><a href="/v1/demonstrations">demonstrations</a></li>
    <li><a href="/v1/jobs">jobs</a></li>
    <li><a href="/v1/datasets">datasets</a></li>
    <li><a href="/openapi.json">contract</a></li>
    <li><a href="/readyz">readiness</a></li>
    </ul></html>

    """
}
