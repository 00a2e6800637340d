import Catalog
import Foundation
import Testing

@Suite struct BlobStoreTests {
  let scratch: Scratch
  let store: BlobStore

  init() throws {
    scratch = try Scratch()
    store = try BlobStore(folder: "\(scratch.folder)/blobs")
  }

  @Test func keepsBytesUnderTheirHash() throws {
    let sha = try store.put(Data("abc".utf8))
    #expect(sha == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(try store.read(sha) == Data("abc".utf8))
    #expect(try store.path(of: sha) == "\(store.folder)/ba/\(sha)")
    #expect(try store.contains(sha))
    // nothing is left aside
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(store.folder)/incoming") == [])
  }

  @Test func hashesFilesInPieces() throws {
    let path = "\(scratch.folder)/big"
    let data = Data((0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try data.write(to: URL(fileURLWithPath: path))
    let (sha, size) = try BlobStore.sha256(fileAt: path)
    #expect(size == 3_000_001)
    #expect(sha == BlobStore.sha256(data))
  }

  @Test func movesFiles() throws {
    let path = store.incomingPath()
    try Data("moved".utf8).write(to: URL(fileURLWithPath: path))
    let sha = try store.put(fileAt: path)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try store.read(sha) == Data("moved".utf8))

    // the same content again only removes the file
    try Data("moved".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try store.put(fileAt: path) == sha)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func findsDamageAndHealsIt() throws {
    let sha = try store.put(Data("whole".utf8))
    let path = try store.path(of: sha)
    try Data("wholf".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: BlobError.damaged(sha)) { try store.read(sha) }
    #expect(try store.put(Data("whole".utf8)) == sha)
    #expect(try store.read(sha) == Data("whole".utf8))

    // a blob that was cut short, too
    try Data("who".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: BlobError.damaged(sha)) { try store.read(sha) }
    _ = try store.put(Data("whole".utf8), durably: false)
    try store.sync()
    #expect(try store.read(sha) == Data("whole".utf8))
  }

  @Test func missesWhatIsNotThere() throws {
    let sha = BlobStore.sha256(Data("never".utf8))
    #expect(throws: BlobError.missing(sha)) { try store.read(sha) }
    #expect(try !store.contains(sha))
    try store.remove(sha)
  }

  @Test(arguments: [
    "", "..", "../../etc/passwd", "ba7816bf", String(repeating: "A", count: 64),
    String(repeating: "0", count: 63) + "/", String(repeating: "0", count: 65),
    String(repeating: "0", count: 61) + "..\u{0}", String(repeating: "é", count: 32),
  ])
  func refusesNamesThatAreNoHashes(name: String) throws {
    #expect(throws: BlobError.badName(name)) { try store.path(of: name) }
    #expect(throws: BlobError.badName(name)) { try store.read(name) }
    #expect(throws: BlobError.badName(name)) { try store.remove(name) }
  }

  @Test func sweepsWhatWasLeftHalfWritten() throws {
    let kept = try store.put(Data("kept".utf8))
    try Data("half".utf8).write(to: URL(fileURLWithPath: store.incomingPath()))
    try store.sweep()
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(store.folder)/incoming") == [])
    #expect(try store.read(kept) == Data("kept".utf8))
  }

  @Test func takesTheSameContentFromManyAtOnce() async throws {
    let store = store
    let data = Data(repeating: 7, count: 200_000)
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<16 { group.addTask { try store.put(data) } }
      var names: Set<String> = []
      for try await name in group { names.insert(name) }
      return names
    }
    #expect(names == [BlobStore.sha256(data)])
    #expect(try store.read(BlobStore.sha256(data)) == data)
  }

  @Test func saysWhenItCannotWrite() throws {
    // a file stands where a folder should be
    let sha = BlobStore.sha256(Data("x".utf8))
    let folder = "\(store.folder)/\(sha.prefix(2))"
    try FileManager.default.removeItem(atPath: folder)
    try Data().write(to: URL(fileURLWithPath: folder))
    #expect(throws: BlobError.self) { try store.put(Data("x".utf8)) }
    #expect(throws: BlobError.self) { try BlobStore(folder: "/proc/nowhere") }
  }
}
