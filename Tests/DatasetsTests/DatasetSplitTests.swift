import Datasets
import Episodes
import TestSupport
import Testing

/// Validation never sees a scene of training.
@Suite struct DatasetSplitTests {
  private func recipes(scenes: Int, motions: Int) -> [EpisodeRecipe] {
    (0..<scenes).flatMap { scene in
      (0..<motions).map { SampleEpisode.make(scene: scene, motion: $0, steps: 2).recipe }
    }
  }

  @Test(arguments: [0.01, 0.1, 0.5, 0.9, 7])
  func noSceneIsOnBothSidesAndNeitherIsEmpty(_ fraction: Double) {
    let recipes = recipes(scenes: 20, motions: 3)
    let sides = DatasetSplit(valid: fraction).assign(recipes)
    let valid = Set(zip(recipes, sides).filter { $0.1 == .valid }.map(\.0.scene))
    let train = Set(zip(recipes, sides).filter { $0.1 == .train }.map(\.0.scene))
    #expect(valid.isDisjoint(with: train))
    #expect(valid.count == max(1, min(18, Int((20 * min(fraction, 0.9)).rounded()))))
    #expect(valid.count + train.count == 20)
  }

  @Test func theSplitIsTheSameEachTimeAndInAnyOrder() {
    let recipes = recipes(scenes: 10, motions: 2)
    let split = DatasetSplit(valid: 0.3)
    let once = split.assign(recipes)
    #expect(split.assign(recipes) == once)
    #expect(Array(split.assign(recipes.reversed()).reversed()) == once)
  }

  @Test func theSameSceneNumberOfTwoJobsIsTwoScenes() {
    var recipes = recipes(scenes: 1, motions: 2)
    recipes[1].seed = 99
    recipes[1].motion = recipes[0].motion
    #expect(DatasetSplit(valid: 0.5).assign(recipes).count { $0 == .valid } == 1)
  }

  @Test func oneSceneIsDividedByMotion() {
    let sides = DatasetSplit(valid: 0.25).assign(recipes(scenes: 1, motions: 8))
    #expect(sides.count { $0 == .valid } == 2)
  }

  @Test func aSingleEpisodeIsForTraining() {
    #expect(DatasetSplit(valid: 0.5).assign(recipes(scenes: 1, motions: 1)) == [.train])
  }

  @Test func noFractionLeavesValidationOut() {
    #expect(!DatasetSplit(valid: 0).assign(recipes(scenes: 5, motions: 1)).contains(.valid))
  }

  @Test func theOrderIsSideBySide() {
    #expect(DatasetSide.order([.test, .train, .valid, .train, .test]) == [1, 3, 2, 0, 4])
    #expect(DatasetSide.allCases.sorted() == [.train, .valid, .test])
  }
}
