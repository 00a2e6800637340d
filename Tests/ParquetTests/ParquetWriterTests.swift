import Foundation
import Parquet
import TestSupport
import Testing

/// Files hold what was written; `Tests/parquet.sh` asks other readers the same.
@Suite struct ParquetWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult private func write(
    _ fields: [ParquetField], _ pieces: [[ParquetColumn]], as name: String = "a.parquet",
    _ options: ParquetWriter.Options = .init(), metadata: [(key: String, value: String)] = []
  ) throws -> ParquetReader {
    let writer = try ParquetWriter(path: folder.path(name), fields: fields, options: options)
    for piece in pieces { try writer.append(piece) }
    try writer.finish(metadata: metadata)
    return try #require(try ParquetReader(path: folder.path(name)))
  }

  // MARK: Values

  @Test func `every type reads back bit for bit`() throws {
    let floats: [Float] = [.nan, -.infinity, -0.0, .leastNonzeroMagnitude, 1.1]
    let doubles: [Double] = [.nan, .infinity, -0.0, .pi, Double(bitPattern: 3)]
    let file = try write(
      [
        .init("flag", .bool), .init("small", .int32), .init("whole", .int64),
        .init("float", .float), .init("double", .double), .init("text", .string),
        .init("bytes", .binary, isOptional: false),
      ],
      [
        [
          .bools([true, false, true, true, false]), .int32s([.min, .max, 0, -1, 7]),
          .int64s([.min, .max, 0, -1, 7]), .floats(floats), .doubles(doubles),
          .strings(["", "é", "☕️", "a\u{0}b", "x"]), .binaries([[], [0], [255, 1], [2], [3]]),
        ]
      ])
    #expect(file.rows == 5)
    #expect(file.column("flag")?.flags == [true, false, true, true, false])
    let small = try #require(file.column("small"))
    #expect(
      small.values.map { $0.withUnsafeBytes { $0.load(as: Int32.self) } } == [.min, .max, 0, -1, 7])
    #expect(file.column("whole")?.integers == [.min, .max, 0, -1, 7])
    #expect(file.column("float")?.floats.map(\.bitPattern) == floats.map(\.bitPattern))
    #expect(file.column("double")?.doubles.map(\.bitPattern) == doubles.map(\.bitPattern))
    #expect(file.column("text")?.texts == ["", "é", "☕️", "a\u{0}b", "x"])
    #expect(file.column("bytes", definition: 0)?.values == [[], [0], [255, 1], [2], [3]])
  }

  @Test func `missing values have levels but no bytes`() throws {
    let file = try write(
      [.init("x", .int64)], [[.optional([true, false, false, true], .int64s([5, 6]))]])
    let column = try #require(file.column("x"))
    #expect(column.definitions == [1, 0, 0, 1])
    #expect(column.integers == [5, 6])
  }

  @Test func `lists tell missing from empty from missing elements`() throws {
    // null, [], [1, null, 2], [3]
    let file = try write(
      [.init("x", .list(.init("element", .int64)))],
      [
        [
          .optional(
            [false, true, true, true],
            .list(
              lengths: [0, 3, 1], .optional([true, false, true, true], .int64s([1, 2, 3]))))
        ]
      ])
    let column = try #require(file.column("x.list.element", repetition: 1, definition: 3))
    #expect(column.repetitions == [0, 0, 0, 1, 1, 0])
    #expect(column.definitions == [0, 1, 3, 2, 3, 3])
    #expect(column.integers == [1, 2, 3])
  }

  @Test func `lists of lists have the levels of the Dremel paper`() throws {
    // [[a, b, c], [d, e]], [[f]], [[], [g]]
    let inner = ParquetField(
      "element", .list(.init("element", .string, isOptional: false)), isOptional: false)
    let file = try write(
      [.init("x", .list(inner), isOptional: false)],
      [
        [
          .list(
            lengths: [2, 1, 2],
            .list(lengths: [3, 2, 1, 0, 1], .strings(["a", "b", "c", "d", "e", "f", "g"])))
        ]
      ])
    let column = try #require(
      file.column("x.list.element.list.element", repetition: 2, definition: 2))
    #expect(column.repetitions == [0, 2, 2, 1, 2, 0, 0, 1])
    #expect(column.definitions == [2, 2, 2, 2, 2, 2, 1, 2])
    #expect(column.texts == ["a", "b", "c", "d", "e", "f", "g"])
  }

  @Test func `structs are columns side by side`() throws {
    let file = try write(
      [.init("image", .group([.init("bytes", .binary), .init("path", .string)]))],
      [
        [
          .optional(
            [true, false, true], .group([.binaries([[1], [2, 3]]), .strings(["a", "b"])]))
        ]
      ])
    #expect(file.columns == ["image.bytes", "image.path"])
    let bytes = try #require(file.column("image.bytes", definition: 2))
    #expect(bytes.definitions == [2, 0, 2])
    #expect(bytes.values == [[1], [2, 3]])
    #expect(file.column("image.path", definition: 2)?.texts == ["a", "b"])
  }

  // MARK: Layout

  @Test func `rows are gathered into groups and cut into pages`() throws {
    let vector = ParquetField("x", .list(.init("element", .float)))
    let pieces = (0..<40).map { piece in
      [ParquetColumn.rows(of: 10, .floats((0..<1000).map { Float(piece * 1000 + $0) }))]
    }
    let file = try write(
      [vector], pieces, .init(rowGroupSize: 60_000, pageSize: 1500))
    #expect(file.rows == 4000)
    #expect(file.groups.count == 4)
    let column = try #require(file.column("x.list.element", repetition: 1, definition: 3))
    #expect(column.floats == (0..<40_000).map(Float.init))
    // pages end with rows: 38 rows of 40 bytes are the first to be 1500
    #expect(column.pages.allSatisfy { $0 == 27 })
    #expect(column.repetitions == (0..<40_000).map { $0 % 10 == 0 ? 0 : 1 })
  }

  @Test func `a dictionary is used where it pays`() throws {
    let few = (0..<5000).map { "word \($0 % 7)" }
    let many = (0..<5000).map { "word \($0)" }
    let file = try write(
      [.init("few", .string, usesDictionary: true), .init("many", .string, usesDictionary: true)],
      [[.strings(few), .strings(many)]])
    let columns = (try #require(file.column("few")), try #require(file.column("many")))
    #expect(columns.0.hasDictionary == [true] && columns.0.texts == few)
    #expect(columns.1.hasDictionary == [false] && columns.1.texts == many)
  }

  @Test(arguments: [1, 2, 3, 7, 8, 9, 17, 255, 256, 257, 70_000])
  func `indices of every width read back`(_ distinct: Int) throws {
    let values = (0..<3 * distinct).map { Int64(($0 * 7919) % distinct) << 20 }
    let file = try write(
      [.init("x", .int64, usesDictionary: true)], [[.int64s(values)]],
      .init(rowGroupSize: 1 << 30))
    let column = try #require(file.column("x"))
    #expect(column.integers == values)
    // a dictionary of a value for each three pays
    #expect(column.hasDictionary == [true])
  }

  @Test func `limits leave out what has no order`() throws {
    let file = try write(
      [
        .init("whole", .int64), .init("zero", .float), .init("nan", .double),
        .init("text", .string), .init("long", .string), .init("bytes", .binary),
        .init("none", .int32),
      ],
      [
        [
          .int64s([3, -5, 4]), .floats([0, -0.0, -0.0]), .doubles([1, .nan, 2]),
          .strings(["b", "é", "a"]), .strings(["", "a", String(repeating: "z", count: 65)]),
          .binaries([[1], [2], [3]]), .optional([false, false, false], .int32s([])),
        ]
      ])
    let whole = try #require(file.limits("whole").first ?? nil)
    #expect(whole.least == withUnsafeBytes(of: Int64(-5)) { Array($0) })
    #expect(whole.greatest == withUnsafeBytes(of: Int64(4)) { Array($0) })
    // zeros of both signs count as both
    let zero = try #require(file.limits("zero").first ?? nil)
    #expect(zero.least == [0, 0, 0, 0x80] && zero.greatest == [0, 0, 0, 0])
    let text = try #require(file.limits("text").first ?? nil)
    #expect(text.least == Array("a".utf8) && text.greatest == Array("é".utf8))
    for name in ["nan", "long", "bytes", "none"] {
      #expect(file.limits(name).first.flatMap { $0 } == nil, "\(name)")
    }
  }

  @Test func `the file says what it is told`() throws {
    let file = try write(
      [.init("x", .bool)], [[.bools([true])]], metadata: [("a", "1"), ("é", #"{"b": "ü"}"#)])
    #expect(file.metadata == ["a": "1", "é": #"{"b": "ü"}"#])
    #expect(file.footer[6]?.text == "demomill")
  }

  @Test func `a file without rows is whole`() throws {
    let file = try write([.init("x", .bool)], [])
    #expect(file.rows == 0 && file.groups.isEmpty)
  }

  // MARK: Reproduction, faults

  @Test func `compression is reproducible and smaller`() throws {
    let fields = [ParquetField("x", .string)]
    let pieces = [[ParquetColumn.strings((0..<2000).map { "the text number \($0)" })]]
    for (name, compression) in [
      ("a", ParquetCompression.none), ("b", .gzip(level: 6)), ("c", .gzip(level: 6)),
    ] { try write(fields, pieces, as: name, .init(compression: compression)) }
    let bytes = try ["a", "b", "c"].map {
      try Data(contentsOf: URL(fileURLWithPath: folder.path($0)))
    }
    #expect(bytes[1] == bytes[2])
    #expect(bytes[1].count < bytes[0].count / 3)
  }

  @Test func `rows that are refused leave nothing behind`() throws {
    let fields: [ParquetField] = [
      .init("x", .int64, isOptional: false), .init("y", .list(.init("element", .float))),
    ]
    let bad: [([ParquetColumn], String)] = [
      ([.int64s([1])], "schema"),
      ([.int64s([1]), .rows(of: 1, .floats([1, 2]))], "y"),
      ([.int32s([1]), .rows(of: 1, .floats([1]))], "x"),
      ([.optional([true], .int64s([1])), .rows(of: 1, .floats([1]))], "x"),
      ([.int64s([1]), .list(lengths: [2], .floats([1]))], "y.element"),
      ([.int64s([1]), .list(lengths: [-1], .floats([]))], "y"),
      (
        [.int64s([1]), .optional([true], .optional([true], .list(lengths: [0], .floats([]))))], "y"
      ),
    ]
    let writer = try ParquetWriter(path: folder.path("a.parquet"), fields: fields)
    for (columns, place) in bad {
      let error = #expect(throws: ParquetError.self) { try writer.append(columns) }
      guard case .values(place, _) = error else {
        Issue.record("\(place): \(String(describing: error))")
        continue
      }
    }
    try writer.append([.int64s([9]), .rows(of: 1, .floats([3]))])
    try writer.finish()
    let file = try #require(try ParquetReader(path: folder.path("a.parquet")))
    #expect(file.rows == 1)
    #expect(file.column("x", definition: 0)?.integers == [9])
  }

  @Test(arguments: [
    [], [ParquetField("x", .bool), ParquetField("x", .int64)], [ParquetField("", .bool)],
    [ParquetField("x", .group([]))],
    [ParquetField("x", .list(ParquetField("element", .group([.init("", .bool)]))))],
  ])
  func `schemas that cannot be are refused`(_ fields: [ParquetField]) throws {
    let error = #expect(throws: ParquetError.self) {
      try ParquetWriter(path: folder.path("a.parquet"), fields: fields)
    }
    guard case .schema = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try folder.names() == [])
  }

  @Test func `nothing is there before the end`() throws {
    do {
      let writer = try ParquetWriter(path: folder.path("a"), fields: [.init("x", .bool)])
      try writer.append([.bools([true])])
      #expect(try folder.names() == ["a.part"])
    }
    #expect(try folder.names() == [])
    #expect(throws: ParquetError.self) {
      try ParquetWriter(path: folder.path("no/such"), fields: [.init("x", .bool)])
    }
  }

  @Test func `a finished file takes nothing more`() throws {
    let writer = try ParquetWriter(path: folder.path("a"), fields: [.init("x", .bool)])
    try writer.finish()
    #expect(throws: ParquetError.self) { try writer.finish() }
  }

  @Test func `a file is gone on with from a checkpoint`() throws {
    let fields: [ParquetField] = [.init("x", .double), .init("text", .string)]
    func append(_ numbers: Range<Int>, to writer: ParquetWriter) throws {
      for k in numbers {
        try writer.append([.doubles([Double(k), -0.0]), .strings(["a", "\(k)"])])
      }
    }
    let options = ParquetWriter.Options(compression: .gzip(level: 1), rowGroupSize: 600)
    func writer(_ name: String, _ left: ParquetCheckpoint? = nil) throws -> ParquetWriter {
      let path = folder.path(name)
      guard let left else { return try ParquetWriter(path: path, fields: fields, options: options) }
      return try ParquetWriter(path: path, fields: fields, options: options, resuming: left)
    }
    let whole = try writer("whole")
    try append(0..<50, to: whole)
    let checkpoint = try whole.checkpoint()
    #expect(checkpoint.rows == 100)
    // as another process would find it, with what came after
    try append(50..<70, to: whole)
    let left = try Data(contentsOf: URL(fileURLWithPath: folder.path("whole.part")))
    #expect(left.count > checkpoint.size)
    try append(70..<90, to: whole)
    try whole.finish()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path("whole")))

    let stored = try JSONDecoder().decode(
      ParquetCheckpoint.self, from: JSONEncoder().encode(checkpoint))
    // unfinished, or with its name
    for name in ["again.part", "again"] {
      try left.write(to: URL(fileURLWithPath: folder.path(name)))
      let again = try writer("again", stored)
      try append(50..<90, to: again)
      try again.finish()
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("again"))) == bytes)
    }
    // a shorter one is of no use, nor is one that is not there
    try FileManager.default.removeItem(atPath: folder.path("again"))
    try left.prefix(checkpoint.size - 1).write(
      to: URL(fileURLWithPath: folder.path("again.part")))
    for _ in 0..<2 {
      #expect(throws: ParquetError.self) { try writer("again", stored) }
    }
    #expect(try folder.names() == ["whole"])
  }
}
