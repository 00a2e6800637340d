/// An image: sRGB, eight bits a channel, row by row from the top left.
public struct Picture: Sendable, Hashable {
  public let size: PictureSize
  /// Red, green and blue of each pixel: 3 x width x height bytes.
  public private(set) var bytes: [UInt8]

  /// A picture of one colour.
  public init(_ size: PictureSize, color: Color = .white) {
    self.size = size
    bytes = []
    bytes.reserveCapacity(3 * size.count)
    for _ in 0..<size.count { bytes += [color.red, color.green, color.blue] }
  }

  /// A picture of pixels that are there, 3 x width x height bytes.
  public init(_ size: PictureSize, bytes: [UInt8]) {
    precondition(bytes.count == 3 * size.count, "three bytes for each pixel")
    self.size = size
    self.bytes = bytes
  }

  /// The pixel of a column and a row, both within the picture.
  public subscript(x: Int, y: Int) -> Color {
    get {
      let at = 3 * (y * size.width + x)
      return Color(bytes[at], bytes[at + 1], bytes[at + 2])
    }
    set {
      let at = 3 * (y * size.width + x)
      bytes[at] = newValue.red
      bytes[at + 1] = newValue.green
      bytes[at + 2] = newValue.blue
    }
  }

  /// Paints a rectangle, as much of it as is within the picture.
  public mutating func fill(x: Int, y: Int, width: Int, height: Int, with color: Color) {
    for row in max(0, y)..<max(0, y, min(size.height, y + height)) {
      for column in max(0, x)..<max(0, x, min(size.width, x + width)) {
        self[column, row] = color
      }
    }
  }

  /// Puts another picture into this one, as much of it as is within.
  public mutating func draw(_ other: Picture, x: Int, y: Int) {
    for row in max(0, -y)..<max(0, -y, min(other.size.height, size.height - y)) {
      for column in max(0, -x)..<max(0, -x, min(other.size.width, size.width - x)) {
        self[x + column, y + row] = other[column, row]
      }
    }
  }
}
