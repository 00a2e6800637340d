import Geometry

/// A camera: where it stands and how it looks at the world.
///
/// In its frame +x is to the right of the picture, +y down, and +z where it looks.
public struct Camera: Sendable, Hashable {
  /// How points of the world come onto the picture.
  public enum Projection: Sendable, Hashable {
    /// The angle between the picture's upper and lower edge, radians, below pi.
    case perspective(verticalFieldOfView: Double)
    /// Parallel: how much of the world the picture's height shows, metres.
    case orthographic(height: Double)
  }

  public let poseWorldCamera: Pose
  public let projection: Projection
  /// What is nearer than this along the line of sight is not seen, metres.
  public let near: Double

  /// - Throws: `RenderingError` naming `field of view`, `height`, `near` or `pose` when no picture
  ///   can be taken like this.
  public init(
    poseWorldCamera: Pose, projection: Projection, near: Double = 0.01
  ) throws(RenderingError) {
    switch projection {
    case .perspective(let angle):
      guard angle > 0, angle < .pi else {
        let degrees = angle * 180 / .pi
        throw RenderingError(
          field: "field of view",
          reason: "is \(degrees) degrees, but must be above 0 and below 180")
      }
    case .orthographic(let height):
      guard height > 0, height.isFinite else {
        throw RenderingError(
          field: "height", reason: "is \(height) m, but must be above 0 and finite")
      }
    }
    guard near >= 0, near.isFinite else {
      throw RenderingError(field: "near", reason: "is \(near) m, but must be 0 or more")
    }
    guard poseWorldCamera.isFinite else {
      throw RenderingError(field: "pose", reason: "has a number that is not finite")
    }
    self.poseWorldCamera = poseWorldCamera
    self.projection = projection
    self.near = near
  }

  /// A camera at `eye` with `target` in the middle of its picture, and `up` upward; metres.
  ///
  /// - Throws: `RenderingError` naming `look-at` when the eye is at the target or looks along `up`.
  public init(
    eye: Vector3, target: Vector3, up: Vector3 = Vector3(0, 0, 1), projection: Projection,
    near: Double = 0.01
  ) throws(RenderingError) {
    let way = target - eye
    let right = way.cross(up)
    guard way.length > 1e-9, right.length > 1e-9 * way.length else {
      throw RenderingError(
        field: "look-at", reason: "needs an eye apart from its target, and an up across the way")
    }
    let z = way / way.length
    let x = right / right.length
    try self.init(
      poseWorldCamera: Pose(eye, Quaternion(columns: x, z.cross(x), z)), projection: projection,
      near: near)
  }

  /// Where a point of the world is on a picture of a size, in pixels from the top left corner, and its
  /// depth in metres; nil behind the camera.
  public func project(
    _ point: Vector3, size: PictureSize
  ) -> (x: Double, y: Double, depth: Double)? {
    let p = poseWorldCamera.inverse.transform(point)
    var scale = metresPerPixel(height: size.height)
    if case .perspective = projection {
      guard p.z > 0 else { return nil }
      scale *= p.z
    }
    return (
      Double(size.width) / 2 + p.x / scale, Double(size.height) / 2 + p.y / scale, p.z
    )
  }

  /// The size of a pixel, of a perspective picture at a depth of 1 m.
  func metresPerPixel(height: Int) -> Double {
    switch projection {
    case .perspective(let angle):
      let (sin, cos) = Trigonometry.sincos(angle / 2)
      return 2 * sin / cos / Double(height)
    case .orthographic(let visible): return visible / Double(height)
    }
  }
}
