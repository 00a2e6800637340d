/// Upper bounds on what is read from a file of unknown origin.
public struct HDF5Limits: Sendable, Hashable {
  /// Bytes of one dataset, in the file's type and in memory.
  public var datasetBytes = 256 << 20
  /// Bytes of one chunk of a chunked dataset.
  public var chunkBytes = 64 << 20
  /// Bytes of one text attribute.
  public var textBytes = 16 << 20
  /// Links in one group.
  public var children = 100_000
  /// Links in the whole file.
  public var links = 200_000
  /// Groups within groups.
  public var depth = 64

  /// The default bounds.
  public init() {}
}
