/// Pictures that a worker has taken.
public struct TakenPictures: Sendable, Hashable, Codable {
  /// The picture set's id.
  public var id: String
  public var blob: String
  public var bytes: Int
  public var frames: Int
  /// A small JPEG of the first camera, halfway through.
  public var thumbnailBlob: String
  public var thumbnailBytes: Int

  public init(
    id: String, blob: String, bytes: Int, frames: Int, thumbnailBlob: String, thumbnailBytes: Int
  ) {
    self.id = id
    self.blob = blob
    self.bytes = bytes
    self.frames = frames
    self.thumbnailBlob = thumbnailBlob
    self.thumbnailBytes = thumbnailBytes
  }
}
