import Foundation

/// How far an unfinished Parquet file had come when all of it was on the disk.
public struct ParquetCheckpoint: Codable, Sendable, Hashable {
  /// Of the unfinished file, bytes.
  public let size: Int
  public let rows: Int
  /// Row groups, and their entries in the file's end.
  let groups: Int
  let entries: Data
}
