import Catalog
import Datasets
import Episodes

/// The side of each of a dataset's episodes, which follows from what their scenes are.
enum DatasetSides {
  /// Sides in the order of the episodes.
  ///
  /// Episodes of one scene are always on one side, whatever jobs they come from; with `by` so are those
  /// that share what it names. A dataset that has one scene only is for training, unless more is asked
  /// for than validation.
  ///
  /// - Throws: `SubmitError` where there is too little to divide, or nothing is known of what `by` names.
  static func assign(
    _ episodes: [DatasetCandidate], for request: DatasetRequest
  ) throws(SubmitError) -> [DatasetSide] {
    let split = request.split
    let hasLooks = request.render != nil && request.cameras?.visuals != "off"
    func identity(_ episode: DatasetCandidate, _ axis: String) -> String? {
      Self.identity(episode, axis, hasLooks: hasLooks)
    }
    for axis in split.by where episodes.allSatisfy({ identity($0, axis) == nil }) {
      throw SubmitError(field: "split.by", reason: "no episode has a \(axis) that was drawn")
    }
    let identities = episodes.map { episode in
      (["scene"] + split.by).compactMap { identity(episode, $0) }
        .flatMap { $0.split(separator: " ").map(String.init) }
    }
    if split.test == 0, split.by.isEmpty, Set(identities).count < 2 {
      return episodes.map { _ in .train }
    }
    do throws(LeakFreeSplit.Problem) {
      return try LeakFreeSplit(valid: split.valid, test: split.test).assign(identities)
    } catch { throw SubmitError(field: "split", reason: error.reason) }
  }

  /// What an episode has of an axis, several with blanks between; nil where it has none.
  private static func identity(
    _ candidate: DatasetCandidate, _ axis: String, hasLooks: Bool
  ) -> String? {
    // a look of its own hides what the scene's surfaces look like
    if hasLooks, axis == SplitAxis.texture.rawValue, let seed = candidate.styleSeed {
      return "texture/look/\(seed)"
    }
    if let known = candidate.episode.traits?.identities[axis] { return known }
    guard axis == SplitAxis.scene.rawValue else { return nil }
    let episode = candidate.episode
    return "scene/\(episode.task)/\(candidate.distribution)/\(candidate.seed)/\(episode.scene)"
  }
}
