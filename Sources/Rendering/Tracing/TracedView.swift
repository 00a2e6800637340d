import CEmbree
import Geometry

/// A camera's picture of a world, from one frame to the next; owned by one thread.
final class TracedView {
  let handle: OpaquePointer
  let camera: Camera
  let size: PictureSize
  /// As of the last frame, once there is one.
  var picture: Picture?
  /// Metres across a pixel at depth 0, and more for each metre.
  let footprint: (width: Double, spread: Double)
  private let world: TracedWorld

  /// - Throws: `RenderingError` when memory runs out.
  init(
    _ world: TracedWorld, _ camera: Camera, size: PictureSize, samples: [Double]
  ) throws(RenderingError) {
    var seen = dmCamera(camera, size: size)
    let count = samples.count / 2
    // few samples share what is the same for all; many are for edges and patterns alike
    guard let handle = dmViewOpen(world.handle, &seen, samples, count, count <= 4 ? 1 : 0) else {
      throw RenderingError(field: "picture", reason: "needs more memory than there is")
    }
    self.handle = handle
    self.world = world
    self.camera = camera
    self.size = size
    footprint = seen.parallel != 0 ? (seen.pixel, 0) : (0, seen.pixel)
  }

  /// Of how many tiles it is.
  var tiles: Int { dmViewTiles(handle) }

  deinit { dmViewClose(handle) }

  /// Where in a pixel its samples lie, x before y (Hammersley's points in base 2).
  static func samples(_ count: Int) -> [Double] {
    (0..<count).flatMap { sample in
      var bits = sample
      var inverse = 0.0
      var digit = 0.5
      while bits > 0 {
        if bits & 1 == 1 { inverse += digit }
        digit /= 2
        bits >>= 1
      }
      let half = 0.5 / Double(count)
      return [Double(sample) / Double(count) + half, inverse + half]
    }
  }
}

extension dmCamera {
  init(_ camera: Camera, size: PictureSize) {
    let pose = camera.poseWorldCamera
    var isParallel = false
    if case .orthographic = camera.projection { isParallel = true }
    self.init(
      eye: pose.position.tuple, right: pose.orientation.rotate(Vector3(1, 0, 0)).tuple,
      down: pose.orientation.rotate(Vector3(0, 1, 0)).tuple,
      forward: pose.orientation.rotate(Vector3(0, 0, 1)).tuple,
      pixel: camera.metresPerPixel(height: size.height), near: camera.near,
      parallel: isParallel ? 1 : 0, width: Int32(size.width), height: Int32(size.height))
  }
}
