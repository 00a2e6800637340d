import Geometry

/// Random numbers of places: the same place gives the same number on any machine.
struct HashNoise: Sendable {
  let seed: UInt32

  /// Of a lattice point, uniform in [0, 1).
  func value(_ x: Int32, _ y: Int32, _ z: Int32) -> Double {
    finish(row(column(x), y), z)
  }

  // multiply and shift (the finalizer of MurmurHash3, Appleby 2011), a coordinate at a time
  private func column(_ x: Int32) -> UInt32 {
    let h = (seed ^ UInt32(bitPattern: x)) &* 0x85EB_CA6B
    return h ^ (h >> 15)
  }

  private func row(_ column: UInt32, _ y: Int32) -> UInt32 {
    let h = (column ^ UInt32(bitPattern: y)) &* 0xC2B2_AE35
    return h ^ (h >> 13)
  }

  private func finish(_ row: UInt32, _ z: Int32) -> Double {
    var h = (row ^ UInt32(bitPattern: z)) &* 0x27D4_EB2F
    h = (h ^ (h >> 16)) &* 0x85EB_CA6B
    return Double((h ^ (h >> 13)) >> 8) * 0x1p-24
  }

  /// Smooth over space, within [0, 1], with one bump in a unit of length (Perlin 1985, of values).
  func smooth(_ point: Vector3) -> Double {
    let floor = point.rounded(.down)
    let x = Self.lattice(floor.x)
    let y = Self.lattice(floor.y)
    let z = Self.lattice(floor.z)
    let f = point - floor
    let s = f * f * (3 - 2 * f)
    // the eight corners' numbers, which share their first steps
    let x0 = column(x)
    let x1 = column(x &+ 1)
    func edge(_ y: Int32, _ z: Int32) -> Double {
      let low = finish(row(x0, y), z)
      return low + (finish(row(x1, y), z) - low) * s.x
    }
    func face(_ z: Int32) -> Double {
      let low = edge(y, z)
      return low + (edge(y &+ 1, z) - low) * s.y
    }
    let low = face(z)
    return low + (face(z &+ 1) - low) * s.z
  }

  /// Sum of ever finer noise, each octave half as strong, within [0, 1].
  func fractal(_ point: Vector3, octaves: Int) -> Double {
    var sum = 0.0
    var strength = 0.5
    var total = 0.0
    var p = point
    for _ in 0..<octaves {
      sum += strength * smooth(p)
      total += strength
      strength /= 2
      // no octave's lattice lies on another's
      p = p * 2.03 + Vector3(17.3, 5.1, 11.7)
    }
    return sum / total
  }

  static func lattice(_ value: Double) -> Int32 {
    Int32(truncatingIfNeeded: Int(min(1e9, max(-1e9, value))))
  }
}
