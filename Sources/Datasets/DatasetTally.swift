/// What a writer has taken so far: the side of each episode, and the steps of all together.
struct DatasetTally: Codable {
  /// By the episode's number.
  private(set) var sides: [DatasetSide] = []
  private(set) var frames = 0

  var episodes: Int { sides.count }

  /// Takes the next episode.
  mutating func add(steps: Int, side: DatasetSide) {
    sides.append(side)
    frames += steps
  }

  /// The numbers of a side's episodes.
  func numbers(of side: DatasetSide) -> [Int] { sides.indices.filter { sides[$0] == side } }

  func summary(files: [String]) -> DatasetSummary {
    func count(_ side: DatasetSide) -> Int { sides.count { $0 == side } }
    return DatasetSummary(
      episodes: episodes, frames: frames, train: count(.train), valid: count(.valid),
      test: count(.test), files: files.sorted())
  }
}
