import CZlib
import Rendering
import Testing

@Suite struct PNGTests {
  /// Odd sizes, and every kind of row: flat, steps across, steps down, random.
  private func sample() throws -> Picture {
    var picture = Picture(try PictureSize(width: 13, height: 9))
    var state: UInt32 = 1
    for y in 0..<9 {
      for x in 0..<13 {
        state = state &* 1_664_525 &+ 1_013_904_223
        let noise = UInt8(truncatingIfNeeded: state >> 24)
        switch y % 3 {
        case 0: picture[x, y] = Color(UInt8(20 * x), 7, 200)
        case 1: picture[x, y] = Color(noise, noise &* 3, UInt8(x))
        default: picture[x, y] = Color(UInt8(20 * x), UInt8(25 * y), 200)
        }
      }
    }
    return picture
  }

  @Test func decodesToTheSamePixels() throws {
    let picture = try sample()
    for level in [1, 6, 9] {
      let decoded = try DecodedPNG(PNG.encode(picture, level: level))
      #expect(decoded.width == 13)
      #expect(decoded.height == 9)
      #expect(decoded.bytes == picture.bytes)
    }
  }

  @Test func samePictureSameBytes() throws {
    #expect(PNG.encode(try sample()) == PNG.encode(try sample()))
  }

  @Test(arguments: [0, -3, 100_000])
  func refusesImpossibleSides(side: Int) {
    #expect(throws: RenderingError(field: "width", reason: reason(side))) {
      try PictureSize(width: side, height: 10)
    }
    #expect(throws: RenderingError(field: "height", reason: reason(side))) {
      try PictureSize(width: 10, height: side)
    }
  }

  private func reason(_ side: Int) -> String { "is \(side), but must be between 1 and 8192" }
}
