import Scenes

/// Swatches of textures in rows, one row a family, its name before it.
public enum TextureSheet {
  /// A family's name, and those of its textures that are shown.
  public typealias Row = (name: String, textures: [SurfaceTexture])

  /// Rows side by side in `columns` blocks, each swatch `pixels` wide.
  ///
  /// - Throws: `RenderingError` when there is nothing to show or the sheet is too large.
  public static func draw(_ rows: [Row], columns: Int = 2, pixels: Int = 64)
    throws(RenderingError) -> Picture
  {
    guard let most = rows.map(\.textures.count).max(), most > 0, columns > 0 else {
      throw RenderingError(field: "sheet", reason: "needs a texture and a column")
    }
    let gap = 3
    let caption = BitmapFont.height + 4
    let block = (width: most * (pixels + gap) + 3 * gap, height: pixels + caption + gap)
    let lines = (rows.count + columns - 1) / columns
    var sheet = Picture(
      try PictureSize(width: columns * block.width, height: lines * block.height + gap))
    for (index, row) in rows.enumerated() {
      let x = index / lines * block.width + gap
      let y = index % lines * block.height + gap
      sheet.write(row.name, x: x, y: y)
      for (number, texture) in row.textures.enumerated() {
        sheet.draw(
          try TextureSwatch.draw(texture, pixels: pixels), x: x + number * (pixels + gap),
          y: y + caption - 2)
      }
    }
    return sheet
  }
}
