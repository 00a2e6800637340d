import Episodes
import Geometry
import Testing

/// What a draw does to actions, looks, resets and bodies.
@Suite struct RandomizationApplyTests {
  private let stream = RandomStream(seed: 5).stream("step", 0)
  private let neutral = RandomizationDraw(objects: ["cup"], joints: [])
  private let pose = Pose(Vector3(0.1, -0.2, 0.8), Quaternion(axis: Vector3(0, 0, 1), angle: 0.7))
  private let body = RigidBodyModel(mass: 2, geoms: [CollisionGeom(.sphere(radius: 0.5))])

  @Test func `a neutral draw changes no bit`() {
    let action = [0.1, -0.0, 1.5, -1, 0.25, 0, 1]
    let result = neutral.perturbed(action: action, previous: [0, 0, 0, 0, 0, 0, 0], stream: stream)
    #expect(result.map(\.bitPattern) == action.map(\.bitPattern))
    #expect(neutral.observed(pose, ofObject: 0, stream: stream) == pose)
    #expect(neutral.reset(pose, ofObject: 0) == pose)
    #expect(neutral.body(body, ofObject: 0) == body)
  }

  @Test func `a late action is the one before, and the first stands still`() {
    var late = neutral
    late.actionDelay = 1
    let action = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1]
    let before = [-0.1, 0, 0, 0, 0, 0.9, -1]
    #expect(late.perturbed(action: action, previous: before, stream: stream) == before)
    #expect(
      late.perturbed(action: action, previous: nil, stream: stream) == [0, 0, 0, 0, 0, 0, 1])
  }

  @Test func `factors, then offsets, clamped, the gripper left alone`() {
    var draw = neutral
    draw.actionFactors = [2, 1, 1, 1, 1, 0.5]
    draw.actionOffsets = [0, 0.25, -0.5, 0, 0, 0.125]
    let result = draw.perturbed(
      action: [0.25, 0.25, -0.75, 0.5, -0.5, 0.5, 1], previous: nil, stream: stream)
    #expect(result == [0.5, 0.5, -1, 0.5, -0.5, 0.375, 1])
    // six numbers are enough
    #expect(draw.perturbed(action: [0.75, 0, 0, 0, 0, 0], previous: nil, stream: stream)[0] == 1)
  }

  @Test func `step noise has its deviation, and its own draw at each step`() {
    var draw = neutral
    draw.actionSigma = 0.05
    let action = [0.0, 0.1, 0.2, -0.1, -0.2, 0, 1]
    var sums = [Double](repeating: 0, count: 6)
    var squares = sums
    for step in 0..<2000 {
      let own = RandomStream(seed: 5).stream("step", step)
      let result = draw.perturbed(action: action, previous: nil, stream: own)
      #expect(result == draw.perturbed(action: action, previous: nil, stream: own))
      #expect(result[6] == 1)
      for axis in 0..<6 {
        let noise = result[axis] - action[axis]
        sums[axis] += noise / 2000
        squares[axis] += noise * noise / 2000
      }
    }
    for axis in 0..<6 {
      #expect(sums[axis].magnitude < 4 * 0.05 / 2000.0.squareRoot())
      #expect((squares[axis].squareRoot() / 0.05 - 1).magnitude < 0.08)
    }
  }

  @Test func `a look is off by the attempt's offset and its own noise`() {
    var draw = neutral
    draw.objects[0].observationOffset = Vector3(0.25, -0.5, 0)
    draw.objects[0].observationTurn = Vector3(0, 0, 0.3)
    let seen = draw.observed(pose, ofObject: 0, stream: stream)
    #expect(seen.position == pose.position + Vector3(0.25, -0.5, 0))
    let turn = (seen.orientation * pose.orientation.conjugate).rotationVector
    #expect((turn - Vector3(0, 0, 0.3)).length < 1e-12)

    draw.observationPositionSigma = 0.001
    draw.observationRotationSigma = 0.02
    var squares = (position: 0.0, rotation: 0.0)
    for look in 0..<2000 {
      let own = RandomStream(seed: 6).stream("look", look)
      let noisy = draw.observed(pose, ofObject: 0, stream: own)
      let error = noisy.position - seen.position
      squares.position += error.dot(error) / 6000
      let off = (noisy.orientation * seen.orientation.conjugate).rotationVector
      squares.rotation += off.dot(off) / 6000
    }
    #expect((squares.position.squareRoot() / 0.001 - 1).magnitude < 0.05)
    #expect((squares.rotation.squareRoot() / 0.02 - 1).magnitude < 0.05)
  }

  @Test func `a reset moves an object level and turns it about the vertical`() {
    var draw = neutral
    draw.objects[0].resetOffset = Vector3(0.5, 0.25, 0)
    draw.objects[0].resetTurn = 0.2
    let reset = draw.reset(pose, ofObject: 0)
    #expect(reset.position == pose.position + Vector3(0.5, 0.25, 0))
    #expect((reset.orientation.rotationVector - Vector3(0, 0, 0.9)).length < 1e-12)
    draw.objects[0].resetTurn = 0
    #expect(draw.reset(pose, ofObject: 0).orientation == pose.orientation)
  }

  @Test func `a body gets its object's factors`() {
    var draw = neutral
    draw.objects[0].size = 2
    draw.objects[0].mass = 0.5
    draw.objects[0].friction = 0.25
    #expect(
      draw.body(body, ofObject: 0)
        == RigidBodyModel(mass: 1, geoms: [CollisionGeom(.sphere(radius: 1), friction: 0.25)]))
  }
}
