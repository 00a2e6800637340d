import Foundation
import Parquet

// Writes Parquet files of every type into a folder, and what readers have to find in them.

let folder = CommandLine.arguments.dropFirst().first ?? "."
let rows = 3000

/// Numbers from a seed (SplitMix64).
struct Numbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

/// A value as it was written, to be told to the readers' check.
indirect enum Sample {
  case missing
  case flag(Bool)
  case whole(Int64)
  case float(Float)
  case double(Double)
  case text(String)
  case bytes([UInt8])
  case list([Sample])
  case group([(String, Sample)])

  /// Without any doubt about bits: floating point and bytes in hexadecimal.
  var json: Any {
    switch self {
    case .missing: NSNull()
    case .flag(let value): value
    case .whole(let value): String(value)
    case .float(let value): "f" + String(value.bitPattern, radix: 16)
    case .double(let value): "d" + String(value.bitPattern, radix: 16)
    case .text(let value): "s" + value
    case .bytes(let value):
      "b" + value.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    case .list(let values): values.map(\.json)
    case .group(let members): Dictionary(uniqueKeysWithValues: members.map { ($0, $1.json) })
    }
  }
}

/// A random value of a field, the hard ones among them.
func sample(_ field: ParquetField, _ numbers: inout Numbers) -> Sample {
  if field.isOptional, numbers.below(6) == 0 { return .missing }
  let isHard = numbers.below(8) == 0
  // few different values, so that a dictionary pays
  let small = field.usesDictionary ? numbers.below(20) : -1
  switch field.kind {
  case .bool: return .flag(numbers.below(3) == 0)
  case .int32:
    let hard: [Int32] = [.min, .max, 0, -1]
    if isHard { return .whole(Int64(hard[numbers.below(4)])) }
    return .whole(
      small >= 0 ? Int64(small) : Int64(Int32(truncatingIfNeeded: numbers.next())))
  case .int64:
    let hard: [Int64] = [.min, .max, 0, -1]
    if isHard { return .whole(hard[numbers.below(4)]) }
    return .whole(small >= 0 ? Int64(small) : Int64(bitPattern: numbers.next()))
  case .float:
    let hard: [Float] = [.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude]
    if isHard { return .float(hard[numbers.below(5)]) }
    return .float(small >= 0 ? Float(small) / 3 : Float(numbers.below(1 << 30)) / 777 - 9)
  case .double:
    let hard: [Double] = [.nan, .infinity, -.infinity, -0.0, .greatestFiniteMagnitude]
    if isHard { return .double(hard[numbers.below(5)]) }
    return .double(small >= 0 ? Double(small) / 3 : Double(numbers.next()) / 1e18 - 4)
  case .string:
    if small >= 0 { return .text("word \(small) ☕️ é") }
    return .text(String(repeating: "x\(numbers.below(99)) ", count: isHard ? 40 : numbers.below(5)))
  case .binary:
    let count = isHard ? 3000 : numbers.below(6)
    return .bytes((0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next()) })
  case .list(let element):
    return .list((0..<numbers.below(isHard ? 30 : 4)).map { _ in sample(element, &numbers) })
  case .group(let members):
    return .group(members.map { ($0.name, sample($0, &numbers)) })
  }
}

/// Samples of a field side by side, as the writer takes them.
func column(_ samples: [Sample], _ field: ParquetField) -> ParquetColumn {
  if field.isOptional {
    let isPresent = samples.map { if case .missing = $0 { false } else { true } }
    let there = zip(samples, isPresent).filter(\.1).map(\.0)
    var inner = field
    inner.isOptional = false
    return .optional(isPresent, column(there, inner))
  }
  switch field.kind {
  case .bool: return .bools(samples.compactMap { if case .flag(let v) = $0 { v } else { nil } })
  case .int32:
    return .int32s(samples.compactMap { if case .whole(let v) = $0 { Int32(v) } else { nil } })
  case .int64:
    return .int64s(samples.compactMap { if case .whole(let v) = $0 { v } else { nil } })
  case .float: return .floats(samples.compactMap { if case .float(let v) = $0 { v } else { nil } })
  case .double:
    return .doubles(samples.compactMap { if case .double(let v) = $0 { v } else { nil } })
  case .string:
    return .strings(samples.compactMap { if case .text(let v) = $0 { v } else { nil } })
  case .binary:
    return .binaries(samples.compactMap { if case .bytes(let v) = $0 { v } else { nil } })
  case .list(let element):
    let lists = samples.compactMap { if case .list(let v) = $0 { v } else { nil } }
    return .list(lengths: lists.map(\.count), column(lists.flatMap { $0 }, element))
  case .group(let members):
    let groups = samples.compactMap { if case .group(let v) = $0 { v } else { nil } }
    return .group(
      members.indices.map { k in column(groups.map { $0[k].1 }, members[k]) })
  }
}

let kinds: [(String, ParquetField.Kind)] = [
  ("bool", .bool), ("int32", .int32), ("int64", .int64), ("float", .float), ("double", .double),
  ("string", .string), ("binary", .binary),
]
var fields: [ParquetField] = []
for (name, kind) in kinds {
  fields.append(ParquetField("required_\(name)", kind, isOptional: false))
  fields.append(ParquetField("optional_\(name)", kind))
  fields.append(ParquetField("words_\(name)", kind, usesDictionary: true))
  fields.append(ParquetField("list_\(name)", .list(ParquetField("element", kind))))
}
let number = ParquetField("element", .double, isOptional: false)
let vector = ParquetField("element", .float, isOptional: false)
let numberList = ParquetField("element", .list(number))
fields += [
  ParquetField("vector", .list(vector), isOptional: false),
  ParquetField("nested", .list(ParquetField("element", .list(numberList)))),
  ParquetField("image", .group([.init("bytes", .binary), .init("path", .string)])),
  ParquetField(
    "shapes",
    .list(
      ParquetField(
        "element",
        .group([
          .init("name", .string, usesDictionary: true),
          .init("corners", .list(number), isOptional: false),
        ])))),
]

var numbers = Numbers(state: 7)
let samples = fields.map { field in (0..<rows).map { _ in sample(field, &numbers) } }
let variants: [(String, ParquetWriter.Options)] = [
  ("plain", .init()), ("gzip", .init(compression: .gzip(level: 6))),
  ("groups", .init(rowGroupSize: 200_000, pageSize: 500)),
  ("pages", .init(compression: .gzip(level: 1), pageSize: 1)),
]
for (name, options) in variants {
  let writer = try ParquetWriter(
    path: "\(folder)/\(name).parquet", fields: fields, options: options)
  // in pieces of differing length
  var start = 0
  while start < rows {
    let end = min(rows, start + 1 + start / 3)
    try writer.append(
      zip(samples, fields).map { column(Array($0[start..<end]), $1) })
    start = end
  }
  try writer.finish(metadata: [("note", "\(name) é")])
}
var expected: [String: Any] = [:]
for (field, samples) in zip(fields, samples) { expected[field.name] = samples.map(\.json) }
try JSONSerialization.data(withJSONObject: expected, options: [.sortedKeys])
  .write(to: URL(fileURLWithPath: "\(folder)/expected.json"))
