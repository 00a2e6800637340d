import Geometry
import Multiplication
import Testing

/// Subtasks that are relative to no object.
@Suite struct NoReferenceTests {
  private func motions() throws -> Motions {
    var motions = try Motions((0..<4).map { _ in Motions.made() })
    motions.task.subtasks[1].objectRef = nil
    motions.task.subtasks[1].selectionStrategy = .random
    motions.options.selectionStrategy = .nearestNeighborObject
    motions.options.selectSrcPerSubtask = true
    return motions
  }

  @Test func `the segment is done as recorded, wherever the objects are`() throws {
    let motions = try motions()
    for objects in [Motions.somewhere, [.identity, .identity]] {
      let plan = try motions.plans(objects: objects)[1]
      let recorded = motions.demonstrations[0].targetPoses[31...]
      #expect(plan.move == .identity)
      try #require(plan.waypoints.count == recorded.count)
      #expect(zip(plan.waypoints, recorded).allSatisfy { $0.pose.matches($1, within: 1e-12) })
    }
  }

  @Test func `its source is drawn at random, whatever the others do`() throws {
    let motions = try motions()
    let sources = try (0..<60).map { motion in
      try motions.plans(motion: motion, objects: Motions.somewhere)[1].source.demonstration
    }
    #expect(Set(sources).count == 4)
  }

  @Test func `an object has the segment moved by as much as it`() throws {
    // the move that a plan tells is the one its targets were moved by
    let motions = try Motions([Motions.made()])
    for plan in try motions.plans(objects: Motions.somewhere) {
      let target = motions.demonstrations[0].targetPoses[plan.source.end - 1]
      #expect(plan.waypoints.last?.pose.matches(plan.move * target) == true)
      #expect(!plan.move.matches(.identity, within: 1e-3))
    }
  }
}
