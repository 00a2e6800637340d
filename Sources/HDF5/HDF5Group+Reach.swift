import CHDF5

extension HDF5Group {
  /// Walks all links below the group, whether or not anybody reads what they lead to, and refuses what
  /// reaches out of the file or asks for foreign code; nothing is read.
  ///
  /// Soft links are not followed: what they lead to within the file is found by its hard link.
  ///
  /// - Throws: `HDF5Error` of kind `refused` with the path of the link or dataset, `tooLarge` beyond the
  ///   limits, `unreadable` when damaged.
  public func checkReach() throws(HDF5Error) {
    var buffer = [CChar](repeating: 0, count: 4096)
    var filter: Int32 = 0
    let found = chdf5_walk(
      handle.id, UInt64(limits.links), Int32(limits.depth), &buffer, buffer.count, &filter)
    guard found != CHDF5_REACH_OK else { return }
    let below = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = below.isEmpty ? self.path : self.path(of: below)
    switch Int(found) {
    case CHDF5_REACH_EXTERNAL_LINK:
      throw HDF5Error(.refused, path: path, reason: "links into another file")
    case CHDF5_REACH_UNKNOWN_LINK:
      throw HDF5Error(.refused, path: path, reason: "is a link of an unknown kind")
    case CHDF5_REACH_OTHER_FILES:
      throw HDF5Error(.refused, path: path, reason: "keeps its data in other files")
    case CHDF5_REACH_FILTER: throw .foreignFilter(Int(filter), path: path)
    case CHDF5_REACH_TOO_MANY:
      throw HDF5Error(.tooLarge, path: path, reason: "more than \(limits.links) links in the file")
    case CHDF5_REACH_TOO_DEEP:
      throw HDF5Error(.tooLarge, path: path, reason: "lies more than \(limits.depth) groups deep")
    default: throw .library(.unreadable, path: path, "is damaged")
    }
  }
}

extension HDF5Error {
  /// A dataset whose bytes only foreign code could read.
  static func foreignFilter(_ filter: Int, path: String) -> HDF5Error {
    HDF5Error(
      .refused, path: path,
      reason: "uses filter \(filter); only deflate, shuffle and fletcher32 are taken")
  }
}
