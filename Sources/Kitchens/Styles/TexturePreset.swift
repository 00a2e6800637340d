import Authoring
import Episodes

/// A texture that random surfaces may have: a family and one of its numbers, from which all else follows.
public struct TexturePreset: Sendable, Hashable, CustomStringConvertible {
  public let family: String
  /// 0 to 999.
  public let number: Int
  /// Whether it is kept for tests, with its whole family or by its number.
  public let isTest: Bool

  public init(family: String, number: Int, isTestFamily: Bool = false) {
    self.family = family
    self.number = number
    isTest = isTestFamily || TextureSplit.isTest(family: family, number: number)
  }

  func belongs(to split: KitchenOptions.Split) -> Bool {
    split == .all || isTest == (split == .test)
  }

  /// For instance `marble/17`.
  public var description: String { "\(family)/\(number)" }

  /// Reads `presets.yaml`: lists of numbers by family.
  ///
  /// - Throws: `AuthoringError` with file, line, key and reason: a family that is not among `families` or
  ///   has no list, a number twice, a family of training without a number of either split.
  static func read(_ node: AuthoredNode, families: [String], testFamilies: [String])
    throws(AuthoringError) -> [[TexturePreset]]
  {
    var presets: [[TexturePreset]] = []
    let fields = try node.fields(families)
    for family in families {
      let list = try fields.required(family)
      var numbers: [Int] = []
      for item in try list.items() {
        let number = try item.int(in: 0...TextureSplit.numbers.upperBound - 1)
        guard !numbers.contains(number) else { throw item.error("is there twice") }
        numbers.append(number)
      }
      let isTestFamily = testFamilies.contains(family)
      let own = numbers.map {
        TexturePreset(family: family, number: $0, isTestFamily: isTestFamily)
      }
      // a draw from a split must find something
      guard own.contains(where: \.isTest), isTestFamily || own.contains(where: { !$0.isTest })
      else { throw list.error("needs a number for training and one for tests") }
      presets.append(own)
    }
    return presets
  }
}
