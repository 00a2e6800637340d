import Episodes
import Geometry
import Tasks

extension MotionPlanner {
  /// The source of a subtask: the one in use, or a newly chosen one.
  mutating func select(
    subtask: Int, eef: Pose, object: Pose?, arrangement: [Pose]
  ) -> EpisodeRecipe.Source {
    if let chosen, !parameters.generation.selectSrcPerSubtask {
      return boundaries.source(chosen, subtask: subtask)
    }
    let settings = parameters.subtasks[subtask]
    var random = stream.stream("selection", subtask)

    // the candidates: all, or the nearest; equally near ones keep their order
    var candidates = Array(demonstrations.indices)
    let distances = distances(
      subtask: subtask, eef: eef, object: object, arrangement: arrangement)
    if let distances {
      candidates.sort {
        distances[$0] == distances[$1] ? $0 < $1 : distances[$0] < distances[$1]
      }
      candidates = Array(candidates.prefix(settings.nnK))
    }

    // by turns, or drawn
    let place =
      parameters.generation.balanceSources
      ? rotation.index(of: candidates.count, subtask: subtask)
      : random.integer(in: 0...(candidates.count - 1))
    chosen = candidates[place]
    return boundaries.source(candidates[place], subtask: subtask)
  }

  /// How far each demonstration is from how things are, or nil where that does not count.
  private func distances(
    subtask: Int, eef: Pose, object: Pose?, arrangement: [Pose]
  ) -> [Double]? {
    let settings = parameters.subtasks[subtask]
    guard let object, settings.objectRef != nil else { return nil }
    switch settings.selectionStrategy {
    case .random: return nil
    case .nearestNeighborObject:
      return demonstrations.indices.map { index in
        let source = boundaries.source(index, subtask: subtask)
        guard let pose = sourceFrame(of: source, subtask: subtask) else { return .infinity }
        // a symmetric object is as near as its nearest equal turn
        return equalPoses(of: object, subtask).map {
          Self.distance(pose, $0, settings)
        }.min() ?? .infinity
      }
    case .nearestNeighborRobotDistance:
      return demonstrations.indices.map { index in
        let source = boundaries.source(index, subtask: subtask)
        let first = firstPose(of: source, subtask: subtask)
        let move = move(of: source, subtask: subtask, eef: eef, object: object)
        return Self.distance(move * first, eef, settings)
      }
    case .nearestNeighborArrangement:
      return demonstrations.indices.map { index in
        let source = boundaries.source(index, subtask: subtask)
        guard let frame = sourceFrame(of: source, subtask: subtask) else { return .infinity }
        // a symmetric object is as near as its nearest equal turn
        return equalPoses(of: object, subtask).map { here in
          settings.nnObjects.filter { arrangement.indices.contains($0) }.reduce(0) { sum, other in
            let there = demonstrations[index].referencePose(object: other, frame: source.start)
            return sum
              + Self.distance(frame.inverse * there, here.inverse * arrangement[other], settings)
          }
        }.min() ?? .infinity
      }
    }
  }

  /// Weighted sum of metres and radians.
  private static func distance(_ a: Pose, _ b: Pose, _ settings: SubtaskDescription) -> Double {
    settings.posWeight * (a.position - b.position).length
      + settings.rotWeight * (a.orientation * b.orientation.conjugate).angle
  }
}
