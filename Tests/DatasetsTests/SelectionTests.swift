import Datasets
import Episodes
import Foundation
import TestSupport
import Testing

/// What is chosen is what was asked for, the same each time.
@Suite struct SelectionTests {
  /// 90 episodes of task a and 30 of b; of a's, most come from one demonstration and one cell.
  private static let candidates: [SelectionCandidate] = (0..<120).map { k in
    let isA = k < 90
    var quality = EpisodeQuality()
    quality[.meanJerk] = Double((k * 37) % 120)
    return SelectionCandidate(
      id: "ep_\(k)", task: isA ? "a" : "b",
      demonstrations: [k % 9 == 0 ? "d1" : "d0"], cell: k % 10 == 0 ? "far" : "near",
      quality: quality)
  }

  private func choose(_ change: (inout EpisodeSelection) -> Void) throws -> EpisodeSelection.Choice
  {
    var selection = EpisodeSelection()
    change(&selection)
    return try selection.choose(Self.candidates)
  }

  @Test func withoutConditionsAllAreTaken() throws {
    let choice = try choose { _ in }
    #expect(choice.indices == Array(0..<120))
    #expect(choice.dropped.isEmpty)
  }

  @Test func aCapIsSharedEvenly() throws {
    let choice = try choose {
      $0.cap = 40
      $0.balance = [.task, .source, .cell]
    }
    let chosen = choice.indices.map { Self.candidates[$0] }
    #expect(chosen.count == 40)
    #expect(chosen.count { $0.task == "a" } == 20)
    // task a has ten of the rare demonstration, and all of them serve
    #expect(chosen.count { $0.task == "a" && $0.demonstrations == ["d1"] } == 10)
    // b has four of it, and the common one fills up
    #expect(chosen.count { $0.task == "b" && $0.demonstrations == ["d1"] } == 4)
    #expect(chosen.count { $0.task == "b" } == 20)
    #expect(choice.dropped.map(\.reason) == ["cap"] && choice.dropped[0].count == 80)
  }

  @Test func whatASmallGroupDoesNotNeedGoesToTheOthers() throws {
    let choice = try choose {
      $0.cap = 100
      $0.balance = [.task]
    }
    let tasks = choice.indices.map { Self.candidates[$0].task }
    #expect(tasks.count { $0 == "b" } == 30)
    #expect(tasks.count { $0 == "a" } == 70)
  }

  @Test func theBestFillTheCap() throws {
    let choice = try choose {
      $0.cap = 10
      $0.rankBy = [.meanJerk]
    }
    #expect(Set(choice.indices.map { ($0 * 37) % 120 }) == Set(0..<10))
    let cut = try choose {
      $0.rankBy = [.meanJerk]
      $0.keep = 0.5
    }
    #expect(cut.indices.allSatisfy { ($0 * 37) % 120 < 60 } && cut.indices.count == 60)
    #expect(cut.dropped.map(\.reason) == ["keep"] && cut.dropped[0].count == 60)
  }

  @Test func theOrderOfCandidatesDecidesNothing() throws {
    var selection = EpisodeSelection()
    selection.cap = 25
    selection.balance = [.cell]
    let ids = try selection.choose(Self.candidates).indices.map { Self.candidates[$0].id }
    let reversed = Array(Self.candidates.reversed())
    let again = try selection.choose(reversed).indices.map { reversed[$0].id }
    #expect(Set(ids) == Set(again))
  }

  @Test func ofNearDuplicatesTheBetterStays() throws {
    var selection = EpisodeSelection()
    selection.nearDuplicates = 0.01
    selection.rankBy = [.meanJerk]
    let descriptors = (0..<120).map {
      TrajectoryDescriptor(SampleEpisode.make(scene: $0 / 2, steps: 10))
    }
    let choice = try selection.choose(Self.candidates) { descriptors }
    #expect(choice.indices.count <= 60)
    for pair in 0..<60 {
      let kept = choice.indices.filter { $0 / 2 == pair }
      #expect(kept.count <= 1)
      if let first = kept.first {
        let other = first ^ 1
        #expect((first * 37) % 120 < (other * 37) % 120)
      }
    }
  }

  @Test func whatCannotBeIsSaidByField() {
    func field(_ change: (inout EpisodeSelection) -> Void) -> String? {
      let error = #expect(throws: EpisodeSelection.Problem.self) { try choose(change) }
      return error?.field
    }
    #expect(field { $0.keep = 0.5 } == "rank_by")
    #expect(
      field {
        $0.keep = 0
        $0.rankBy = [.meanJerk]
      } == "keep")
    #expect(field { $0.cap = 0 } == "cap")
    #expect(field { $0.balance = [.task] } == "balance")
    #expect(
      field {
        $0.balance = [.task, .task]
        $0.cap = 3
      } == "balance")
    #expect(field { $0.nearDuplicates = 0 } == "near_duplicates")
  }
}
