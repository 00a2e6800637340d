/// Tells the better of episodes.
public enum QualityRank {
  /// The places of episodes, best first: by the mean of their places in each measure, then by their own.
  ///
  /// Equal values share a place; what does not apply takes the middle.
  public static func best(_ qualities: [EpisodeQuality], by measures: [QualityMeasure]) -> [Int] {
    var scores = [Double](repeating: 0, count: qualities.count)
    for measure in measures {
      let known = qualities.indices.compactMap { k in qualities[k][measure].map { (k, $0) } }
      let sorted = known.sorted { measure.isBetterHigh ? $0.1 > $1.1 : $0.1 < $1.1 }
      var score = [Double](repeating: 0.5, count: qualities.count)
      var start = 0
      while start < sorted.count {
        let end = sorted[start...].prefix { $0.1 == sorted[start].1 }.endIndex
        let place = Double(start + end - 1) / 2 / Double(max(1, sorted.count - 1))
        for (k, _) in sorted[start..<end] { score[k] = place }
        start = end
      }
      for k in scores.indices { scores[k] += score[k] }
    }
    return scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
  }
}
