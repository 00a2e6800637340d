import HDF5

extension DemonstrationError {
  /// The same fault in the words of this target.
  init(_ error: HDF5Error) {
    let kind: Kind =
      switch error.kind {
      case .unreadable, .refused: .unreadable
      case .missing: .missing
      case .shape: .shape
      case .tooLarge: .tooLarge
      case .notWritten: .notWritten
      }
    self.init(kind, field: error.path, reason: error.reason)
  }

  /// The value of a call to the HDF5 wrapper, with its errors made to this type.
  static func from<T>(
    _ body: () throws(HDF5Error) -> T
  ) throws(DemonstrationError) -> T {
    do throws(HDF5Error) { return try body() } catch { throw DemonstrationError(error) }
  }
}
