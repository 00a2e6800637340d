import Catalog
import Foundation
import Testing

/// Blobs that nobody names are removed, and never one that somebody is about to name.
@Suite struct BlobOrphanTests {
  let scratch: Scratch
  let store: BlobStore
  let sha: String

  init() throws {
    scratch = try Scratch()
    store = try BlobStore(folder: "\(scratch.folder)/blobs")
    sha = try store.put(Data("left over".utf8))
    try age(sha)
  }

  /// Makes a blob two hours old.
  private func age(_ sha: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: store.path(of: sha))
  }

  private var hourAgo: Double { Date().timeIntervalSince1970 - 3600 }

  private var isThere: Bool { get throws { try store.contains(sha) } }

  @Test func goesWhenNobodyNamesIt() async throws {
    let byte = try #require(UInt8(sha.prefix(2), radix: 16))
    let entries = try store.entries(in: byte)
    #expect(entries.map(\.sha) == [sha] && entries[0].size == 9)
    #expect(entries[0].modified < hourAgo)
    #expect(try await store.retire([sha], putBefore: hourAgo) { [] } == [sha])
    #expect(try !isThere)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(store.folder)/incoming") == [])
  }

  @Test func staysWhenSomebodyNamesIt() async throws {
    let sha = sha
    #expect(try await store.retire([sha], putBefore: hourAgo) { [sha] } == [])
    #expect(try store.read(sha) == Data("left over".utf8))
  }

  @Test func staysWhenItWasPutAgain() async throws {
    #expect(try store.put(Data("left over".utf8)) == sha)
    #expect(try await store.retire([sha], putBefore: hourAgo) { [] } == [])
    #expect(try isThere)
  }

  @Test func isThereForWhoeverPutsItMeanwhile() async throws {
    let store = store
    let gone = try await store.retire([sha], putBefore: hourAgo) {
      // at this moment it is aside: whoever puts it writes it anew
      let again = try store.put(Data("left over".utf8))
      #expect(again == sha)
      return []
    }
    #expect(gone == [sha])
    #expect(try store.read(sha) == Data("left over".utf8))
  }

  @Test func comesBackWhenNobodyCanSay() async throws {
    struct Unknown: Error {}
    await #expect(throws: Unknown.self) {
      try await store.retire([sha], putBefore: hourAgo) { throw Unknown() }
    }
    #expect(try isThere)
  }

  @Test func isGivenBackAfterAKill() throws {
    // as a process leaves it that is killed while it asks who names the blob
    let aside = "\(store.folder)/incoming/\(sha).aside"
    try FileManager.default.moveItem(atPath: try store.path(of: sha), toPath: aside)
    try Data().write(to: URL(fileURLWithPath: "\(store.folder)/incoming/half.part"))
    try store.sweep()
    #expect(try store.read(sha) == Data("left over".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(store.folder)/incoming") == [])
  }

  @Test func hardeningWritesAnewWhatIsWholeOnly() throws {
    let path = try store.path(of: sha)
    let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    try store.harden(sha)
    let after = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(try store.check(sha) == 9)
    #expect(before != after)
    try Data("left OVER".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: BlobError.damaged(sha)) { try store.harden(sha) }
    #expect(throws: BlobError.damaged(sha)) { try store.check(sha) }
    try store.remove(sha)
    #expect(throws: BlobError.missing(sha)) { try store.harden(sha) }
  }
}
