import HDF5

/// A dataset of one HDF5 file while it is written: its episodes are groups under `data`.
struct HDF5Output {
  let file: HDF5NewFile
  private(set) var data: HDF5NewGroup

  /// Starts a file.
  init(_ path: String) throws(HDF5Error) {
    file = try HDF5NewFile(path)
    data = try file.root().makeGroup("data")
  }

  /// Goes on with what an earlier process left, as it was at a checkpoint.
  init(_ path: String, resumedAt size: Int) throws(HDF5Error) {
    file = try HDF5NewFile(path, resumedAt: size)
    data = try file.root().group("data")
  }

  /// Puts on the disk what there is, and gives the file's size.
  ///
  /// It changes how the file is laid out, and is therefore made whether or not `checkpoint` is kept.
  /// While it is made there is nothing to go on with, as the file is changed where it was written before.
  mutating func sync<State>(_ checkpoint: DatasetCheckpoint<State>) throws(DatasetError) -> Int {
    // most of it first, so that the time without a checkpoint is short
    try DatasetError.from { () throws(HDF5Error) in try file.sync() }
    checkpoint.remove()
    return try DatasetError.from { () throws(HDF5Error) in
      let size = try file.checkpoint()
      data = try file.root().group("data")
      return size
    }
  }
}
