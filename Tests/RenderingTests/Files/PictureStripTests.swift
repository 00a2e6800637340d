import Rendering
import Testing

@Suite struct PictureStripTests {
  @Test func framesAreEvenlySpaced() {
    #expect(PictureStrip.indices(of: 100) == [0, 14, 28, 42, 57, 71, 85, 99])
    #expect(PictureStrip.indices(of: 8) == Array(0..<8))
    #expect(PictureStrip.indices(of: 3) == [0, 1, 2])
    #expect(PictureStrip.indices(of: 9, count: 3) == [0, 4, 8])
    #expect(PictureStrip.indices(of: 9, count: 2) == [0, 8])
    #expect(PictureStrip.indices(of: 9, count: 1) == [8])
    #expect(PictureStrip.indices(of: 0).isEmpty)
    // always the first and the last, always rising
    for frames in 9..<400 {
      let indices = PictureStrip.indices(of: frames)
      #expect(indices.first == 0 && indices.last == frames - 1)
      #expect(zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test func standSideBySide() throws {
    let frames = try SampleFrames.many(3, width: 20, height: 10)
    let strip = try PictureStrip.join(frames)
    #expect(strip.size == (try PictureSize(width: 60, height: 10)))
    for (index, frame) in frames.enumerated() {
      for (x, y) in [(0, 0), (19, 9), (7, 6)] {
        #expect(strip[20 * index + x, y] == frame[x, y])
      }
    }
  }

  @Test func largeFramesAreShrunk() throws {
    let frames = try SampleFrames.many(8, width: 2048, height: 16)
    let strip = try PictureStrip.join(frames)
    #expect(strip.size == (try PictureSize(width: 8192, height: 8)))
  }

  @Test func previewIsAJPEG() throws {
    let frames = try SampleFrames.many(30)
    let preview = try PictureStrip.preview(of: frames)
    let strip = try PictureStrip.join(PictureStrip.indices(of: 30).map { frames[$0] })
    #expect(strip.size.width == 8 * 84)
    #expect(SampleFrames.difference(try JPEG.decode(preview), strip) < 4)
    #expect(try PictureStrip.preview(of: frames) == preview)
  }

  @Test func refusals() throws {
    let error = #expect(throws: RenderingError.self) { try PictureStrip.join([]) }
    #expect(error?.field == "frames")
    let mixed = [try SampleFrames.one(), try SampleFrames.one(width: 83)]
    #expect(
      throws: RenderingError(
        field: "frames[1]", reason: "is 83x84, but the first one is 84x84")
    ) { try PictureStrip.join(mixed) }
    let count = #expect(throws: RenderingError.self) {
      try PictureStrip.preview(of: mixed, count: 0)
    }
    #expect(count?.field == "count")
  }
}
