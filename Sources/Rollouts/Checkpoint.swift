/// An attempt at a subtask's boundary: other motions may start again from here.
struct Checkpoint {
  let rollout: Rollout
  let snapshot: RolloutWorld.Snapshot

  /// The subtask that comes next.
  var subtask: Int { rollout.next }
}
