import Foundation

/// Where a resumable upload stands.
public enum UploadState: String, Sendable, Hashable, Codable, CaseIterable {
  /// Bytes are missing.
  case receiving
  /// All bytes are there, and wait to be read or are being read.
  case reading
  /// Its demonstrations are kept.
  case kept
  /// It cannot be used; its problem says why.
  case refused
}

/// A file that arrives in pieces.
public struct UploadRecord: Sendable, Hashable {
  /// Made here, and hard to guess.
  public var id: String
  public var state: UploadState
  /// Bytes that the whole file has; nil until the sender says so.
  public var length: Int?
  /// Bytes that are on the disk for sure.
  public var offset: Int
  /// The life of the machine in which the file on the disk may hold more bytes than `offset` that count;
  /// nil when only `offset` counts.
  public var boot: String?
  /// What the sender said of the file, as it was sent.
  public var metadata: String
  public var task: String
  public var filename: String?
  /// The media type that the sender announced.
  public var mediaType: String?
  /// SHA-256 of the whole file, hexadecimal, once it is there.
  public var sha256: String?
  /// The ids of what was kept.
  public var demonstrations: [String]?
  /// Why it was refused: a problem document, as JSON text.
  public var problem: String?
  /// Seconds since 1970.
  public var createdAt: Double
  /// When it is forgotten, seconds since 1970.
  public var expiresAt: Double

  /// A new upload, of which no byte is there.
  public init(
    id: String, length: Int?, metadata: String, task: String, filename: String?,
    mediaType: String?, createdAt: Double, expiresAt: Double
  ) {
    self.id = id
    state = .receiving
    self.length = length
    offset = 0
    self.metadata = metadata
    self.task = task
    self.filename = filename
    self.mediaType = mediaType
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }
}
