import Rendering
import Testing

@Suite struct ThumbnailTests {
  @Test func areaMeans() throws {
    // 3 pixels onto 2: each covers one and a half
    var picture = Picture(try PictureSize(width: 3, height: 3), color: .black)
    for y in 0..<3 { picture[1, y] = Color(90, 30, 240) }
    let small = try BoxFilter.shrink(picture, width: 2)
    #expect(small.size == (try PictureSize(width: 2, height: 2)))
    for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] { #expect(small[x, y] == Color(30, 10, 80)) }

    // whole blocks
    let frame = try SampleFrames.one(width: 128, height: 64)
    let half = try BoxFilter.shrink(frame, width: 64)
    for (x, y) in [(0, 0), (63, 31), (20, 17)] {
      let block = [(0, 0), (1, 0), (0, 1), (1, 1)].map { frame[2 * x + $0.0, 2 * y + $0.1] }
      let mean = (block.reduce(0) { $0 + Int($1.red) } + 2) / 4
      #expect(Int(half[x, y].red) == mean)
    }
  }

  @Test(arguments: [(84, 84, 64, 64), (640, 480, 64, 48), (64, 10, 64, 10), (20, 30, 20, 30)])
  func sizes(width: Int, height: Int, smallWidth: Int, smallHeight: Int) throws {
    let file = try Thumbnail.encode(SampleFrames.one(width: width, height: height))
    let size = try JPEG.decode(file).size
    #expect(size == (try PictureSize(width: smallWidth, height: smallHeight)))
  }

  /// A line of pixels keeps one row.
  @Test func wideAndFlat() throws {
    let file = try Thumbnail.encode(SampleFrames.one(width: 4000, height: 1))
    #expect(try JPEG.decode(file).size == (try PictureSize(width: 64, height: 1)))
  }

  @Test func rangesGiveSingleOnes() throws {
    let pictures = try SampleFrames.many(5).map { try Thumbnail.encode($0) }
    let file = try ThumbnailFile(pictures)
    let head = Array(file.bytes.prefix(ThumbnailFile.headLength(5)))
    let index = try ThumbnailFile.index(of: head, fileLength: file.bytes.count)
    #expect(index == file.index)
    #expect(index.map { Array(file.bytes[$0.range]) } == pictures)
    #expect(try ThumbnailFile(pictures) == file)
    #expect(try ThumbnailFile([]).bytes == Array("DMTHUMB1".utf8) + [0, 0, 0, 0])
  }

  @Test func damagedIndexes() throws {
    let file = try ThumbnailFile([[1, 2, 3], [4]]).bytes
    #expect(file.count == 12 + 16 + 4)
    for count in 0..<28 {
      #expect(throws: RenderingError.self) {
        try ThumbnailFile.index(of: Array(file[..<count]), fileLength: file.count)
      }
    }
    for at in 0..<28 {
      var damaged = file
      damaged[at] ^= 0x81
      let error = #expect(throws: RenderingError.self, "\(at)") {
        try ThumbnailFile.index(of: damaged, fileLength: file.count)
      }
      #expect(error?.field == "thumbnails")
    }
  }
}
