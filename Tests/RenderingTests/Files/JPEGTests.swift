import Rendering
import Testing

@Suite struct JPEGTests {
  @Test(arguments: [(1, 1), (13, 9), (84, 84), (200, 31)])
  func decodesToNearlyTheSame(width: Int, height: Int) throws {
    let picture = try SampleFrames.one(2, width: width, height: height)
    let fine = try JPEG.decode(JPEG.encode(picture, quality: 95, sampling: .color444))
    #expect(fine.size == picture.size)
    #expect(SampleFrames.difference(fine, picture) < 2.5)
    let usual = try JPEG.decode(JPEG.encode(picture, quality: 90))
    #expect(SampleFrames.difference(usual, picture) < 7)
  }

  @Test func qualityAndSamplingCount() throws {
    let picture = try SampleFrames.one()
    let small = try JPEG.encode(picture, quality: 50)
    let usual = try JPEG.encode(picture, quality: 90)
    let sharp = try JPEG.encode(picture, quality: 90, sampling: .color444)
    #expect(small.count < usual.count && usual.count < sharp.count)
    #expect(try JPEG.encode(picture, quality: 90) == usual)
  }

  /// Red stays red: the channels are not turned around.
  @Test func keepsTheChannels() throws {
    let picture = Picture(try PictureSize(width: 16, height: 16), color: Color(220, 60, 20))
    let pixel = try JPEG.decode(JPEG.encode(picture))[8, 8]
    #expect(abs(Int(pixel.red) - 220) <= 3)
    #expect(abs(Int(pixel.green) - 60) <= 3)
    #expect(abs(Int(pixel.blue) - 20) <= 3)
  }

  @Test(arguments: [0, -1, 101])
  func refusesQualities(quality: Int) throws {
    let picture = try SampleFrames.one(width: 8, height: 8)
    #expect(
      throws: RenderingError(
        field: "quality", reason: "is \(quality), but must be between 1 and 100")
    ) { try JPEG.encode(picture, quality: quality) }
  }

  @Test func refusesWhatIsNoJPEG() throws {
    let file = try JPEG.encode(try SampleFrames.one())
    for damaged in [[], [1, 2, 3], Array(file.prefix(20)), Array(file.prefix(file.count / 2))] {
      let error = #expect(throws: RenderingError.self) { try JPEG.decode(damaged) }
      #expect(error?.field == "jpeg")
    }
  }
}
