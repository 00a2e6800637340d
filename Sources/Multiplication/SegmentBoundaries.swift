import Episodes
import Geometry
import Tasks

/// Where each subtask of each demonstration starts and ends in one attempt.
struct SegmentBoundaries: Sendable {
  /// By demonstration, by subtask.
  private var sources: [[EpisodeRecipe.Source]]

  /// Boundaries with this attempt's offsets, drawn from streams of their own: ends one by one, and
  /// starts independently of them.
  init(
    _ demonstrations: [SegmentedDemonstration], subtasks: [SubtaskDescription],
    stream: RandomStream
  ) {
    sources = demonstrations.enumerated().map { index, demonstration in
      let count = demonstration.subtaskEnds.count
      let last = demonstration.demonstration.frames - 1

      // the last boundary is the end of the demonstration
      var random = stream.stream("boundaries", index)
      let ends = demonstration.subtaskEnds.enumerated().map { subtask, end in
        guard subtask < count - 1 else { return end }
        let moved = end + random.integer(in: subtasks[subtask].termOffsetRange)
        return min(max(moved, subtask + 1), last)
      }

      // a start moves away from the end before it, which stays
      var later = stream.stream("starts", index)
      return ends.indices.map { subtask in
        let before = subtask == 0 ? 0 : ends[subtask - 1]
        let moved = before + later.integer(in: subtasks[subtask].startOffsetRange)
        let start = min(max(moved, 0), ends[subtask] - 1)
        return EpisodeRecipe.Source(demonstration: index, start: start, end: ends[subtask])
      }
    }
  }

  /// These boundaries up to the start of a subtask, and others from there on.
  func branched(at subtask: Int, with other: SegmentBoundaries) -> SegmentBoundaries {
    var branch = self
    for index in sources.indices {
      for later in sources[index].indices.dropFirst(subtask) {
        var source = other.sources[index][later]
        if later == subtask { source.start = min(sources[index][later].start, source.end - 1) }
        branch.sources[index][later] = source
      }
    }
    return branch
  }

  /// The half-open range of frames of a subtask in a demonstration.
  func source(_ demonstration: Int, subtask: Int) -> EpisodeRecipe.Source {
    sources[demonstration][subtask]
  }
}
