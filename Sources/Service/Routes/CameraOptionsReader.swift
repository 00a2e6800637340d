import Episodes

/// Reads which pictures are asked for: types and ranges here, names in the mill.
enum CameraOptionsReader {
  /// The options at `cameras`; nil when there are none, or a fault.
  static func read(_ reader: inout FieldReader, required: Bool = false) -> CameraOptions? {
    let options = reader.decoded("cameras", as: CameraOptions.self, required: required)
    for problem in options?.problems ?? [] {
      reader.fail("cameras.\(problem.name)", problem.reason)
    }
    return options
  }
}
