import Datasets
import Episodes
import Foundation
import TestSupport
import Testing

/// What requests say is read as it is meant, and nothing else is.
@Suite struct RequestCodingTests {
  private func read<Value: Codable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test func aSelectionIsRead() throws {
    let selection = try read(
      EpisodeSelection.self,
      #"{"filter":{"tasks":["stack"],"exclude":["ep_1"]},"quality":{"keep":0.8},"#
        + #""near_duplicates":0.01,"balance":["source","cell"],"cap":100}"#)
    #expect(selection.filter.tasks == ["stack"] && selection.filter.exclude == ["ep_1"])
    #expect(selection.quality?.keep == 0.8 && selection.nearDuplicates == 0.01)
    #expect(selection.balance == [.source, .cell] && selection.cap == 100)
    let again = try JSONEncoder().encode(selection)
    #expect(try JSONDecoder().decode(EpisodeSelection.self, from: again) == selection)
    #expect(try read(EpisodeSelection.self, "{}") == EpisodeSelection())
    for bad in [#"{"caps":1}"#, #"{"filter":{"task":[]}}"#, #"{"balance":["colour"]}"#] {
      #expect(throws: DecodingError.self) { try read(EpisodeSelection.self, bad) }
    }
  }

  @Test func relabellingIsRead() throws {
    #expect(try read(GoalRelabelling.self, #"{"strategy":"final"}"#) == .final)
    #expect(try read(GoalRelabelling.self, #"{"strategy":"future"}"#) == .future(copies: 4))
    for relabelling in [GoalRelabelling.final, .future(copies: 8)] {
      let data = try JSONEncoder().encode(relabelling)
      #expect(try JSONDecoder().decode(GoalRelabelling.self, from: data) == relabelling)
    }
    for bad in [
      #"{"strategy":"episode"}"#, #"{"strategy":"future","k":0}"#, #"{"strategy":"final","k":4}"#,
      #"{"strategy":"future","copies":4}"#,
    ] {
      #expect(throws: DecodingError.self) { try read(GoalRelabelling.self, bad) }
    }
  }

  @Test func aRecipeTellsWhatASelectionAsks() {
    var recipe = SampleEpisode.make().recipe
    recipe.kitchenSpec = KitchenSpec(
      task: "carry", layout: "galley", style: "nordic", split: .test, textures: .style,
      lights: .off, distractors: 0, seeds: KitchenSeeds())
    let candidate = SelectionCandidate(
      id: "ep_1", job: "job_1", demonstrations: ["dm_1"], recipe: recipe,
      quality: EpisodeQuality())
    #expect(candidate.layout == "galley" && candidate.style == "nordic")
    #expect(candidate.split == "test" && candidate.task == "stack")
    #expect(candidate.language == "put the red cube on the green one")
  }
}
