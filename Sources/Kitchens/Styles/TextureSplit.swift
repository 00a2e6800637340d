import Episodes
import Geometry

/// Which textures training data may have: a texture is a family and a number, and one in five is kept
/// for tests.
public enum TextureSplit {
  /// The numbers of each family's textures.
  public static let numbers = 0..<1000

  /// Whether a texture belongs to tests.
  public static func isTest(family: String, number: Int) -> Bool {
    var stream = RandomStream(seed: 0).stream("texture_split/\(family)", number)
    return stream.next() % 5 == 0
  }

  /// A number drawn from those of a split.
  static func draw(_ family: String, _ split: KitchenOptions.Split, _ stream: inout RandomStream)
    -> Int
  {
    while true {
      let number = stream.integer(in: 0...numbers.upperBound - 1)
      switch split {
      case .all: return number
      case .test where isTest(family: family, number: number): return number
      case .train where !isTest(family: family, number: number): return number
      default: continue
      }
    }
  }
}
