import Episodes
import Foundation
import Geometry
import Testing

/// Physics drawn from a specification.
@Suite struct RandomizationDrawTests {
  private let objects = ["cup", "lid"]
  private let joints = ["hinge"]

  private func draws(_ spec: RandomizationSpec, _ count: Int = 2000) -> [RandomizationDraw] {
    (0..<count).map {
      spec.draw(
        objects: objects, joints: joints, stream: RandomStream(seed: 9).stream("attempt", $0))
    }
  }

  /// All values lie in a range, and some within 2 % of either end of it.
  private func fill(_ values: [Double], _ low: Double, _ high: Double) -> Bool {
    guard let least = values.min(), let most = values.max() else { return false }
    let margin = 0.02 * (high - low)
    return least >= low && most <= high && least < low + margin && most > high - margin
  }

  private func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }
    return (squares.reduce(0, +) / Double(values.count)).squareRoot()
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test func `off is neutral`() {
    for draw in draws(RandomizationSpec(), 20) {
      #expect(draw.isNeutral)
      #expect(draw == RandomizationDraw(objects: objects, joints: joints))
    }
    #expect(draws(RandomizationSpec(preset: .mild), 20).allSatisfy { !$0.isNeutral })
    #expect(RandomizationDraw().isNeutral)
    // any one value makes it another physics
    var draw = RandomizationDraw(objects: objects, joints: joints)
    draw.objects[1].resetTurn = 1e-9
    #expect(!draw.isNeutral)
  }

  @Test func `mild draws fill their ranges`() {
    let draws = draws(RandomizationSpec(preset: .mild))
    for index in objects.indices {
      let drawn = draws.map { $0.objects[index] }
      #expect(fill(drawn.map(\.friction), 0.9, 1.1))
      #expect(fill(drawn.map(\.mass), 0.98, 1.02))
      #expect(fill(drawn.map(\.resetOffset.x), -0.0015, 0.0015))
      #expect(fill(drawn.map(\.resetOffset.y), -0.0015, 0.0015))
      #expect(fill(drawn.map(\.resetTurn), -0.003, 0.003))
      #expect(drawn.allSatisfy { $0.resetOffset.z == 0 && $0.size == 1 })
      #expect(drawn.allSatisfy { $0.observationOffset == .zero && $0.observationTurn == .zero })
    }
    #expect(fill(draws.map { $0.joints[0].dampingOffset }, -0.01, 0.01))
    #expect(fill(draws.map { $0.joints[0].frictionOffset }, -0.05, 0.05))
    #expect(
      draws.allSatisfy { $0.joints[0].dampingFactor == 1 && $0.joints[0].frictionFactor == 1 })
    #expect(draws.allSatisfy { $0.controllerGain == 1 && $0.gravityOffset == .zero })
    #expect(draws.allSatisfy { $0.actionDelay == 0 && $0.actionSigma == 0 })
  }

  @Test func `dactyl draws fill their ranges`() {
    let draws = draws(RandomizationSpec(preset: .dactyl))
    for index in objects.indices {
      let drawn = draws.map { $0.objects[index] }
      #expect(fill(drawn.map(\.size), 0.95, 1.05))
      #expect(fill(drawn.map(\.mass), 0.5, 1.5))
      #expect(fill(drawn.map(\.friction), 0.7, 1.3))
      // normal: mean within 4 standard errors, deviation within 8 %
      for axis in 0..<3 {
        let offsets = drawn.map { $0.observationOffset[axis] }
        #expect(mean(offsets).magnitude < 4 * 0.005 / 2000.0.squareRoot())
        #expect((deviation(offsets) / 0.005 - 1).magnitude < 0.08)
        #expect((deviation(drawn.map { $0.observationTurn[axis] }) / 0.1 - 1).magnitude < 0.08)
      }
    }
    for axis in 0..<3 {
      let gravity = draws.map { $0.gravityOffset[axis] }
      #expect(mean(gravity).magnitude < 4 * 0.4 / 2000.0.squareRoot())
      #expect((deviation(gravity) / 0.4 - 1).magnitude < 0.08)
    }
    for axis in 0..<6 {
      let factors = draws.map { $0.actionFactors[axis] }
      #expect((mean(factors) - 1).magnitude < 4 * 0.015 / 2000.0.squareRoot())
      #expect((deviation(factors) / 0.015 - 1).magnitude < 0.08)
      #expect((deviation(draws.map { $0.actionOffsets[axis] }) / 0.015 - 1).magnitude < 0.08)
    }
    #expect(Set(draws.map(\.actionDelay)) == [0, 1])
    #expect((mean(draws.map { Double($0.actionDelay) }) - 0.5).magnitude < 0.045)
    #expect(draws.allSatisfy { $0.actionSigma == 0.05 })
    #expect(draws.allSatisfy { $0.observationPositionSigma == 0.001 })
    #expect(draws.allSatisfy { $0.observationRotationSigma == 0.1 })
  }

  @Test func `the median of a log-uniform draw is the geometric mean of its ends`() {
    let draws = draws(RandomizationSpec(preset: .dactyl))
    let damping = draws.map { $0.joints[0].dampingFactor }.sorted()
    let gain = draws.map(\.controllerGain).sorted()
    #expect(fill(damping, 0.3, 3))
    #expect(fill(gain, 0.75, 1.5))
    // four standard errors of a median over the width of the range: 0.5 / sqrt(2000) * 4 = 0.045
    let dampingPlace = Foundation.log(damping[1000] / (0.3 * 3).squareRoot()) / Foundation.log(10)
    #expect(dampingPlace.magnitude < 0.045)
    let gainPlace = Foundation.log(gain[1000] / (0.75 * 1.5).squareRoot()) / Foundation.log(2)
    #expect(gainPlace.magnitude < 0.045)
    // a uniform draw would have its median at 1.65
    #expect(damping[1000] < 1.2)
  }

  @Test func `no parameter's draw, nor an object's, moves another's`() {
    let stream = RandomStream(seed: 3)
    let spec = RandomizationSpec(preset: .dactyl)
    let all = spec.draw(objects: objects, joints: joints, stream: stream)
    // each parameter alone gives what it gives among all
    for parameter in RandomizationParameter.allCases {
      guard let range = spec[parameter] else { continue }
      var single = RandomizationSpec()
      single[parameter] = range
      let alone = single.draw(objects: objects, joints: joints, stream: stream)
      var merged = all
      switch parameter {
      case .friction: merged.objects[0].friction = alone.objects[0].friction
      case .mass: merged.objects[1].mass = alone.objects[1].mass
      case .size: merged.objects[1].size = alone.objects[1].size
      case .jointDamping: merged.joints = alone.joints
      case .controllerGain: merged.controllerGain = alone.controllerGain
      case .gravity: merged.gravityOffset = alone.gravityOffset
      case .actionCorrelated: merged.actionOffsets = alone.actionOffsets
      case .actionMultiplicative: merged.actionFactors = alone.actionFactors
      case .actionDelay: merged.actionDelay = alone.actionDelay
      case .observationPositionCorrelated:
        merged.objects[0].observationOffset = alone.objects[0].observationOffset
      case .observationRotationCorrelated:
        merged.objects[0].observationTurn = alone.objects[0].observationTurn
      default: continue
      }
      #expect(merged == all, "\(parameter)")
    }

    // the order and the number of objects do not matter, nor what was drawn from the stream
    var used = stream
    for _ in 0..<5 { _ = used.next() }
    let other = spec.draw(objects: ["pot", "lid", "cup"], joints: [], stream: used)
    #expect(other.objects[2] == all.objects[0])
    #expect(other.objects[1] == all.objects[1])
    #expect(other.gravityOffset == all.gravityOffset)

    // and no two share one
    #expect(all.objects[0].mass != all.objects[1].mass)
    let shares = [(all.objects[0].mass - 0.5) / 1, (all.objects[0].friction - 0.7) / 0.6]
    #expect((shares[0] - shares[1]).magnitude > 1e-9)
  }

  @Test func `the same stream gives the same draw, another one another`() {
    let spec = RandomizationSpec(preset: .dactyl)
    #expect(draws(spec, 50) == draws(spec, 50))
    #expect(Set(draws(spec, 50)).count == 50)
  }

  @Test func `the draws of a seed are the same for ever`() {
    // the bits of everything that goes through logarithm, exponential and normal values
    let numbers = draws(RandomizationSpec(preset: .dactyl), 100).flatMap { draw in
      [draw.joints[0].dampingFactor, draw.controllerGain, draw.gravityOffset.z]
        + draw.actionFactors + draw.objects.flatMap { [$0.friction, $0.mass, $0.size] }
    }
    #expect(StateHash(numbers).description == "d3f187149d4a5945")
  }

  @Test func `joints get a factor or a term, and never less than nothing`() {
    var spec = RandomizationSpec()
    spec[.jointDamping] = .uniform(2, 2)
    spec[.jointFriction] = .offset(-0.5, -0.5)
    let joint = spec.draw(objects: [], joints: ["knob"], stream: RandomStream(seed: 1)).joints[0]
    #expect(joint.name == "knob")
    #expect(joint.damping(0.3) == 0.6)
    #expect(joint.friction(0.75) == 0.25)
    #expect(joint.friction(0.4) == 0)
  }

  @Test func `a draw is stored exactly`() throws {
    let encoder = JSONEncoder()
    for draw in draws(RandomizationSpec(preset: .dactyl), 20) {
      let data = try encoder.encode(draw)
      #expect(try JSONDecoder().decode(RandomizationDraw.self, from: data) == draw)
    }
    let data = try encoder.encode(RandomizationDraw(objects: ["a"], joints: ["b"]))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "objects", "joints", "controller_gain", "gravity_offset", "action_factors",
        "action_offsets", "action_sigma", "action_delay", "observation_position_sigma",
        "observation_rotation_sigma",
      ])
    let first = try #require((object["objects"] as? [[String: Any]])?.first)
    #expect(
      Set(first.keys) == [
        "name", "friction", "mass", "size", "reset_offset", "reset_turn", "observation_offset",
        "observation_turn",
      ])
  }
}
