import Episodes
import Geometry

/// Which of a category's instances policies are trained with, and which are kept for testing.
public enum ObjectSplit {
  /// One instance in so many is kept for testing.
  public static let testShare = 5

  /// Whether an instance is kept for testing: a hash of its category's name and its index.
  public static func isTest(_ category: String, _ index: Int) -> Bool {
    var stream = RandomStream(seed: 0).stream("split/\(category)", index)
    return stream.integer(in: 0...testShare - 1) == 0
  }

  /// The indices of a category's instances that belong to a split, rising.
  public static func indices(of category: String, in split: KitchenOptions.Split) -> [Int] {
    ObjectCategory.instances.filter { contains(split, category, $0) }
  }

  /// Draws the index of one of a category's instances of a split, each as likely.
  public static func index(
    _ category: String, _ split: KitchenOptions.Split, _ random: inout RandomStream
  ) -> Int {
    // a split has about 200 or 800 of the thousand, so that a few tries find one
    let all = ObjectCategory.instances
    while true {
      let index = random.integer(in: all.lowerBound...all.upperBound - 1)
      if contains(split, category, index) { return index }
    }
  }

  private static func contains(
    _ split: KitchenOptions.Split, _ category: String, _ index: Int
  ) -> Bool {
    switch split {
    case .all: true
    case .test: isTest(category, index)
    case .train: !isTest(category, index)
    }
  }
}
