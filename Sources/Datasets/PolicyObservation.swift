import Episodes

/// What a policy sees at one moment, by the keys and in the units of a dataset's `obs`.
public struct PolicyObservation: Sendable, Hashable, Codable {
  /// One key and its numbers.
  public struct Entry: Sendable, Hashable, Codable {
    public var key: String
    public var values: [Double]
  }

  /// In the order of a dataset's keys.
  public var entries: [Entry]

  /// The observation after the last step of an episode of one or more steps.
  ///
  /// Made by the code that writes datasets, so that training and trying agree. `objects` names what is
  /// told of, in order; nil for all.
  public init(afterLastStepOf episode: Episode, objects: [String]?) {
    let names = objects ?? episode.objects
    let told = names.compactMap { name in
      episode.objects.firstIndex(of: name).map { RobomimicObject(name: name, body: 3 + $0) }
    }
    entries = RobomimicObservations(episode, objects: told).arrays.map {
      Entry(key: $0.key, values: Array($0.values.suffix($0.width)))
    }
  }
}
