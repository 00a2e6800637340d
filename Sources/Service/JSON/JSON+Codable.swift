import Foundation
import JSONText

extension JSON {
  /// A value as its `Codable` conformance writes it, for instance a recipe.
  init(encoding value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    self = try JSON(parsing: Array(encoder.encode(value)), maximumDepth: 64)
  }
}
