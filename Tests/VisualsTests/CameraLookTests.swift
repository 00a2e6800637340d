import Geometry
import Testing
import Visuals

/// How looks shift cameras.
@Suite struct CameraLookTests {
  private typealias Mount = CameraModel.Mount
  private static let seeds = 0..<200 as Range<UInt64>

  private func camera(_ name: String) throws -> (model: CameraModel, mount: Mount) {
    let model = try #require(try Shipped.visuals.get().cameras.camera(named: name))
    return (model, try #require(model.table))
  }

  private func shifts(_ preset: VisualPreset, _ name: String) throws -> [Mount] {
    let (model, mount) = try camera(name)
    return try Self.seeds.map { try Shipped.look(preset, seed: $0).shifted(model, mount) }
  }

  /// The angle between where a mount looks and where it would look from its place without being turned.
  private func turn(_ shifted: Mount, _ own: Mount) -> Double {
    let (a, b) = (own.lookAt - shifted.position, shifted.lookAt - shifted.position)
    let sine = a.cross(b).length / (a.length * b.length)
    // small angles
    return sine * (1 + sine * sine / 6)
  }

  @Test(arguments: ["tobin", "robosuite", "dactyl"], ["agentview", "eye_in_hand"])
  func `cameras stay within their box, turn and field of view`(preset: String, name: String) throws
  {
    let preset = try Shipped.preset(preset)
    let own = try camera(name).mount
    let jitter = preset.camera
    var reach = Vector3.zero
    var (turns, angles): ([Double], [Double]) = ([], [])
    for mount in try shifts(preset, name) {
      let offset = mount.position - own.position
      for axis in 0..<3 {
        #expect(abs(offset[axis]) <= jitter.box[axis] + 1e-12)
        reach[axis] = max(reach[axis], abs(offset[axis]))
      }
      #expect(mount.frame == own.frame && mount.up == own.up)
      turns.append(turn(mount, own))
      angles.append(mount.fieldOfView - own.fieldOfView)
    }
    for axis in 0..<3 { #expect(reach[axis] > 0.95 * jitter.box[axis]) }
    #expect((turns.max() ?? 9) <= jitter.turn * 1.7321 + 1e-3)
    #expect((turns.max() ?? 0) > jitter.turn)
    let most = jitter.fieldOfView + jitter.fieldOfViewShare * own.fieldOfView
    #expect(angles.allSatisfy { abs($0) <= most + 1e-9 })
    #expect((angles.max() ?? 0) > 0.95 * most && (angles.min() ?? 0) < -0.95 * most)
  }

  @Test func `a hand's camera has jitter of its own`() throws {
    let preset = try Shipped.preset("robocasa")
    let hand = try #require(preset.handCamera)
    for (name, jitter) in [("agentview", preset.camera), ("eye_in_hand", hand)] {
      let own = try camera(name).mount
      let mounts = try shifts(preset, name)
      // normal, but without far tails: 0.88 of sigma is left of it
      for axis in 0..<3 {
        let offsets = mounts.map { ($0.position - own.position - jitter.offset)[axis] }
        let mean = offsets.reduce(0, +) / 200
        let sigma = (offsets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
        #expect(abs(mean) < 0.25 * jitter.sigma, "\(name)")
        #expect(abs(sigma / jitter.sigma - 0.94) < 0.15, "\(name) \(sigma)")
        #expect(offsets.allSatisfy { abs($0) <= 2 * jitter.sigma + 1e-12 })
      }
      let turns = mounts.map { turn($0, own) }
      #expect((turns.max() ?? 9) <= 2 * 1.7321 * jitter.turnSigma + 0.01)
      #expect((turns.max() ?? 0) > 1.5 * jitter.turnSigma, "\(name)")
      #expect(mounts.allSatisfy { $0.fieldOfView == own.fieldOfView })
    }
  }

  @Test func `each camera is shifted by itself, and the same every time`() throws {
    let preset = try Shipped.preset("tobin")
    let names = ["agentview", "frontview", "sideview", "sideview_right"]
    let offsets = try names.map { name in
      let own = try camera(name).mount
      return try shifts(preset, name).map { $0.position - own.position }
    }
    for (i, one) in offsets.enumerated() {
      #expect(Set(one).count == 200)
      for other in offsets[..<i] { #expect(!zip(one, other).contains { $0 == $1 }) }
    }
    #expect(try shifts(preset, "agentview") == shifts(preset, "agentview"))
  }

  @Test func `off and wide angles`() throws {
    let own = try camera("agentview")
    for mount in try shifts(try Shipped.preset("off"), "agentview") { #expect(mount == own.mount) }

    // an angle never becomes impossible
    var preset = VisualPreset(name: "wide", summary: "")
    preset.camera.fieldOfView = .pi / 9
    var wide = own.mount
    var narrow = own.mount
    wide.fieldOfView = 165 * .pi / 180
    narrow.fieldOfView = 5 * .pi / 180
    for seed in Self.seeds {
      let look = try Shipped.look(preset, seed: seed)
      #expect(look.shifted(own.model, wide).fieldOfView <= 170 * .pi / 180)
      #expect(look.shifted(own.model, narrow).fieldOfView >= .pi / 180)
    }
  }
}
