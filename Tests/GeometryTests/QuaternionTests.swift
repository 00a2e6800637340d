import Geometry
import Testing

/// The algebra of rotations.
@Suite struct QuaternionTests {
  private let rotations = Samples.rotations(500)
  private let vector = Vector3(0.3, -1.2, 0.7)

  @Test func `a turn about an axis follows the right hand`() {
    let quarter = Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2)
    #expect(quarter.rotate(Vector3(1, 0, 0)).distance(to: Vector3(0, 1, 0)) < 1e-15)
    let third = Quaternion(axis: Vector3(1, 1, 1) / 3.0.squareRoot(), angle: 2 * .pi / 3)
    #expect(third.rotate(Vector3(1, 0, 0)).distance(to: Vector3(0, 1, 0)) < 1e-15)
  }

  @Test func `a product turns by the right factor first`() {
    for (p, q) in zip(rotations, rotations.dropFirst()) {
      #expect((p * q).rotate(vector).distance(to: p.rotate(q.rotate(vector))) < 1e-14)
    }
  }

  @Test func `the conjugate turns back`() {
    for q in rotations {
      #expect(q.conjugate.rotate(q.rotate(vector)).distance(to: vector) < 1e-14)
      #expect((q * q.conjugate).angle < 1e-14)
      #expect((q.rotate(vector).length - vector.length).magnitude < 1e-14)
    }
  }

  @Test func `a rotation vector goes there and back`() {
    for q in rotations {
      let v = q.rotationVector
      #expect(v.length <= .pi + 1e-15)
      #expect((v.length - q.angle).magnitude < 1e-14)
      #expect(q.angle(to: Quaternion(rotationVector: v)) < 1e-14)
    }
  }

  @Test func `both signs of a quaternion are the same rotation`() {
    for q in rotations where q.angle < 3 {
      let negated = Quaternion(w: -q.w, x: -q.x, y: -q.y, z: -q.z)
      #expect(negated.rotationVector.distance(to: q.rotationVector) < 1e-14)
      #expect(negated.angle == q.angle)
      let target = Quaternion(axis: Vector3(1, 0, 0), angle: 0.3) * q
      let half = negated.interpolated(to: target, fraction: 0.5)
      #expect((half.angle(to: target) - 0.15).magnitude < 1e-14)
    }
  }

  @Test func `tiny rotations keep their size`() {
    for size in [1e-15, 1e-13, 1e-11, 1e-8] {
      let v = Vector3(0.6 * size, 0, -0.8 * size)
      #expect(Quaternion(rotationVector: v).rotationVector.distance(to: v) < 1e-12 * size)
    }
  }

  @Test func `interpolation turns at constant speed the shorter way`() {
    for (p, q) in zip(rotations, rotations.dropFirst()) {
      let whole = p.angle(to: q)
      #expect(p.interpolated(to: q, fraction: 0).angle(to: p) < 1e-14)
      #expect(p.interpolated(to: q, fraction: 1).angle(to: q) < 1e-13)
      for fraction in [0.1, 0.5, 0.9] {
        let part = p.interpolated(to: q, fraction: fraction)
        #expect((p.angle(to: part) - fraction * whole).magnitude < 1e-13)
        #expect((part.angle(to: q) - (1 - fraction) * whole).magnitude < 1e-13)
      }
    }
  }
}
