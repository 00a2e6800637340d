import Farm
import Foundation
import JSONText
import Service

extension LocalServer {
  /// Asks for care of the folder and returns what was said of it.
  ///
  /// - Throws: `LocalServerError` with the server's words when it refuses.
  func care(_ verb: String, _ content: some Encodable) async throws -> [CareLine] {
    let body = try JSON(parsing: [UInt8](JSONEncoder().encode(content)))
    // it reads every file; between two lines it may read a large one
    return try await lines(.POST, "/v1/admin:\(verb)", body, patience: 24 * 3600).map {
      try JSONDecoder().decode(CareLine.self, from: Data($0))
    }
  }
}
