import Geometry
import Robots
import Testing

/// Two fingers out of one: the other is its mirror image.
@Suite struct GripperModelTests {
  private let gripper: GripperModel

  init() throws { gripper = try Panda().model.gripper }

  @Test func `the finger on -x mirrors the authored one`() throws {
    let (plus, minus) = (gripper.fingerBody(side: 1), gripper.fingerBody(side: -1))
    #expect(plus.geoms == gripper.fingerGeoms)
    #expect(plus.mass == gripper.fingerMass && minus.mass == gripper.fingerMass)
    try #require(plus.geoms.count == 2 && minus.geoms.count == 2)
    for (a, b) in zip(plus.geoms, minus.geoms) {
      let (p, q) = (a.poseBodyGeom, b.poseBodyGeom)
      #expect(q.position == Vector3(-p.position.x, p.position.y, p.position.z))
      #expect(q.orientation == p.orientation)
      #expect(a.shape == b.shape && a.friction == b.friction)
    }
  }

  @Test func `fingers open to both sides by as much`() {
    let opening = 0.03
    let plus = gripper.poseEefFinger(side: 1, opening: opening)
    let minus = gripper.poseEefFinger(side: -1, opening: opening)
    #expect(plus == Pose(Vector3(0.03, 0, 0)))
    #expect(minus == Pose(Vector3(-0.03, 0, 0)))
  }

  @Test(arguments: [0, 0.015, 0.04])
  func `between the pads is twice the opening`(opening: Double) throws {
    // the innermost face of each finger
    var faces: [Double] = []
    for side in [1.0, -1.0] {
      let frame = gripper.poseEefFinger(side: side, opening: opening)
      let reaches = gripper.fingerBody(side: side).geoms.map { geom in
        side * (frame * geom.poseBodyGeom).position.x - geom.shape.sizes[0]
      }
      faces.append(try #require(reaches.min()))
    }
    #expect((faces[0] - opening).magnitude < 1e-12)
    #expect((faces[1] - opening).magnitude < 1e-12)
  }
}
