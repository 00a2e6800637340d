import Foundation
import HDF5
import TestSupport
import Testing

/// Files of other writers: `Fixtures/foreign.hdf5` was made with h5py 3.16.
@Suite struct HDF5ReadingTests {
  let root: HDF5Group

  init() throws {
    let path = Repository.root.appendingPathComponent("Tests/HDF5Tests/Fixtures/foreign.hdf5")
    root = try HDF5File.open(path.path)
  }

  @Test func numbersOfOtherTypesAreConverted() throws {
    let expected = (0..<24).map(Double.init)
    #expect(try root.dataset("gzip").dimensions == [6, 4])
    #expect(try root.dataset("gzip").doubles() == expected)
    #expect(try root.dataset("big_endian").doubles() == expected)
    #expect(try root.dataset("half").doubles() == [0.5, 2])
    #expect(try root.dataset("bytes").integers() == [0, 1, 2, 3, 4])
    #expect(try root.dataset("bools").element == .enumeration)
    #expect(try root.dataset("bools").doubles() == [1, 0, 1])
    #expect(try root.dataset("unallocated").doubles() == [Double](repeating: 0, count: 1000))
  }

  @Test func oddShapesAreReadAsTheyAre() throws {
    #expect(try root.dataset("scalar").dimensions == [])
    #expect(try root.dataset("scalar").doubles() == [3.5])
    #expect(try root.dataset("null").dimensions == [0])
    #expect(try root.dataset("null").doubles() == [])
    #expect(try root.dataset("text").strings() == ["ab", "c"])
  }

  @Test func attributesOfAllKindsAreRead() throws {
    let attributes = try root.group("attributes").attributes
    #expect(try attributes.text("fixed") == "fixed")
    #expect(try attributes.text("variable") == "variable é")
    #expect(try attributes.text("one_element") == "only")
    #expect(try attributes.text("empty") == "")
    #expect(try attributes.integer("int32") == 7)
    #expect(try attributes.number("real") == 2.5)
    #expect(kind { _ = try attributes.integer("real") } == .shape)
    #expect(kind { _ = try attributes.text("int32") } == .shape)
    #expect(kind { _ = try attributes.text("two_elements") } == .shape)
    #expect(kind { _ = try attributes.number("fixed") } == .shape)
    #expect(kind { _ = try attributes.text("absent") } == .missing)
    #expect(!attributes.contains("absent"))
  }

  @Test(arguments: ["external", "virtual", "lzf"])
  func dataElsewhereAndForeignFiltersAreRefused(_ name: String) {
    #expect(kind { _ = try root.dataset(name) } == .refused)
  }

  @Test(arguments: ["huge", "huge_chunk", "overflow"])
  func whatWouldFillTheMemoryIsRefusedUnread(_ name: String) {
    #expect(kind { _ = try root.dataset(name) } == .tooLarge)
  }

  @Test func limitsAreTheCallers() throws {
    var limits = HDF5Limits()
    limits.children = 3
    limits.datasetBytes = 100
    limits.textBytes = 4
    let path = Repository.root.appendingPathComponent("Tests/HDF5Tests/Fixtures/foreign.hdf5")
    let root = try HDF5File.open(path.path, limits: limits)
    #expect(kind { _ = try root.children() } == .tooLarge)
    #expect(kind { _ = try root.dataset("gzip") } == .tooLarge)
    let attributes = try root.group("attributes").attributes
    #expect(kind { _ = try attributes.text("variable") } == .tooLarge)
    #expect(kind { _ = try attributes.text("fixed") } == .tooLarge)
  }

  @Test func linksStayWithinTheFile() throws {
    let links = try root.group("links")
    #expect(try links.dataset("soft").dimensions == [6, 4])
    #expect(try links.group("cycle").group("cycle").contains("soft"))
    for name in ["dangling", "external", "through", "loop"] {
      #expect(kind { _ = try links.dataset(name) } == .refused)
      #expect(kind { _ = try links.group(name) } == .refused)
    }
  }

  @Test func whatNobodyReadsIsLookedAtToo() throws {
    func refusal(_ body: () throws -> Void) -> HDF5Error? {
      do { try body() } catch { return error as? HDF5Error }
      return nil
    }
    #expect(
      refusal(root.checkReach)
        == HDF5Error(
          .refused, path: "external", reason: "keeps its data in other files"))
    #expect(refusal(try root.group("links").checkReach)?.path == "links/external")
    #expect(refusal(try root.group("attributes").checkReach) == nil)

    // as many links as may be, and groups as deep
    let path = Repository.demo("stack_robosuite.hdf5")
    var limits = HDF5Limits()
    limits.depth = 2
    #expect(refusal(try HDF5File.open(path, limits: limits).checkReach)?.kind == .tooLarge)
    limits = HDF5Limits()
    limits.links = 10
    #expect(refusal(try HDF5File.open(path, limits: limits).checkReach)?.kind == .tooLarge)
    #expect(refusal(try HDF5File.open(path).checkReach) == nil)
  }

  @Test func wrongKindsOfObjectsAreNamed() throws {
    #expect(kind { _ = try root.group("absent") } == .missing)
    #expect(kind { _ = try root.group("gzip") } == .shape)
    #expect(kind { _ = try root.dataset("links") } == .shape)
    #expect(kind { _ = try root.dataset("type") } == .shape)
    #expect(kind { _ = try root.dataset("links/soft") } == .missing)
    #expect(kind { _ = try root.dataset("complex").doubles() } == .shape)
    #expect(kind { _ = try root.dataset("text").doubles() } == .shape)
    #expect(kind { _ = try root.dataset("gzip").integers() } == .shape)
    #expect(kind { _ = try root.dataset("variable_text").strings() } == .shape)
  }

  @Test func whatIsNoFileIsUnreadable() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.hdf5")
    #expect(kind { _ = try HDF5File.open(path) } == .unreadable)
    try Data("no HDF5 at all".utf8).write(to: URL(fileURLWithPath: path))
    #expect(kind { _ = try HDF5File.open(path) } == .unreadable)

    // the signature and nothing behind it
    try Data(HDF5File.signature).write(to: URL(fileURLWithPath: path))
    #expect(kind { _ = try HDF5File.open(path) } == .unreadable)
  }

  @Test func aFileCanBeReadFromManyThreads() async throws {
    let path = Repository.demo("stack_robosuite.hdf5")
    let sums = try await withThrowingTaskGroup(of: Double.self) { tasks in
      for _ in 0..<8 {
        tasks.addTask {
          let info = try HDF5File.open(path).group("data").group("demo_0").group("datagen_info")
          return try info.dataset("eef_pose").doubles().reduce(0, +)
        }
      }
      return try await tasks.reduce(into: []) { $0.append($1) }
    }
    #expect(sums.count == 8)
    #expect(Set(sums).count == 1)
  }
}
