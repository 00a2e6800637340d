/// Pictures of one size in rows, each with a line of text below.
public enum ContactSheet {
  /// - Throws: `RenderingError` when there is no picture or the sheet is too large.
  public static func draw(
    _ pictures: [(picture: Picture, caption: String)], columns: Int
  ) throws(RenderingError) -> Picture {
    guard let first = pictures.first?.picture.size, columns > 0 else {
      throw RenderingError(field: "sheet", reason: "needs a picture and a column")
    }
    let gap = 6
    let scale = first.width >= 480 ? 2 : 1
    let captionHeight = (BitmapFont.height + 4) * scale
    let cell = (width: first.width + gap, height: first.height + captionHeight + gap)
    let rows = (pictures.count + columns - 1) / columns
    let size = try PictureSize(
      width: columns * cell.width + gap, height: rows * cell.height + gap)
    var sheet = Picture(size)
    for (index, entry) in pictures.enumerated() {
      let x = gap + index % columns * cell.width
      let y = gap + index / columns * cell.height
      sheet.draw(entry.picture, x: x, y: y)
      // as much of the text as fits
      let letters = (first.width / scale + 1) / BitmapFont.advance
      sheet.write(
        String(entry.caption.prefix(letters)), x: x, y: y + first.height + 2 * scale,
        scale: scale)
    }
    return sheet
  }
}
