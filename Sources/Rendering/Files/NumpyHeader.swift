/// The head of a `.npy` file, format version 1.0 (numpy.lib.format, NEP 1).
struct NumpyHeader: Equatable {
  var type: NumpyElementType
  var shape: [Int]

  /// `\x93NUMPY`, then the version: 1.0.
  private static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]

  /// Magic, length and a Python literal, filled up with blanks to a multiple of 64 bytes.
  var bytes: [UInt8] {
    let sides = shape.map(String.init)
    let tuple = sides.count == 1 ? "(\(sides[0]),)" : "(\(sides.joined(separator: ", ")))"
    let literal = "{'descr': '\(type.rawValue)', 'fortran_order': False, 'shape': \(tuple), }"
    var text = Array(literal.utf8)
    text += [UInt8](repeating: 0x20, count: 63 - (Self.magic.count + 2 + text.count) % 64)
    text.append(0x0A)
    return Self.magic + [UInt8(text.count & 255), UInt8(text.count >> 8)] + text
  }

  init(type: NumpyElementType, shape: [Int]) {
    self.type = type
    self.shape = shape
  }

  /// Reads the head of a file and gives where its numbers begin.
  static func read(
    _ file: [UInt8], field: String
  ) throws(NumpyArchiveError) -> (header: NumpyHeader, end: Int) {
    func refuse(_ reason: String) -> NumpyArchiveError {
      NumpyArchiveError(field: field, reason: reason)
    }
    guard file.count >= 10, file.starts(with: magic) else {
      throw refuse("is not a .npy file of version 1.0")
    }
    let end = 10 + Int(file[8]) + Int(file[9]) << 8
    guard end <= file.count else { throw refuse("ends within its header") }
    guard var literal = PythonLiteral(file[10..<end]), let fields = literal.dictionary() else {
      throw refuse("has a header that is no dictionary of descr, fortran_order and shape")
    }

    // what the dictionary says
    guard let type = NumpyElementType(rawValue: fields.type) else {
      throw refuse("holds '\(fields.type)', but only |u1, <u2, <f4 and <f8 are read")
    }
    guard !fields.fortranOrder else { throw refuse("is in Fortran order; only C order is read") }
    return (NumpyHeader(type: type, shape: fields.shape), end)
  }
}
