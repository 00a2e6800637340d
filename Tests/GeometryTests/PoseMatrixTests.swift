import Geometry
import Testing

/// Poses as 4x4 matrices, and the matrices that are none.
@Suite struct PoseMatrixTests {
  /// A matrix of a pose with some entries replaced.
  private func matrix(_ replaced: [Int: Double]) -> [Double] {
    var m = Pose(Vector3(1, 2, 3), Quaternion(axis: Vector3(0, 0, 1), angle: 0.5)).rowMajor4x4
    for (index, value) in replaced { m[index] = value }
    return m
  }

  @Test func `the layout is row-major with the position in the last column`() {
    let m = Pose(Vector3(1, 2, 3), Quaternion(axis: Vector3(0, 0, 1), angle: .pi / 2)).rowMajor4x4
    let expected: [Double] = [0, -1, 0, 1, 1, 0, 0, 2, 0, 0, 1, 3, 0, 0, 0, 1]
    #expect(zip(m, expected).allSatisfy { ($0 - $1).magnitude < 1e-15 })
  }

  @Test func `a pose survives as a matrix, from any offset`() throws {
    for pose in Samples.poses(500) {
      let padded = [7, 7, 7] + pose.rowMajor4x4
      let back = try Pose(rowMajor4x4: padded, at: 3)
      #expect(back.position == pose.position)
      #expect(back.orientation.angle(to: pose.orientation) < 1e-14)
    }
  }

  @Test(arguments: 0..<16)
  func `no entry may be no number`(index: Int) {
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(throws: PoseMatrixError.notFinite) {
        try Pose(rowMajor4x4: matrix([index: bad]))
      }
    }
  }

  @Test func `the last row is fixed`() {
    for replaced in [[12: 0.1], [13: -1], [14: 1e-6], [15: 0], [15: 1.001]] {
      #expect(throws: PoseMatrixError.lastRow) { try Pose(rowMajor4x4: matrix(replaced)) }
    }
  }

  @Test func `a mirror image is no rotation`() {
    var mirrored = Pose.identity.rowMajor4x4
    mirrored[0] = -1
    #expect(throws: PoseMatrixError.mirrored) { try Pose(rowMajor4x4: mirrored) }
    // two columns swapped mirror, too
    let swapped: [Double] = [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    #expect(throws: PoseMatrixError.mirrored) { try Pose(rowMajor4x4: swapped) }
  }

  @Test func `scale, shear and zeros are told with their deviation`() throws {
    let scaled = Pose.identity.rowMajor4x4.enumerated().map { $0 < 12 ? 1.1 * $1 : $1 }
    let error = try #require(throws: PoseMatrixError.self) { try Pose(rowMajor4x4: scaled) }
    guard case .notARotation(let deviation) = error else {
      Issue.record("not told as a non-rotation: \(error)")
      return
    }
    #expect((deviation - 0.21).magnitude < 1e-12)

    // every column sheared towards another, and every column lost
    for (index, value) in [(1, 0.01), (2, 0.01), (6, -0.01)] {
      var sheared = Pose.identity.rowMajor4x4
      sheared[index] = value
      #expect(throws: PoseMatrixError.self) { try Pose(rowMajor4x4: sheared) }
    }
    for column in 0..<3 {
      var lost = Pose.identity.rowMajor4x4
      lost[5 * column] = 0
      #expect(throws: PoseMatrixError.self) { try Pose(rowMajor4x4: lost) }
    }
  }

  @Test func `rounded matrices pass within the tolerance and come out as unit rotations`() throws {
    let rounded = matrix([:]).enumerated().map { index, value in
      index < 12 ? (value * 1e4).rounded() / 1e4 : value
    }
    let pose = try Pose(rowMajor4x4: rounded)
    let q = pose.orientation
    #expect((q.w * q.w + q.vector.dot(q.vector) - 1).magnitude < 1e-15)
    #expect(q.angle(to: Quaternion(axis: Vector3(0, 0, 1), angle: 0.5)) < 1e-4)
    #expect(throws: PoseMatrixError.self) { try Pose(rowMajor4x4: rounded, tolerance: 1e-7) }
  }
}
