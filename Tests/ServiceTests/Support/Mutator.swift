import Foundation

/// Damages files in ways that readers stumble over; the same seed damages the same way.
struct Mutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  /// An HDF5 file with one to four faults, half of them in its structure rather than its numbers.
  mutating func damageHDF5(_ file: [UInt8], structure: [Int]) -> [UInt8] {
    var bytes = file
    for _ in 0...below(4) {
      guard bytes.count > 64 else { break }
      let isStructural = next() % 4 != 0 && !structure.isEmpty
      let place =
        isStructural
        ? min(structure[below(structure.count)] + below(256), bytes.count - 1)
        : below(bytes.count)
      damage(&bytes, at: place)
    }
    return bytes
  }

  /// Where an HDF5 file's headers, trees and heaps begin.
  static func structure(of file: [UInt8]) -> [Int] {
    let marks = ["TREE", "SNOD", "HEAP", "GCOL", "OHDR", "FRHP", "BTHD", "BTLF"].map {
      Array($0.utf8)
    }
    return [0]
      + (0..<max(0, file.count - 4)).filter { place in
        marks.contains { file[place..<(place + 4)].elementsEqual($0) }
      }
  }

  private mutating func damage(_ bytes: inout [UInt8], at place: Int) {
    switch below(8) {
    case 0, 1: bytes[place] ^= 1 << UInt8(below(8))
    case 2: bytes[place] = UInt8(truncatingIfNeeded: next())
    // a length, an address, a count
    case 3, 4:
      let odd: [UInt64] = [
        0, 1, 0xFF, 0xFFFF, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, .max, 1 << 40, 0x8000_0000,
        UInt64(bytes.count), UInt64(bytes.count - 1), UInt64(place),
      ]
      let value = odd[below(odd.count)]
      let width = [1, 2, 4, 8][below(4)]
      for k in 0..<width where place + k < bytes.count {
        bytes[place + k] = UInt8(truncatingIfNeeded: value >> UInt64(8 * k))
      }
    // a block copied over another
    case 5:
      let count = min(1 + below(512), bytes.count - place)
      let source = below(bytes.count - count)
      bytes.replaceSubrange(place..<(place + count), with: Array(bytes[source..<(source + count)]))
    // cut off, mostly near the end
    case 6: bytes.removeLast(next() % 4 == 0 ? below(bytes.count) : below(512) % bytes.count)
    // something moved by a few bytes
    default:
      if next() % 2 == 0 {
        bytes.insert(contentsOf: (0..<(1 + below(16))).map { UInt8($0) }, at: place)
      } else {
        bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(16)))
      }
    }
  }

  /// A JSON text with one to three faults: in its numbers, its marks, its bytes.
  mutating func damageJSON(_ text: [UInt8]) -> [UInt8] {
    var bytes = text
    for _ in 0...below(3) {
      guard bytes.count > 64 else { break }
      let place = below(bytes.count)
      switch below(5) {
      case 0, 1: replaceNumber(&bytes, near: place)
      case 2: damage(&bytes, at: place)
      // a mark that gives the text its shape, gone, doubled, or another one
      case 3:
        let marks = Array("{}[]:,\"".utf8)
        guard let mark = bytes[place...].firstIndex(where: { marks.contains($0) }) else { continue }
        switch below(3) {
        case 0: bytes.remove(at: mark)
        case 1: bytes.insert(bytes[mark], at: mark)
        default: bytes[mark] = marks[below(marks.count)]
        }
      default:
        let words = ["null", "\u{0}", "\\u0000", "\u{202E}", "[[[[[[[[", "1e999", "\\ud800"]
        bytes.insert(contentsOf: Array(words[below(words.count)].utf8), at: place)
      }
    }
    return bytes
  }

  private mutating func replaceNumber(_ bytes: inout [UInt8], near place: Int) {
    let digits = Set("0123456789.-+eE".utf8)
    guard let start = bytes[place...].firstIndex(where: { digits.contains($0) }) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
    let odd = [
      "NaN", "Infinity", "1e308", "-1e308", "1e999", "0", "-0", "99999999999999999999", "1e-320",
      "\"\"", "null", "true", "[]", "{}", "-1", "1e5", "0.5", String(Double(below(1000)) / 250),
    ]
    bytes.replaceSubrange(start..<end, with: Array(odd[below(odd.count)].utf8))
  }
}
