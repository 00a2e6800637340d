import Tasks
import Testing

/// Every predicate against labelled states: true cases, and near-misses that a sloppy check would take.
@Suite struct PredicateSuiteTests {
  private static let suites: [(name: String, yes: [PredicateCase], no: [PredicateCase])] = [
    ("on", OnCases.yes, OnCases.no),
    ("touching", TouchingCases.yes, TouchingCases.no),
    ("lifted", LiftedCases.yes, LiftedCases.no),
    ("grasped", GraspedCases.yes, GraspedCases.no),
    ("released", ReleasedCases.yes, ReleasedCases.no),
    ("at_rest", AtRestCases.yes, AtRestCases.no),
    ("upright", UprightCases.yes, UprightCases.no),
    ("at", AtCases.yes, AtCases.no),
    ("aligned", AlignedCases.yes, AlignedCases.no),
    ("inside", InsideCases.yes, InsideCases.no),
    ("away", AwayCases.yes, AwayCases.no),
    ("open", OpenCases.yes, OpenCases.no),
    ("closed", ClosedCases.yes, ClosedCases.no),
    ("pressed", PressedCases.yes, PressedCases.no),
    ("turned_on", TurnedOnCases.yes, TurnedOnCases.no),
    ("joint", JointRangeCases.yes, JointRangeCases.no),
    ("state", StateCases.yes, StateCases.no),
    ("facing", FacingCases.yes, FacingCases.no),
  ]

  @Test(arguments: suites.flatMap { $0.yes + $0.no })
  func `is judged as a person would`(_ labelled: PredicateCase) throws {
    #expect(try labelled.holds() == labelled.label)
  }

  @Test(arguments: PredicateParser.names)
  func `has 20 near-misses and 10 true cases`(name: String) throws {
    let suite = try #require(Self.suites.first { $0.name == name })
    #expect(suite.no.count >= 20)
    #expect(suite.yes.count >= 10)
    #expect(suite.yes.allSatisfy { $0.label } && suite.no.allSatisfy { !$0.label })
    // each is about this predicate alone, and told apart from the others
    for labelled in suite.yes + suite.no {
      #expect(labelled.predicate.hasPrefix("\(name)("))
      #expect(!labelled.predicate.contains(" and ") && !labelled.predicate.contains(" or "))
    }
    #expect(
      Set((suite.yes + suite.no).map(\.testDescription)).count == suite.yes.count + suite.no.count)
  }

  @Test func `every suite is of a predicate`() {
    #expect(Set(Self.suites.map(\.name)) == Set(PredicateParser.names))
  }
}
