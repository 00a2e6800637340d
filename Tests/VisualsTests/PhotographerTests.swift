import Episodes
import Geometry
import Rendering
import TestSupport
import Testing
import Visuals

/// Pictures of an episode from its recorded states.
@Suite struct PhotographerTests {
  @Test func `there is a frame before each step and one after the last`() throws {
    let episode = try PictureStage.episode(steps: 5)
    let options = PictureStage.options(["agentview", "eye_in_hand"]) {
      ($0.width, $0.height) = (40, 24)
    }
    let pictures = try PictureStage.take(options, of: episode)
    #expect(pictures.frames == 6)
    #expect(pictures.shots.map(\.observation) == ["agentview", "robot0_eye_in_hand"])
    for shots in pictures.shots {
      #expect(shots.size == (try PictureSize(width: 40, height: 24)))
      #expect(shots.colors.count == 6 * 24 * 40 * 3)
      #expect(shots.depths.isEmpty && shots.segments.isEmpty)
      #expect(shots.intrinsics.count == 9 && shots.extrinsics.count == 6 * 16)
      #expect(shots.picture(5).bytes == Array(shots.colors.suffix(24 * 40 * 3)))
    }
    var all = options
    (all.depth, all.segmentation) = (true, true)
    let deep = try PictureStage.take(all, of: episode)
    for (shots, plain) in zip(deep.shots, pictures.shots) {
      #expect(shots.colors == plain.colors)
      #expect(shots.depths.count == 6 * 24 * 40 && shots.segments.count == 6 * 24 * 40)
      #expect(Int(shots.segments.max() ?? 0) <= deep.instances.count)
    }
  }

  @Test(arguments: ["off", "tobin", "dactyl"])
  func `the same recipe gives the same bytes`(visuals: String) throws {
    let episode = try PictureStage.episode(steps: 3)
    let options = PictureStage.options(["agentview", "sideview", "eye_in_hand"]) {
      ($0.width, $0.height, $0.visuals) = (48, 32, visuals)
    }
    let (one, two) = (
      try PictureStage.take(options, of: episode), try PictureStage.take(options, of: episode)
    )
    let other = try PictureStage.take(options, of: episode, styleSeed: 2)
    for (index, shots) in one.shots.enumerated() {
      #expect(shots.colors == two.shots[index].colors)
      #expect(shots.extrinsics == two.shots[index].extrinsics)
      #expect((shots.colors == other.shots[index].colors) == (visuals == "off"))
      #expect((shots.extrinsics == other.shots[index].extrinsics) == (visuals == "off"))
    }

    // what one camera sees does not depend on which others there are
    var alone = options
    alone.names = ["eye_in_hand"]
    let single = try PictureStage.take(alone, of: episode)
    #expect(single.shots[0].colors == one.shots[2].colors)
    #expect(single.shots[0].extrinsics == one.shots[2].extrinsics)
  }

  @Test func `things are where the states have them`() throws {
    // two frames: the first box moves to the left of the picture, and its place is seen through
    var episode = try PictureStage.episode(steps: 1)
    let body = try #require(episode.bodies.firstIndex(of: "cubeA"))
    let places = [Vector3(0, 0, 0.9), Vector3(0, -0.15, 0.9)]
    for (step, place) in places.enumerated() {
      let at = step * episode.stateRowWidth + body * Episode.stateWidth
      episode.states.replaceSubrange(at..<at + 3, with: [place.x, place.y, place.z])
    }
    let options = PictureStage.options(["above"]) {
      $0.custom = [
        CustomCamera(
          name: "above", frame: "table", position: [0.9, 0, 0.1], lookAt: [0, 0, 0.1],
          fieldOfView: 40)
      ]
      $0.segmentation = true
    }
    let pictures = try PictureStage.take(options, of: episode)
    let shots = pictures.shots[0]
    let id = UInt16(try #require(pictures.instances.firstIndex(of: "cubeA")) + 1)
    let focal = shots.intrinsics[0]
    for (frame, place) in places.enumerated() {
      // the camera faces the robot, so the world's left is its right
      let columns = shots.segments[frame * 96 * 72..<(frame + 1) * 96 * 72].enumerated()
        .filter { $0.element == id }.map { Double($0.offset % 96) + 0.5 }
      let wanted = 48 + focal * (place.y - 0) / 0.9
      let middle = ((columns.min() ?? 0) + (columns.max() ?? 0)) / 2
      #expect(abs(middle - wanted) < 1, "\(middle) \(wanted)")
    }
  }

  @Test func `hand and fingers are where they were, not where the joints would have them`() throws {
    let episode = try PictureStage.episode(steps: 1)
    var open = episode
    open.gripperPositions = [0, 0, 0, 0]
    var lifted = episode
    for body in 0..<3 { lifted.states[body * Episode.stateWidth + 2] += 0.1 }
    let options = PictureStage.options(["sideview"]) { $0.segmentation = true }
    func hand(_ episode: Episode) throws -> [(name: String, low: Int)] {
      let pictures = try PictureStage.take(options, of: episode)
      return ["robot/hand", "robot/finger+", "cubeB"].map { name in
        let id = pictures.instances.firstIndex(of: name).map { UInt16($0 + 1) }
        let rows = pictures.shots[0].segments.prefix(96 * 72).enumerated()
          .filter { $0.element == id }.map { $0.offset / 96 }
        return (name, rows.max() ?? -1)
      }
    }
    let (own, same, high) = (try hand(episode), try hand(open), try hand(lifted))
    #expect(own.allSatisfy { $0.low > 0 }, "\(own)")
    // the states say where fingers are
    #expect(own.map(\.low) == same.map(\.low))
    #expect(high[0].low < own[0].low - 3 && high[1].low < own[1].low - 3, "\(high)")
    #expect(high[2].low == own[2].low)
  }
}
