import Foundation
import Geometry
import Testing

/// The own exponential against the C library's.
@Suite struct TrigonometryExponentialTests {
  @Test func `it is right to the last bits over all normal results`() {
    var random = RandomStream(seed: 1).stream("exponents")
    var worst = 0.0
    for index in 0..<40_000 {
      // half of them small, where it matters most
      let x = index % 2 == 0 ? random.uniform(-700, 700) : random.uniform(-2, 2)
      worst = max(worst, (Trigonometry.exp(x) / Foundation.exp(x) - 1).magnitude)
    }
    #expect(worst < 5e-16)
  }

  @Test func `it undoes the logarithm`() {
    for value in [0.05, 0.3, 0.75, 1.5, 3, 20, 1e-9, 1e9] {
      #expect((Trigonometry.exp(Trigonometry.log(value)) / value - 1).magnitude < 1e-14)
    }
  }

  @Test func `ends and exact values`() {
    #expect(Trigonometry.exp(0) == 1)
    #expect(Trigonometry.exp(-0.0) == 1)
    #expect((Trigonometry.exp(1) - M_E).magnitude <= M_E.ulp)
    #expect(Trigonometry.exp(710) == .infinity)
    #expect(Trigonometry.exp(.infinity) == .infinity)
    #expect(Trigonometry.exp(-746) == 0)
    #expect(Trigonometry.exp(-.infinity) == 0)
    #expect(Trigonometry.exp(.nan).isNaN)
    // the largest and the smallest results are numbers still
    #expect(Trigonometry.exp(709.78).isFinite)
    #expect(Trigonometry.exp(-745) > 0)
    #expect(Trigonometry.exp(-745) < .leastNormalMagnitude)
  }
}
