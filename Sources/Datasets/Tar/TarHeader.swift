/// What stands before a file in a tar stream: a ustar header (POSIX.1-1988), and a pax one before that
/// (POSIX.1-2001) where the path or the size does not fit.
///
/// Owner and group are nobody's, so that the same files give the same bytes.
struct TarHeader {
  var path: String
  var size: Int
  /// Seconds since 1970.
  var modified: Int

  static let block = 512
  /// The largest size, or time, of eleven octal digits.
  private static let most = 0o777_7777_7777

  /// A whole number of blocks.
  var bytes: [UInt8] {
    let (name, prefix, fits) = Self.split(path)
    var records = ""
    if !fits { records += Self.record("path", path) }
    if size > Self.most { records += Self.record("size", String(size)) }
    let own = Self.header(
      name: name, prefix: prefix, size: min(size, Self.most), modified: modified, kind: "0")
    guard !records.isEmpty else { return own }

    // the pax header is a file of its own whose bytes are records
    let text = Array(records.utf8)
    let pax = Self.header(
      name: "PaxHeaders/\(name.suffix(80))", prefix: "", size: text.count, modified: modified,
      kind: "x")
    return pax + text + [UInt8](repeating: 0, count: Self.padding(text.count)) + own
  }

  /// Zeros after so many bytes, up to a whole block.
  static func padding(_ count: Int) -> Int { (block - count % block) % block }

  /// A path in ustar's two fields; otherwise only what fits of its last part, in ASCII.
  private static func split(_ path: String) -> (name: String, prefix: String, fits: Bool) {
    let bytes = Array(path.utf8)
    let isPlain = bytes.allSatisfy { (32..<127).contains($0) }
    if isPlain && bytes.count <= 100 { return (path, "", true) }
    if isPlain {
      // at a slash that leaves at most 155 bytes before it and 100 behind
      for (index, byte) in bytes.enumerated().reversed() where byte == 0x2F && index > 0 {
        let rest = bytes.count - index - 1
        if index <= 155, (1...100).contains(rest) {
          return (
            String(decoding: bytes[(index + 1)...], as: UTF8.self),
            String(decoding: bytes[..<index], as: UTF8.self), true
          )
        }
      }
    }
    let last = bytes.split(separator: 0x2F).last.map(Array.init) ?? bytes
    let short = last.suffix(100).map { (33..<127).contains($0) ? $0 : 0x5F }
    return (String(decoding: short, as: UTF8.self), "", false)
  }

  /// `LENGTH KEY=VALUE` and a line feed, where the length counts its own digits.
  private static func record(_ key: String, _ value: String) -> String {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count
    while String(length).utf8.count + rest.utf8.count != length {
      length = String(length).utf8.count + rest.utf8.count
    }
    return "\(length)\(rest)"
  }

  private static func header(
    name: String, prefix: String, size: Int, modified: Int, kind: Character
  ) -> [UInt8] {
    var bytes = field(name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8)
    bytes += octal(size, 12) + octal(min(max(0, modified), most), 12)
    // the sum counts its own field as blanks
    bytes += field("        ", 8) + field(String(kind), 1) + field("", 100)
    bytes += Array("ustar".utf8) + [0] + Array("00".utf8) + field("", 64)
    bytes += octal(0, 8) + octal(0, 8) + field(prefix, 155) + field("", 12)
    let sum = bytes.reduce(0) { $0 + Int($1) }
    bytes.replaceSubrange(148..<156, with: octal(sum, 7) + [0x20])
    return bytes
  }

  private static func field(_ text: String, _ length: Int) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(length))
    return bytes + [UInt8](repeating: 0, count: length - bytes.count)
  }

  /// Digits that fill a field but for the zero byte at its end.
  private static func octal(_ value: Int, _ length: Int) -> [UInt8] {
    let digits = String(value, radix: 8)
    return Array(String(repeating: "0", count: length - 1 - digits.count).utf8)
      + Array(digits.utf8) + [0]
  }
}
