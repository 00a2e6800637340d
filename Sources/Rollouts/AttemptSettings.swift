import Episodes

/// What a job asks of its attempts beside task, demonstrations, distribution and seed.
public struct AttemptSettings: Sendable, Hashable, Codable {
  public var options: MotionOptions
  /// Whether scenes take the cells of the reset ranges in turns, instead of drawing anywhere.
  public var stratify: Bool
  /// What each attempt draws its physics from; nil for the task's own.
  public var randomization: RandomizationSpec?
  /// Which kitchens it is done in; nil for any, or for a task that is done on a table.
  public var kitchen: KitchenOptions?

  public init(
    options: MotionOptions = MotionOptions(), stratify: Bool = false,
    randomization: RandomizationSpec? = nil, kitchen: KitchenOptions? = nil
  ) {
    self.options = options
    self.stratify = stratify
    self.randomization = randomization
    self.kitchen = kitchen
  }
}
