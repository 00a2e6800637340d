import Geometry
import Rendering
import Scenes
import Testing

@Suite struct PlanTests {
  @Test func lettersByHand() throws {
    var picture = Picture(try PictureSize(width: 12, height: 9))
    picture.write("T1", x: 0, y: 1)
    // a T: a bar of five, and a stem in the third column; a 1 begins in the seventh
    #expect((0..<5).allSatisfy { picture[$0, 1] == .black })
    #expect((2..<8).allSatisfy { picture[2, $0] == .black && picture[1, $0] == .white })
    #expect(picture[8, 1] == .black)
    #expect((6..<11).map { picture[$0, 7] == .black } == [false, true, true, true, false])
    #expect(Picture.textSize("T1", scale: 2) == (22, 14))
  }

  @Test func textBeyondThePictureIsCut() throws {
    var picture = Picture(try PictureSize(width: 4, height: 4))
    picture.write("WWW", x: -3, y: -3, scale: 3, halo: Color(1, 2, 3))
    picture.draw(Picture(try PictureSize(width: 9, height: 9), color: .black), x: 3, y: -8)
    #expect(picture[3, 0] == .black)
    #expect(picture[3, 1] != .white)
  }

  @Test func sheetsHaveAllPictures() throws {
    let size = try PictureSize(width: 20, height: 10)
    let colors = [Color(9, 0, 0), Color(0, 9, 0), Color(0, 0, 9)]
    let sheet = try ContactSheet.draw(
      colors.map { (Picture(size, color: $0), "a caption that is too long") }, columns: 2)
    #expect(sheet.size.width == 2 * 26 + 6)
    #expect(sheet.size.height == 2 * (10 + 11 + 6) + 6)
    #expect(sheet[6, 6] == colors[0])
    #expect(sheet[32 + 19, 15] == colors[1])
    #expect(sheet[6, 33] == colors[2])
    #expect(sheet[32, 33] == .white)
    #expect(throws: RenderingError.self) { try ContactSheet.draw([], columns: 2) }
  }

  @Test func plansLookUnderWhatHangsHigh() throws {
    func fixture(_ name: String, _ position: Vector3, _ half: Vector3, _ slot: String)
      -> SceneFixture
    {
      SceneFixture(
        name: name, body: RigidBodyModel(mass: 1, geoms: [.init(.box(halfExtents: half))]),
        poseWorldFixture: Pose(position), materials: [slot])
    }
    var scene = Scene(
      tableTop: TableTop(center: .zero, size: SIMD2(1, 1)), poseWorldRobotBase: .identity,
      objects: [])
    scene.surfaces = [
      .init(slot: "blue", texture: SurfaceTexture(family: "flat", colors: [[0, 0, 1]], gloss: 0)),
      .init(slot: "red", texture: SurfaceTexture(family: "flat", colors: [[1, 0, 0]], gloss: 0)),
    ]
    scene.fixtures = [
      fixture("floor", Vector3(0, 0, -0.05), Vector3(2, 1.5, 0.05), "red"),
      fixture("ceiling", Vector3(0, 0, 2.5), Vector3(2, 1.5, 0.05), "red"),
      fixture("counter_1", Vector3(0, 1, 0.45), Vector3(1, 0.3, 0.45), "blue"),
      fixture("upper_1", Vector3(0, 1, 1.8), Vector3(1, 0.3, 0.4), "red"),
    ]
    let picture = try ScenePlan.draw(
      scene, RenderScene(scene), size: PictureSize(width: 200, height: 150), by: TileRenderer(),
      quality: .standard)
    // the counter's left end: 50 pixels in 1.08 m, up in y
    let counter = picture[100 - 40, 75 - 46]
    #expect(counter.blue > 100 && counter.red < 60)
    let floor = picture[100, 100]
    #expect(floor.red > 100 && floor.blue < 60)
  }
}
