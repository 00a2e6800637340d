extension Picture {
  /// How wide and high a text is, pixels.
  public static func textSize(_ text: String, scale: Int = 1) -> (width: Int, height: Int) {
    let width = max(0, text.count * BitmapFont.advance - 1)
    return (width * scale, BitmapFont.height * scale)
  }

  /// Writes a line of text from its top left corner, letters `scale` times five by seven pixels.
  ///
  /// A halo keeps it readable on anything.
  public mutating func write(
    _ text: String, x: Int, y: Int, scale: Int = 1, color: Color = .black, halo: Color? = nil
  ) {
    if let halo {
      let size = Self.textSize(text, scale: scale)
      fill(
        x: x - 2 * scale, y: y - 2 * scale, width: size.width + 4 * scale,
        height: size.height + 4 * scale, with: halo)
    }
    for (index, character) in text.enumerated() {
      for (row, bits) in BitmapFont.rows(character).enumerated() {
        for column in 0..<BitmapFont.width where bits >> (4 - column) & 1 == 1 {
          fill(
            x: x + (index * BitmapFont.advance + column) * scale, y: y + row * scale,
            width: scale, height: scale, with: color)
        }
      }
    }
  }
}
