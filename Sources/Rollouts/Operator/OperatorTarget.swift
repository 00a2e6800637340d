import Geometry
import Tasks

/// Where a scripted operator's step leads, seen from how things stand when it begins.
struct OperatorTarget {
  let step: OperatorStep
  let state: ObservedState
  let robotHome: Quaternion

  /// The end effector's target, or nil when the step stays where it is.
  ///
  /// Of equally good turns it is the one that turns the hand least from how it hangs at home, so that
  /// the wrist never winds up.
  var pose: Pose? {
    guard let wanted = step.pose else { return nil }
    let eef = state.eefPose
    switch step.frame {
    case .hand where step.carry == nil: return eef * wanted
    case .here where step.carry == nil && step.towards == nil:
      return Pose(
        eef.position + wanted.position, (wanted.orientation * eef.orientation).normalized)
    default: break
    }

    // what is carried is looked at, and the hand moves by what it lacks
    let frame = self.frame
    let carried = step.carry.map { state.objects[$0].pose.inverse * eef }
    let preference = carried == nil ? robotHome : eef.orientation
    var best: Pose?
    var least = Double.infinity
    for turn in 0..<step.symmetry {
      let angle = 2 * Double.pi * Double(turn) / Double(step.symmetry)
      let turned = frame * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: angle)) * wanted
      // a turn of the frame must not move the point
      let placed = Pose((frame * wanted).position, turned.orientation)
      let hand = carried.map { placed * $0 } ?? placed
      for flip in step.mayFlip ? [0.0, Double.pi] : [0.0] {
        let candidate = hand * Pose(.zero, Quaternion(axis: Vector3(0, 0, 1), angle: flip))
        let needed = (candidate.orientation * preference.conjugate).angle
        if needed < least - 1e-9 {
          best = candidate
          least = needed
        }
      }
    }
    return best
  }

  private var frame: Pose {
    guard let towards = step.towards else { return ownFrame }
    return ownFrame.facing(state.objects[towards].pose.position)
  }

  private var ownFrame: Pose {
    switch step.frame {
    case .world: .identity
    case .hand: state.eefPose
    case .here: Pose(state.eefPose.position)
    case .object(let index): state.objects[index].pose
    }
  }
}
