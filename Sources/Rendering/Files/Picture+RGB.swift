extension Picture {
  /// A picture of bytes: red, green and blue of each pixel, row by row.
  init(_ size: PictureSize, rgb: [UInt8]) {
    precondition(rgb.count == 3 * size.count)
    self.init(size)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let at = 3 * (y * size.width + x)
        self[x, y] = Color(rgb[at], rgb[at + 1], rgb[at + 2])
      }
    }
  }
}
