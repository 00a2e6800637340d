import Geometry

/// Lets sources take turns, so that each is used as often as the others.
public struct SourceRotation: Sendable, Hashable {
  /// Which attempt this is; attempts that follow each other take different sources.
  public var turn: Int
  /// The job's own stream, from which the order of the sources comes.
  public var stream: RandomStream

  /// The turn of an attempt in a job: any numbering without gaps will do.
  public init(turn: Int, stream: RandomStream) {
    self.turn = turn
    self.stream = stream
  }

  /// Which of `count` sources a subtask takes.
  ///
  /// A block of turns from a multiple of `count` on, `count` long, takes each source once. From block to
  /// block later subtasks shift at random against the first one, so that all pairs of sources come up.
  func index(of count: Int, subtask: Int) -> Int {
    let place = ((turn % count) + count) % count
    let block = (turn - place) / count

    // an order of the job's own (Fisher and Yates)
    let own = stream.stream("source_rotation", subtask)
    var order = Array(0..<count)
    var random = own
    for last in order.indices.reversed() {
      order.swapAt(last, random.integer(in: 0...last))
    }
    var shifts = own.stream("block", block)
    let shift = subtask == 0 ? 0 : shifts.integer(in: 0...(count - 1))
    return order[(place + shift) % count]
  }
}
