import Rendering
import Scenes
import Testing

@Suite struct TextureChoiceTests {
  /// Greys by lightness, of which every fifth is for tests.
  private func candidates(_ greys: [Double]) -> [TextureChoice.Candidate] {
    greys.enumerated().map { index, grey in
      let texture = SurfaceTexture(family: "flat", colors: [[grey, grey, grey]])
      return .init(
        number: index, isTest: index % 5 == 4, descriptor: TextureDescriptor(texture))
    }
  }

  @Test func theFarthestAreChosen() {
    let all = candidates([0, 0.01, 0.5, 0.99, 0.5, 1])
    let black = [all[0].descriptor]
    // from black first white, then the middle
    let chosen = TextureChoice.farthest(all, train: 2, test: 0, from: black)
    #expect(chosen.map(\.number) == [2, 5])
    // what equals something chosen is never taken
    let more = TextureChoice.farthest(all, train: 9, test: 9, from: black)
    #expect(more.map(\.number) == [1, 2, 3, 5])
  }

  @Test func theFirstThatDifferAreChosen() {
    let all = candidates([0, 0.01, 0.3, 0.6, 0.62, 1])
    func numbers(_ train: Int, _ test: Int, _ distance: Double) -> [Int]? {
      TextureChoice.spread(all, train: train, test: test, from: [], distance: distance)?
        .map(\.number)
    }
    #expect(numbers(3, 0, 5) == [0, 2, 3])
    #expect(numbers(4, 0, 5) == [0, 2, 3, 5])
    #expect(numbers(4, 1, 5) == nil)
    #expect(numbers(1, 1, 5) == [0, 4])
    #expect(numbers(5, 1, 0) == [0, 1, 2, 3, 4, 5])
  }
}
