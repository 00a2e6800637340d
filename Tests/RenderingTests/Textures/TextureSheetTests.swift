import Rendering
import Scenes
import Testing

@Suite struct TextureSheetTests {
  private let red = SurfaceTexture(family: "flat", colors: [[1, 0, 0]], gloss: 0)
  private let blue = SurfaceTexture(family: "flat", colors: [[0, 0, 1]], gloss: 0)

  @Test func rowsStandInBlocks() throws {
    let rows: [TextureSheet.Row] = [("a", [red, red]), ("b", [blue]), ("c", [blue, red])]
    let sheet = try TextureSheet.draw(rows, columns: 2, pixels: 20)
    // two blocks of two swatches, two rows of a line of text and a swatch
    #expect(sheet.size.width == 2 * (2 * 23 + 9))
    #expect(sheet.size.height == 2 * (20 + 11 + 3) + 3)
    func isRed(_ x: Int, _ y: Int) -> Bool { sheet[x, y].red > 100 && sheet[x, y].blue < 20 }
    #expect(isRed(10, 20) && isRed(35, 20))
    // of the second row the second swatch is missing
    #expect(sheet[10, 54].blue > 100)
    #expect(sheet[35, 54] == .white)
    #expect(sheet[65, 20].blue > 100 && isRed(90, 20))
  }

  @Test func aSwatchIsLit() throws {
    let swatch = try TextureSwatch.draw(red, pixels: 32)
    // brightest near the lamp at the upper left
    #expect(swatch[8, 6].red > swatch[31, 31].red)
    #expect(swatch[31, 31].red > 100)
  }

  @Test func whatCannotBeDrawnIsSaid() {
    #expect(throws: RenderingError.self) { try TextureSheet.draw([]) }
    #expect(throws: RenderingError.self) { try TextureSheet.draw([("a", [])]) }
    #expect(throws: RenderingError.self) { try TextureSwatch.draw(red, pixels: 0) }
    #expect(throws: RenderingError.self) { try TextureSwatch.draw(red, pixels: 9000) }
  }
}
