/// Reads the one Python literal that a `.npy` file has in its head.
struct PythonLiteral {
  private var text: ArraySlice<UInt8>

  /// ASCII only.
  init?(_ text: ArraySlice<UInt8>) {
    guard text.allSatisfy({ $0 < 128 }) else { return nil }
    self.text = text
  }

  /// The three keys in any order, each once; a comma may stand behind the last one.
  mutating func dictionary() -> (type: String, fortranOrder: Bool, shape: [Int])? {
    var type: String?
    var order: Bool?
    var shape: [Int]?
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = string(), take(":") else { return nil }
      switch key {
      case "descr" where type == nil:
        guard let value = string() else { return nil }
        type = value
      case "fortran_order" where order == nil:
        if take("False") {
          order = false
        } else {
          guard take("True") else { return nil }
          order = true
        }
      case "shape" where shape == nil:
        guard let value = tuple() else { return nil }
        shape = value
      default: return nil
      }
      if !take(",") {
        guard take("}") else { return nil }
        break
      }
    }
    skipBlanks()
    guard text.isEmpty, let type, let order, let shape else { return nil }
    return (type, order, shape)
  }

  /// Numbers in parentheses.
  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var numbers: [Int] = []
    while !take(")") {
      skipBlanks()
      let digits = text.prefix { (0x30...0x39).contains($0) }
      text = text.dropFirst(digits.count)
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      numbers.append(number)
      if !take(",") {
        guard take(")") else { return nil }
        break
      }
    }
    return numbers
  }

  /// A string in single or double quotes, without escapes.
  private mutating func string() -> String? {
    skipBlanks()
    guard let quote = text.first, quote == 0x27 || quote == 0x22 else { return nil }
    guard let end = text.dropFirst().firstIndex(of: quote) else { return nil }
    let body = text[text.startIndex + 1..<end]
    guard !body.contains(0x5C) else { return nil }
    text = text[(end + 1)...]
    return String(decoding: body, as: UTF8.self)
  }

  /// Whether this comes next; if so, goes past it.
  private mutating func take(_ word: String) -> Bool {
    skipBlanks()
    guard text.starts(with: word.utf8) else { return false }
    text = text.dropFirst(word.utf8.count)
    return true
  }

  private mutating func skipBlanks() {
    text = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }
}
