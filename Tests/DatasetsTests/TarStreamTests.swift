import Datasets
import Foundation
import TestSupport
import Testing

/// The stream is a tar file, wherever it is begun.
@Suite struct TarStreamTests {
  private static let names = [
    "meta/info.json", "empty", String(repeating: "folder/", count: 20) + "file",
    String(repeating: "n", count: 120), "data/größe",
  ]
  private static let contents = names.indices.map { k in
    (0..<(k * 513)).map { UInt8(truncatingIfNeeded: $0 * 7 + k) }
  }.enumerated().map { $0 == 1 ? [] : $1 }

  private static func stream() throws -> TarStream {
    try TarStream(zip(names, contents).map { .init(path: $0, size: $1.count) }, modified: 1000)
  }

  private static func bytes(_ stream: TarStream, from offset: Int, count: Int) -> [UInt8] {
    stream.bytes(from: offset, count: count) { Array(contents[$0][$1]) }
  }

  @Test func itsLengthIsKnownBefore() throws {
    let stream = try Self.stream()
    let whole = Self.bytes(stream, from: 0, count: .max)
    #expect(whole.count == stream.size)
    #expect(whole.count % 512 == 0)
    #expect(whole.suffix(1024).allSatisfy { $0 == 0 })
  }

  @Test func itGoesOnAtAnyByte() throws {
    let stream = try Self.stream()
    let whole = Self.bytes(stream, from: 0, count: .max)
    for offset in stride(from: 0, through: whole.count + 3, by: 7) {
      let rest = Self.bytes(stream, from: offset, count: .max)
      // said as a flag: what differs is too much to show
      let goesOn = rest.elementsEqual(whole.dropFirst(offset))
      #expect(goesOn, "from \(offset)")
      let some = Self.bytes(stream, from: offset, count: 100)
      #expect(some == Array(whole.dropFirst(offset).prefix(100)), "100 from \(offset)")
    }
  }

  @Test func headersAreUstar() throws {
    let stream = try TarStream([.init(path: "a", size: 5)], modified: 8)
    let header = stream.bytes(from: 0, count: 512) { _, _ in [] }
    #expect(header[0] == 97 && header[1] == 0)
    #expect(String(decoding: header[100..<107], as: UTF8.self) == "0000644")
    #expect(String(decoding: header[124..<135], as: UTF8.self) == "00000000005")
    #expect(String(decoding: header[136..<147], as: UTF8.self) == "00000000010")
    #expect(String(decoding: header[257..<262], as: UTF8.self) == "ustar")
    // the sum of all bytes, its own field taken as blanks
    let sum = header.enumerated().reduce(0) {
      $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element))
    }
    #expect(Int(String(decoding: header[148..<154], as: UTF8.self), radix: 8) == sum)
  }

  @Test func whatUstarCannotSayIsInAHeaderBeforeIt() throws {
    // 9 GiB, one more than eleven octal digits tell
    let stream = try TarStream([.init(path: "big.mp4", size: 9 << 30)])
    #expect(stream.size == 3 * 512 + (9 << 30) + 1024)
    let start = stream.bytes(from: 0, count: 1024) { _, _ in [] }
    #expect(start[156] == UInt8(ascii: "x"))
    #expect(String(decoding: start[512..<530], as: UTF8.self) == "19 size=9663676416")

    let long = try TarStream([.init(path: String(repeating: "x", count: 101), size: 0)])
    let record = long.bytes(from: 512, count: 20) { _, _ in [] }
    #expect(String(decoding: record.prefix(12), as: UTF8.self) == "111 path=xxx")
    // a folder takes the prefix, and no header more
    let folder = String(repeating: "x", count: 100)
    #expect(try TarStream([.init(path: "\(folder)/y", size: 0)]).size == 512 + 1024)
  }

  @Test func noFilesAreAnEmptyArchive() throws {
    let stream = try TarStream([])
    #expect(stream.bytes(from: 0, count: .max) { _, _ in [] }.count == 1024)
    #expect(stream.bytes(from: 1000, count: .max) { _, _ in [] }.count == 24)
  }

  @Test(arguments: ["", "/a", "a/", "a//b", "../a", "a/./b", "a\nb"])
  func pathsThatLeadElsewhereAreRefused(_ path: String) {
    #expect(throws: TarStream.Problem.self) { try TarStream([.init(path: path, size: 1)]) }
  }

  @Test func aPathIsThereOnce() {
    #expect(throws: TarStream.Problem.self) {
      try TarStream([.init(path: "a", size: 1), .init(path: "a", size: 1)])
    }
  }
}
