/// The statistics of a feature over all episodes, made one episode at a time.
///
/// Source of the merging: Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing
/// Sample Variances", 1979.
struct LeRobotTotals: Codable {
  private var sum: LeRobotStatistics?

  /// Takes the statistics of one more episode.
  mutating func add(_ episode: LeRobotStatistics) {
    guard var sum else {
      sum = episode
      return
    }
    let (old, new) = (Double(sum.count), Double(episode.count))
    let total = old + new
    for k in sum.mean.indices {
      sum.least[k] = min(sum.least[k], episode.least[k])
      sum.greatest[k] = max(sum.greatest[k], episode.greatest[k])
      let delta = episode.mean[k] - sum.mean[k]
      let squares =
        sum.deviation[k] * sum.deviation[k] * old
        + episode.deviation[k] * episode.deviation[k] * new + delta * delta * old * new / total
      sum.mean[k] += delta * (new / total)
      sum.deviation[k] = (squares / total).squareRoot()
      for q in sum.quantiles.indices {
        sum.quantiles[q][k] += (episode.quantiles[q][k] - sum.quantiles[q][k]) * (new / total)
      }
    }
    sum.count += episode.count
    self.sum = sum
  }

  /// The statistics so far; nil before the first episode.
  var statistics: LeRobotStatistics? { sum }
}
