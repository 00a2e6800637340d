/// Where an archive's bytes go, one after the other.
protocol ByteOutput: AnyObject {
  /// Bytes so far.
  var count: Int { get }
  /// Takes the next bytes.
  func append(_ bytes: [UInt8]) throws(DatasetError)
}

/// Bytes kept in memory.
final class MemoryOutput: ByteOutput {
  private(set) var bytes: [UInt8] = []
  var count: Int { bytes.count }
  func append(_ bytes: [UInt8]) { self.bytes += bytes }
}
