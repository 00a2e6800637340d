import Farm
import Foundation
import Testing

@Suite struct FrameBufferTests {
  private let contents = [
    Data(), Data("a".utf8), Data(repeating: 200, count: 70_000), Data("end".utf8),
  ]

  @Test(arguments: [1, 2, 3, 5, 1024, 100_000]) func cutsWhateverThePieces(size: Int) throws {
    let stream = contents.map(FrameBuffer.frame).reduce(Data(), +)
    var buffer = FrameBuffer()
    var found: [Data] = []
    var offset = 0
    while offset < stream.count {
      buffer.append(stream[offset..<min(stream.count, offset + size)])
      offset += size
      while let frame = try buffer.next() { found.append(frame) }
    }
    #expect(found == contents)
    #expect(try buffer.next() == nil)
  }

  @Test func writesTheLengthFirst() {
    #expect(Array(FrameBuffer.frame(Data("ab".utf8))) == [2, 0, 0, 0, 97, 98])
  }

  @Test func refusesWhatIsNoFrame() {
    var buffer = FrameBuffer()
    buffer.append(Array("ODE Message".utf8))
    #expect(throws: FrameBuffer.TooLong.self) { try buffer.next() }
  }
}
