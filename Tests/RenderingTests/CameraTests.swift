import Geometry
import Rendering
import Testing

@Suite struct CameraTests {
  private func camera(_ projection: Camera.Projection) throws -> Camera {
    try Camera(eye: Vector3(1, 2, 3), target: Vector3(1, 4, 3), projection: projection)
  }

  @Test(arguments: [0, -1, .pi, 3.5, .nan, .infinity])
  func refusesImpossibleFieldsOfView(angle: Double) {
    let error = #expect(throws: RenderingError.self) {
      try camera(.perspective(verticalFieldOfView: angle))
    }
    #expect(error?.field == "field of view")
  }

  @Test func refusesWhatCannotBeLookedAt() {
    let lens = Camera.Projection.perspective(verticalFieldOfView: 1)
    for target in [Vector3.zero, Vector3(0, 0, -2), Vector3(.nan, 0, 0)] {
      let error = #expect(throws: RenderingError.self) {
        try Camera(eye: .zero, target: target, projection: lens)
      }
      #expect(error?.field == "look-at")
    }
    #expect(throws: RenderingError.self) { try camera(.orthographic(height: 0)) }
    #expect(throws: RenderingError.self) {
      try Camera(poseWorldCamera: .identity, projection: lens, near: -1)
    }
  }

  @Test func projectsByHand() throws {
    let size = try PictureSize(width: 200, height: 100)
    // 90 degrees: the upper edge is as far up as the depth
    let wide = try camera(.perspective(verticalFieldOfView: .pi / 2))
    let middle = try #require(wide.project(Vector3(1, 4, 3), size: size))
    #expect(abs(middle.x - 100) < 1e-9 && abs(middle.y - 50) < 1e-9)
    #expect(abs(middle.depth - 2) < 1e-12)
    // looking along +y, +x is to the right, +z up
    let corner = try #require(wide.project(Vector3(2, 4, 5), size: size))
    #expect(abs(corner.x - 125) < 1e-9 && abs(corner.y) < 1e-9)
    #expect(wide.project(Vector3(1, 1, 3), size: size) == nil)

    let parallel = try camera(.orthographic(height: 2))
    let at = try #require(parallel.project(Vector3(1.5, 9, 3.5), size: size))
    #expect(abs(at.x - 125) < 1e-9 && abs(at.y - 25) < 1e-9)
  }

  @Test func qualityHasBounds() {
    for samples in [0, 65] {
      let error = #expect(throws: RenderingError.self) { try RenderQuality(samples: samples) }
      #expect(error?.field == "samples")
    }
  }
}
