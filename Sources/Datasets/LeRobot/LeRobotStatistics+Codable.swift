import Foundation

/// Kept bit by bit: encoders do not tell -0 from 0, nor do all of them know infinity.
extension LeRobotStatistics: Codable {
  private enum CodingKeys: CodingKey { case count, numbers }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try container.decode([[Int64]].self, forKey: .numbers).map { row in
      row.map { Double(bitPattern: UInt64(bitPattern: $0)) }
    }
    guard rows.count == 4 + Self.quantiles.count, Set(rows.map(\.count)).count == 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .numbers, in: container, debugDescription: "\(rows.count) rows of numbers")
    }
    self.init(
      count: try container.decode(Int.self, forKey: .count), least: rows[0], greatest: rows[1],
      mean: rows[2], deviation: rows[3], quantiles: Array(rows[4...]))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    let rows = [least, greatest, mean, deviation] + quantiles
    try container.encode(
      rows.map { row in row.map { Int64(bitPattern: $0.bitPattern) } }, forKey: .numbers)
  }
}
