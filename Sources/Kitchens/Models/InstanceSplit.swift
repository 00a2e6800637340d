import Geometry

/// Which of a category's instances: those that policies are trained with, or those kept for testing.
public enum InstanceSplit: String, Sendable, Hashable, Codable, CaseIterable {
  case train, test

  /// One instance in so many is kept for testing.
  public static let testShare = 5

  /// The split of an instance: a hash of its category's name and its index, the same for ever.
  public init(category: String, index: Int) {
    var stream = RandomStream(seed: 0).stream("split/\(category)", index)
    self = stream.integer(in: 0...Self.testShare - 1) == 0 ? .test : .train
  }
}
