/// An array as numpy stores it: `.npy`, format 1.0 (numpy's NEP 1), little-endian, C order.
struct NumpyFile {
  /// The type as numpy writes it, for instance `<f4`.
  var type: String
  var shape: [Int]
  var values: [UInt8]

  /// The whole file.
  var bytes: [UInt8] {
    // a shape of one axis is a tuple only with its comma
    let axes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(axes)), }"
    // blanks and a line feed, so that the values begin at a multiple of 64
    let length = (10 + text.utf8.count + 1 + 63) / 64 * 64 - 10
    let blanks = [UInt8](repeating: 0x20, count: length - text.utf8.count - 1)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
      + Array(text.utf8) + blanks + [0x0A] + values
  }
}
