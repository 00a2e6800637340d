import Foundation
import Rendering
import Testing

@Suite struct NumpyArchiveTests {
  private func sample(limit: Int = .max) throws -> [UInt8] {
    var writer = NumpyArchiveWriter(limit: limit)
    try writer.add(NumpyArray([1, 2, 3, 4, 5, 6] as [UInt8], shape: [1, 2, 3]), name: "image")
    try writer.add(text: "{\"seed\": 7}", name: "recipe.json")
    try writer.add(NumpyArray([0.5, -2] as [Double], shape: [2]), name: "obs/value")
    return writer.finish()
  }

  /// Bytes that numpy.load and Python's zipfile have read as these three entries.
  @Test func writesTheseBytes() throws {
    let hex = try sample().map { String(format: "%02x", $0) }.joined()
    #expect(hex == Self.golden)
  }

  @Test func readsBackWhatWasWritten() throws {
    let archive = try NumpyArchive(try sample())
    #expect(archive.entries == ["image.npy", "recipe.json", "obs/value.npy"])
    #expect(archive.arrayNames == ["image", "obs/value"])
    let image = try archive.array("image")
    #expect(image.type == .uint8)
    #expect(image.shape == [1, 2, 3])
    #expect(image.bytes == [1, 2, 3, 4, 5, 6])
    #expect(try archive.text("recipe.json") == "{\"seed\": 7}")
    #expect(try archive.array("obs/value").values() == [0.5, -2])
    #expect(throws: NumpyArchiveError(field: "type", reason: "is <f8, not <f4")) {
      try archive.array("obs/value").values(as: Float.self)
    }
  }

  @Test func keepsEveryTypeAndShape() throws {
    let arrays = [
      try NumpyArray([7] as [UInt8], shape: []),
      try NumpyArray([0, 65535, 258] as [UInt16], shape: [3]),
      try NumpyArray([.infinity, -0.0, 1.5, .leastNonzeroMagnitude] as [Float], shape: [2, 2]),
      try NumpyArray([.pi] as [Double], shape: [1, 1, 1]),
      try NumpyArray([] as [Double], shape: [0, 4]),
    ]
    var writer = NumpyArchiveWriter(level: 9)
    for (index, array) in arrays.enumerated() { try writer.add(array, name: "a\(index)") }
    let archive = try NumpyArchive(writer.finish())
    for (index, array) in arrays.enumerated() {
      #expect(try archive.array("a\(index)") == array)
    }
    let floats = try archive.array("a2").values(as: Float.self)
    #expect(floats == [.infinity, -0.0, 1.5, .leastNonzeroMagnitude])
  }

  /// Frames that come in pieces of any length give the bytes of the whole.
  @Test(arguments: [1, 1000, 21168, 70001])
  func piecesDoNotMatter(length: Int) throws {
    let bytes = try SampleFrames.many(12).flatMap(\.bytes)
    let shape = [12, 84, 84, 3]
    var whole = NumpyArchiveWriter()
    try whole.add(NumpyArray(type: .uint8, shape: shape, bytes: bytes), name: "images")
    let entry = try NumpyEntry("images", type: .uint8, shape: shape)
    for start in stride(from: 0, to: bytes.count, by: length) {
      entry.append(Array(bytes[start..<min(bytes.count, start + length)]))
    }
    var pieces = NumpyArchiveWriter()
    try pieces.add(entry)
    let file = pieces.finish()
    #expect(file == whole.finish())
    #expect(file.count < bytes.count)
    #expect(try NumpyArchive(file).array("images").bytes == bytes)
  }

  @Test func readsFromAFile() throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).npz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try sample()).write(to: URL(fileURLWithPath: path))
    let archive = try NumpyArchive(file: path)
    #expect(try archive.array("image").bytes == [1, 2, 3, 4, 5, 6])
    #expect(try archive.text("recipe.json") == "{\"seed\": 7}")
    #expect(throws: NumpyArchiveError.self) { try NumpyArchive(file: path + ".none") }
  }

  @Test(arguments: ["", "/a", "a//b", "..", "a/../b", "ä", "a b"])
  func refusesNames(name: String) throws {
    var writer = NumpyArchiveWriter()
    let array = try NumpyArray([1] as [UInt8], shape: [1])
    let error = #expect(throws: NumpyArchiveError.self) { try writer.add(array, name: name) }
    #expect(error?.field == name + ".npy")
  }

  @Test func refusesWhatDoesNotFit() throws {
    let array = try NumpyArray([1, 2] as [UInt8], shape: [2])
    #expect(throws: NumpyArchiveError(field: "shape", reason: "[3] is 3 bytes, but there are 2")) {
      try NumpyArray([1, 2] as [UInt8], shape: [3])
    }
    #expect(throws: NumpyArchiveError(field: "shape", reason: "[\(Int.max), 4] is too large")) {
      try NumpyArray(type: .uint16, shape: [.max, 4], bytes: [])
    }
    var writer = NumpyArchiveWriter()
    try writer.add(array, name: "a")
    #expect(throws: NumpyArchiveError(field: "a.npy", reason: "is in the archive already")) {
      try writer.add(array, name: "a")
    }
    #expect(throws: NumpyArchiveError.self) { try writer.add(text: "", name: "b.npy") }
    #expect(throws: NumpyArchiveError.self) {
      try NumpyEntry("c", type: .uint8, shape: [1], level: 10)
    }

    // one byte missing, or one too many
    for count in [1, 3] {
      let entry = try NumpyEntry("d", type: .uint8, shape: [2])
      entry.append([UInt8](repeating: 0, count: count))
      #expect(
        throws: NumpyArchiveError(
          field: "d.npy", reason: "is \(128 + count) bytes, but must be 130")
      ) { try writer.add(entry) }
    }

    // the limit that stands for 4 GiB
    let whole = try sample().count
    #expect(try sample(limit: whole).count == whole)
    let error = #expect(throws: NumpyArchiveError.self) { try sample(limit: whole - 1) }
    #expect(error?.field == "obs/value.npy")
  }

  private static let golden =
    """
    504b030414000000080000002100f3eb25374f0000008600000009000000696d6167652e6e70799b\
    ec17ea1b10c9c850c650ad9e925a9c5ca46ea5a05e536aa8aea3a09e965f54529498179f5f94920a\
    12774bcc294e058a17672416a402f91a863a0a463a0ac69a3a0ab50ae4012e46266616563600504b\
    03041400000008000000210083478b440d0000000b0000000b0000007265636970652e6a736f6eab\
    562a4e4d4d51b25230af0500504b030414000000080000002100ac59bc754d000000900000000d00\
    00006f62732f76616c75652e6e70799bec17ea1b10c9c850c650ad9e925a9c5ca46ea5a06e9366a1\
    aea3a09e965f54529498179f5f94920a12774bcc294e058a17672416a402f91a463a9a3a0ab50a14\
    002e063078600fa1190e0000504b0102140314000000080000002100f3eb25374f00000086000000\
    090000000000000000000000a48100000000696d6167652e6e7079504b0102140314000000080000\
    00210083478b440d0000000b0000000b0000000000000000000000a481760000007265636970652e\
    6a736f6e504b0102140314000000080000002100ac59bc754d000000900000000d00000000000000\
    00000000a481ac0000006f62732f76616c75652e6e7079504b05060000000003000300ab00000024\
    0100000000
    """
}
