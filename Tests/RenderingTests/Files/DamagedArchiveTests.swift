import Rendering
import Testing

/// Archives that are not what they say give an error, whatever is wrong with them.
@Suite struct DamagedArchiveTests {
  private func sample() throws -> [UInt8] {
    var writer = NumpyArchiveWriter()
    try writer.add(
      NumpyArray((0..<200).map { UInt16($0 * 7 % 64) }, shape: [10, 20]), name: "image")
    try writer.add(text: "{}", name: "recipe.json")
    return writer.finish()
  }

  /// Where the directory and its two records, and the end record, begin.
  private func places(_ file: [UInt8]) -> (first: Int, second: Int, end: Int) {
    let starts = file.indices.dropLast(3).filter {
      Array(file[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2]
    }
    return (starts[0], starts[1], file.count - 22)
  }

  /// Opens an archive and reads all of it.
  private func readAll(_ file: [UInt8]) throws {
    let archive = try NumpyArchive(file)
    for name in archive.arrayNames { _ = try archive.array(name) }
    for name in archive.entries where !name.hasSuffix(".npy") { _ = try archive.text(name) }
  }

  @Test func cutShort() throws {
    let file = try sample()
    try readAll(file)
    for count in 0..<file.count {
      #expect(throws: NumpyArchiveError.self, "\(count)") { try readAll(Array(file[..<count])) }
    }
  }

  /// Any byte turned over gives an error or the same content; nothing else, and no crash.
  @Test func everyByteTurnedOver() throws {
    let file = try sample()
    let image = try NumpyArchive(file).array("image")
    for index in file.indices {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = file
        damaged[index] ^= mask
        do throws(NumpyArchiveError) {
          let archive = try NumpyArchive(damaged)
          guard archive.entries.contains("image.npy") else { continue }
          let read = try archive.array("image")
          #expect(read == image, "byte \(index)")
          if archive.entries.contains("recipe.json") {
            #expect(try archive.text("recipe.json") == "{}", "byte \(index)")
          }
        } catch {
          #expect(!error.field.isEmpty && !error.reason.isEmpty)
        }
      }
    }
  }

  @Test func wrongChecksum() throws {
    var file = try sample()
    file[places(file).first + 16] ^= 1
    let archive = try NumpyArchive(file)
    #expect(
      throws: NumpyArchiveError(field: "image.npy", reason: "is damaged: its CRC-32 is wrong")
    ) { try archive.array("image") }
    // the others are not touched by it
    #expect(try archive.text("recipe.json") == "{}")
  }

  @Test func lyingSizes() throws {
    let file = try sample()
    let first = places(file).first

    // unpacked to one more, to a lot, to more than deflate can
    for (byte, value) in [(24, file[first + 24] + 1), (25, 9), (27, 0x7F)] {
      var lying = file
      lying[first + byte] = value
      let error = #expect(throws: NumpyArchiveError.self) { try readAll(lying) }
      #expect(error?.field == "image.npy")
      #expect(error?.reason.hasPrefix("is damaged") == true)
    }

    // packed size and place beyond the end
    for byte in [23, 45] {
      var lying = file
      lying[first + byte] = 0x7F
      #expect(
        throws: NumpyArchiveError(
          field: "image.npy", reason: "is damaged: it lies beyond the archive's end")
      ) { try readAll(lying) }
    }
  }

  @Test func kindsThatAreNotRead() throws {
    let file = try sample()
    let (first, second, end) = places(file)
    let changes: [(at: Int, bytes: [UInt8], field: String, reason: String)] = [
      (first + 8, [1], "image.npy", "is encrypted"),
      (first + 10, [12], "image.npy", "is packed by method 12; only 0 and 8 are read"),
      (
        second + 24, [255, 255, 255, 255], "recipe.json", "is a zip64 entry, which is not read"
      ),
      (end + 16, [255, 255, 255, 255], "archive", "is a zip64 file, which is not read"),
      (end + 4, [1], "archive", "is one of several disks, which is not read"),
    ]
    for change in changes {
      var other = file
      other.replaceSubrange(change.at..<change.at + change.bytes.count, with: change.bytes)
      #expect(throws: NumpyArchiveError(field: change.field, reason: change.reason)) {
        try NumpyArchive(other)
      }
    }
  }

  /// A stored entry whose `.npy` head is written by hand.
  @Test(arguments: [
    ("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", nil),
    ("{\"shape\":(2),'fortran_order':False,'descr':'|u1'}", nil),
    ("{'descr': '|u1', 'fortran_order': True, 'shape': (2,), }", "Fortran order"),
    ("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "'|O'"),
    ("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "'>f4'"),
    ("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "3 bytes, not 2"),
    ("{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }", "no dictionary"),
    (
      "{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
      "too large"
    ),
    ("{'descr': '|u1', 'shape': (2,), }", "no dictionary"),
    ("__import__('os')", "no dictionary"),
    ("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), } + 1", "no dictionary"),
  ])
  func heads(literal: String, complaint: String?) throws {
    let text = Array(literal.utf8) + [0x0A]
    let npy =
      [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, UInt8(text.count), 0] + text + [8, 9]
    let archive = try NumpyArchive(StoredZip.file(name: "a.npy", npy))
    guard let complaint else {
      #expect(try archive.array("a").bytes == [8, 9])
      return
    }
    let error = #expect(throws: NumpyArchiveError.self) { try archive.array("a") }
    #expect(error?.field == "a.npy")
    #expect(error?.reason.contains(complaint) == true, "\(error?.reason ?? "")")
  }

  @Test func noSuchEntry() throws {
    let archive = try NumpyArchive(try sample())
    #expect(throws: NumpyArchiveError(field: "depth.npy", reason: "is not in the archive")) {
      try archive.array("depth")
    }
    #expect(throws: NumpyArchiveError(field: "recipe.npy", reason: "is not in the archive")) {
      try archive.array("recipe")
    }
  }
}
