import Geometry

/// The rays of a camera's pixels; their direction has length 1 along the line of sight, so that
/// distances in its lengths are depths.
struct CameraRays {
  struct Ray {
    var origin: Vector3
    var direction: Vector3
    /// Metres across a pixel at depth 0 and more for each metre.
    var width: Double
    var spread: Double
  }

  private let eye: Vector3
  private let right: Vector3
  private let down: Vector3
  private let forward: Vector3
  private let isParallel: Bool
  private let pixel: Double
  private let middle: (Double, Double)

  init(_ camera: Camera, size: PictureSize) {
    let pose = camera.poseWorldCamera
    eye = pose.position
    right = pose.orientation.rotate(Vector3(1, 0, 0))
    down = pose.orientation.rotate(Vector3(0, 1, 0))
    forward = pose.orientation.rotate(Vector3(0, 0, 1))
    pixel = camera.metresPerPixel(height: size.height)
    middle = (Double(size.width) / 2, Double(size.height) / 2)
    if case .orthographic = camera.projection { isParallel = true } else { isParallel = false }
  }

  /// Through a point of the picture, pixels from the top left corner.
  func ray(_ x: Double, _ y: Double) -> Ray {
    let across = right * ((x - middle.0) * pixel) + down * ((y - middle.1) * pixel)
    if isParallel { return Ray(origin: eye + across, direction: forward, width: pixel, spread: 0) }
    return Ray(origin: eye, direction: forward + across, width: 0, spread: pixel)
  }
}
