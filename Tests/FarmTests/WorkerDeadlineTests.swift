import Farm
import Testing

@Suite struct WorkerDeadlineTests {
  private let start = ContinuousClock.now

  @Test func endsWhenItsTimeIsOver() {
    let deadline = WorkerDeadline(.seconds(2), from: start)
    #expect(!deadline.isOver(at: start + .seconds(2)))
    #expect(deadline.isOver(at: start + .milliseconds(2001)))
  }

  @Test func doesNotCountWaits() {
    var deadline = WorkerDeadline(.seconds(2), from: start)
    deadline.forgive(.seconds(3))
    deadline.forgive(.seconds(1))
    // a process that is gone has waited for less than before
    deadline.forgive(.seconds(-4))
    #expect(!deadline.isOver(at: start + .seconds(6)))
    #expect(deadline.isOver(at: start + .milliseconds(6001)))
  }

  @Test func countsWaitsWhereToldTo() {
    var deadline = WorkerDeadline(.seconds(2), from: start, countsWaits: true)
    deadline.forgive(.seconds(3))
    #expect(deadline.isOver(at: start + .milliseconds(2001)))
  }

  @Test func forgivesNobodyForEver() {
    var deadline = WorkerDeadline(.seconds(2), from: start)
    for _ in 0..<100 { deadline.forgive(.seconds(1)) }
    #expect(!deadline.isOver(at: start + .seconds(10)))
    #expect(deadline.isOver(at: start + .milliseconds(10_001)))
  }
}
