import Foundation
import Geometry
import Testing

/// The own elementary functions against the C library's, which are right to the last bit or two.
@Suite struct TrigonometryTests {
  /// The largest absolute difference of two functions over arguments.
  private func worst(
    _ arguments: [Double], _ ours: (Double) -> Double, _ theirs: (Double) -> Double
  ) -> Double {
    arguments.map { (ours($0) - theirs($0)).magnitude }.max() ?? .infinity
  }

  /// Angles of every size from 1e-9 to 1e4 radians, both signs, and those next to quarter turns.
  private var angles: [Double] {
    var random = RandomStream(seed: 1).stream("angles")
    var angles = (0..<20_000).map { _ in
      let size = Foundation.pow(10, random.uniform(-9, 4))
      return random.uniform() < 0.5 ? -size : size
    }
    for quarter in -400...400 {
      let near = Double(quarter) * Double.pi / 4
      angles += [near, near.nextUp, near.nextDown, near + 1e-9]
    }
    return angles
  }

  @Test func `sine and cosine are right for any angle of a robot`() {
    #expect(worst(angles, Trigonometry.sin, Foundation.sin) < 2.5e-16)
    #expect(worst(angles, Trigonometry.cos, Foundation.cos) < 2.5e-16)
    let pairs = angles.map { ($0, Trigonometry.sincos($0)) }
    #expect(pairs.allSatisfy { $1.sin == Trigonometry.sin($0) && $1.cos == Trigonometry.cos($0) })
  }

  @Test func `exact angles give exact values`() {
    #expect(Trigonometry.sin(0) == 0)
    #expect(Trigonometry.cos(0) == 1)
    #expect(Trigonometry.sin(.pi / 2) == 1)
    #expect(Trigonometry.cos(.pi) == -1)
    // sine is odd and cosine even, bit for bit
    #expect(angles.allSatisfy { Trigonometry.sin(-$0) == -Trigonometry.sin($0) })
    #expect(angles.allSatisfy { Trigonometry.cos(-$0) == Trigonometry.cos($0) })
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func `an angle beyond all sense gives no number, and no crash`(angle: Double) {
    #expect(Trigonometry.sin(angle).isNaN)
    #expect(Trigonometry.cos(angle).isNaN)
  }

  @Test func `atan2 is right in every quadrant`() {
    var random = RandomStream(seed: 2).stream("points")
    var error = 0.0
    for _ in 0..<20_000 {
      let y = random.normal() * Foundation.pow(10, random.uniform(-6, 6))
      let x = random.normal() * Foundation.pow(10, random.uniform(-6, 6))
      error = max(error, (Trigonometry.atan2(y, x) - Foundation.atan2(y, x)).magnitude)
    }
    #expect(error < 1e-15)
    #expect(Trigonometry.atan2(0, 0) == 0)
    #expect(Trigonometry.atan2(0, 1) == 0)
    #expect(Trigonometry.atan2(0, -1) == .pi)
    #expect(Trigonometry.atan2(2, 0) == .pi / 2)
    #expect(Trigonometry.atan2(-2, 0) == -.pi / 2)
  }

  @Test func `acos is right, also next to its ends, and clamps`() {
    var random = RandomStream(seed: 3).stream("cosines")
    var cosines = (0..<20_000).map { _ in random.uniform(-1, 1) }
    cosines += (0..<1000).map { _ in 1 - Foundation.pow(10, random.uniform(-15, -1)) }
    cosines += cosines.map { -$0 }
    #expect(worst(cosines, Trigonometry.acos, Foundation.acos) < 1e-14)
    #expect(Trigonometry.acos(1) == 0)
    #expect(Trigonometry.acos(1.000_1) == 0)
    #expect(Trigonometry.acos(-1) == .pi)
    #expect(Trigonometry.acos(-7) == .pi)
  }

  @Test func `log is right over all magnitudes`() {
    var random = RandomStream(seed: 4).stream("values")
    var values = (0..<20_000).map { _ in Foundation.pow(10, random.uniform(-300, 300)) }
    values += (0..<5000).map { _ in random.uniform(0.5, 2) }
    let relative = values.map { value -> Double in
      let expected = Foundation.log(value)
      return (Trigonometry.log(value) - expected).magnitude / max(1, expected.magnitude)
    }
    #expect((relative.max() ?? .infinity) < 5e-16)
    #expect(Trigonometry.log(1) == 0)
  }
}
