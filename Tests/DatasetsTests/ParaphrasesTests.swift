import Datasets
import Testing

/// An instruction tells what the other templates are about.
@Suite struct ParaphrasesTests {
  @Test func factsFillTheOtherTemplates() {
    let templates = [
      "pick the {obj} from the {sink} and place it on the {counter}",
      "move the {obj} to the {counter}",
      "take the {obj}", "use the {knife}", "tidy up",
    ]
    #expect(
      Paraphrases.of(
        "pick the bell pepper from the sink and place it on the counter", templates: templates)
        == [
          "pick the bell pepper from the sink and place it on the counter",
          "move the bell pepper to the counter", "take the bell pepper", "tidy up",
        ])
    // what says less fills less
    #expect(Paraphrases.of("take the cup", templates: templates) == ["take the cup", "tidy up"])
  }

  @Test func whatCanBeReadInTwoWaysTellsNothing() {
    let templates = ["put the {a} on the {b}", "give me the {a}"]
    #expect(
      Paraphrases.of("put the cup on the lid on the rack", templates: templates)
        == ["put the cup on the lid on the rack"])
    #expect(
      Paraphrases.of("put the cup on the rack", templates: templates)
        == ["put the cup on the rack", "give me the cup"])
  }

  @Test func withoutTemplatesThereIsTheInstruction() {
    #expect(Paraphrases.of("stack the cubes", templates: []) == ["stack the cubes"])
    #expect(Paraphrases.of("stack the cubes", templates: ["lift {a}"]) == ["stack the cubes"])
  }

  @Test func aNameThatComesTwiceIsTheSame() {
    #expect(
      Paraphrases.of(
        "open the drawer and close the drawer",
        templates: ["open the {a} and close the {a}", "try the {a}"])
        == ["open the drawer and close the drawer", "try the drawer"])
  }
}
