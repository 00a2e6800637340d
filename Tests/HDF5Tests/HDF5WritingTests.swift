import Foundation
import HDF5
import TestSupport
import Testing

/// What is written is read back the same, and appears under its name only when it is whole.
@Suite struct HDF5WritingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func numbersComeBackBitForBit() throws {
    let path = folder.path("a.hdf5")
    let numbers = [0.1, -0.0, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -1]
    let file = try HDF5NewFile(path)
    let group = try file.root().makeGroup("group")
    try group.write("doubles", numbers, [2, 3])
    try group.write("slice", numbers[1..<5], [4])
    try group.write("integers", [Int.min, 0, Int.max], [3])
    try group.write("bytes", [0, 127, 255] as [UInt8], [3, 1])
    try group.write("empty", [] as [Double], [0, 4])
    try file.commit()

    let read = try HDF5File.open(path).group("group")
    #expect(try read.children() == ["bytes", "doubles", "empty", "integers", "slice"])
    let doubles = try read.dataset("doubles")
    #expect(doubles.dimensions == [2, 3])
    #expect(doubles.element == .float)
    #expect(try doubles.doubles().map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(try read.dataset("slice").doubles() == Array(numbers[1..<5]))
    #expect(try read.dataset("integers").integers() == [Int.min, 0, Int.max])
    #expect(try read.dataset("bytes").doubles() == [0, 127, 255])
    #expect(try read.dataset("empty").doubles().isEmpty)
  }

  @Test func textsComeBack() throws {
    let path = folder.path("a.hdf5")
    let long = String(repeating: "0123456789", count: 20_000)
    let file = try HDF5NewFile(path)
    let root = try file.root()
    try root.setAttribute("short", "é 木")
    try root.setAttribute("long", long)
    try root.setAttribute("none", "")
    try root.setAttribute("count", 42)
    try root.write("names", strings: ["demo_0", "demo_10"])
    try file.commit()

    let read = try HDF5File.open(path)
    #expect(try read.attributes.text("short") == "é 木")
    #expect(try read.attributes.text("long") == long)
    #expect(try read.attributes.text("none") == "")
    #expect(try read.attributes.integer("count") == 42)
    #expect(try read.dataset("names").strings() == ["demo_0", "demo_10"])
  }

  @Test func theSameCallsGiveTheSameBytes() throws {
    func write(_ path: String) throws -> Data {
      let file = try HDF5NewFile(path)
      let group = try file.root().makeGroup("group")
      try group.setAttribute("text", "text")
      try group.write("numbers", [1.0, 2], [2])
      try file.commit()
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
    let first = try write(folder.path("a.hdf5"))
    Thread.sleep(forTimeInterval: 1.1)
    #expect(try write(folder.path("b.hdf5")) == first)
  }

  @Test func anUncommittedFileLeavesNothing() throws {
    do {
      let file = try HDF5NewFile(folder.path("a.hdf5"))
      try file.root().write("numbers", [1.0], [1])
      #expect(try folder.names() == ["a.hdf5.part"])
    }
    #expect(try folder.names() == [])
  }

  @Test func aCommittedFileTakesThePlaceOfAnOlder() throws {
    for value in [1.0, 2] {
      let file = try HDF5NewFile(folder.path("a.hdf5"))
      try file.root().write("numbers", [value], [1])
      try file.commit()
    }
    #expect(try folder.names() == ["a.hdf5"])
    #expect(try HDF5File.open(folder.path("a.hdf5")).dataset("numbers").doubles() == [2])
  }

  @Test func nothingIsWrittenAfterTheCommit() throws {
    let file = try HDF5NewFile(folder.path("a.hdf5"))
    let root = try file.root()
    try file.commit()
    #expect(kind { _ = try file.root() } == .notWritten)
    #expect(kind { try file.commit() } == .notWritten)
    #expect(kind { try root.write("late", [1.0], [1]) } == .notWritten)
  }

  @Test func mistakesAreNamed() throws {
    let root = try HDF5NewFile(folder.path("a.hdf5")).root()
    let group = try root.makeGroup("group")
    #expect(kind { _ = try root.makeGroup("group") } == .notWritten)
    #expect(kind { _ = try root.makeGroup("a/b") } == .notWritten)
    #expect(kind { try group.write("numbers", [1.0, 2], [3]) } == .shape)
    #expect(kind { try group.setAttribute("text", "zero\u{0}byte") } == .shape)
    #expect(kind { _ = try HDF5NewFile(folder.path("no/such/folder.hdf5")) } == .notWritten)
  }

  /// Groups of numbers and texts.
  private func add(_ numbers: Range<Int>, to file: HDF5NewFile) throws {
    let root = try file.root()
    let data = numbers.lowerBound == 0 ? try root.makeGroup("data") : try root.group("data")
    for k in numbers {
      let group = try data.makeGroup("demo_\(k)")
      try group.setAttribute("text", String(repeating: "\(k)", count: 100 + k % 7 * 100))
      try group.write("values", (0..<1000).map { Double($0 * k) }, [1000])
    }
  }

  @Test func aFileIsGoneOnWithAfterItsProcessDied() throws {
    // never stopped, but for the same checkpoints
    let whole = try HDF5NewFile(folder.path("whole.hdf5"))
    try add(0..<200, to: whole)
    _ = try whole.checkpoint()
    try add(200..<400, to: whole)
    _ = try whole.checkpoint()
    try add(400..<450, to: whole)
    try whole.commit()

    // what a process leaves that dies between two checkpoints
    let path = folder.path("part.hdf5")
    let died = try HDF5NewFile(path)
    try add(0..<200, to: died)
    let size = try died.checkpoint()
    try add(200..<390, to: died)
    let left = try Data(contentsOf: URL(filePath: path + ".part"))
    #expect(left.count > size)

    let again = folder.path("again.hdf5")
    try left.write(to: URL(filePath: again + ".part"))
    let resumed = try HDF5NewFile(again, resumedAt: size)
    try add(200..<400, to: resumed)
    _ = try resumed.checkpoint()
    try add(400..<450, to: resumed)
    try resumed.commit()
    let bytes = try [again, folder.path("whole.hdf5")].map {
      try Data(contentsOf: URL(filePath: $0))
    }
    #expect(bytes[0] == bytes[1])
    let last = try HDF5File.open(again).group("data").group("demo_449").dataset("values")
    #expect(try last.doubles()[1] == 449)

    // a shorter file has no such checkpoint
    try left.prefix(size - 1).write(to: URL(filePath: again + ".part"))
    #expect(throws: HDF5Error.self) { try HDF5NewFile(again, resumedAt: size) }
  }
}

/// The kind of the error that a call throws, or nil.
func kind(_ body: () throws -> Void) -> HDF5Error.Kind? {
  do {
    try body()
    return nil
  } catch { return (error as? HDF5Error)?.kind }
}
