import Episodes

/// Consecutive motions of a scene that share what they did before they part.
///
/// The first starts from reset; each of the others starts again at a subtask boundary that one of them
/// has passed: at each boundary in turn, or at the deepest that was reached.
struct BranchFamily {
  /// By boundary, that is by the subtask that follows: the first attempt that came so far.
  private var checkpoints: [Int: Checkpoint] = [:]
  private var made = 0

  /// Where the next motion starts; nil for reset.
  func start(subtasks: Int) -> Checkpoint? {
    guard made > 0, subtasks > 1 else { return nil }
    let wanted = 1 + (made - 1) % (subtasks - 1)
    return (1...wanted).reversed().lazy.compactMap { checkpoints[$0] }.first
  }

  /// One more motion is done.
  mutating func finish() { made += 1 }

  /// An attempt has come to a boundary.
  mutating func keep(_ checkpoint: Checkpoint) {
    if checkpoints[checkpoint.subtask] == nil { checkpoints[checkpoint.subtask] = checkpoint }
  }
}
