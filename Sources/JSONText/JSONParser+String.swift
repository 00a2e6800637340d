extension JSONParser {
  /// A string, escapes resolved; the reader stands on its opening quote.
  mutating func string() throws(JSONSyntaxError) -> String {
    at += 1
    let start = at
    // without an escape the bytes are the text
    while bytes[at] >= 0x20 && bytes[at] != UInt8(ascii: "\"") && bytes[at] != UInt8(ascii: "\\") {
      at += 1
    }
    var collected = Array(bytes[start..<at])
    while !take("\"") {
      guard bytes[at] >= 0x20 else { throw unexpected("a closing quote") }
      if take("\\") {
        collected += Array(String(try escape()).utf8)
      } else {
        collected.append(bytes[at])
        at += 1
      }
    }
    guard let text = String(validating: collected, as: UTF8.self) else {
      throw fault("a string is not UTF-8")
    }
    return text
  }

  /// What follows a backslash.
  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let simple: [(Unicode.Scalar, Unicode.Scalar)] = [
      ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{C}"), ("n", "\n"),
      ("r", "\r"), ("t", "\t"),
    ]
    for (letter, scalar) in simple where take(letter) { return scalar }
    guard take("u") else { throw unexpected("an escape") }
    var code = try hexadecimal()
    // two halves beyond the first plane
    if (0xD800..<0xDC00).contains(code) {
      guard take("\\"), take("u") else { throw unexpected("the second half of an escape") }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("half an escape") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half an escape") }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      code = code << 4 | UInt32(digit)
      at += 1
    }
    return code
  }
}
