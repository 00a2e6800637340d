import CHDF5

/// An open object of the library, closed when the last owner lets go.
final class HDF5Handle {
  private(set) var id: Int64

  init(_ id: Int64) { self.id = id }

  deinit { close() }

  /// Closes it now; a second call does nothing.
  func close() {
    guard id >= 0 else { return }
    chdf5_close(id)
    id = -1
  }
}
