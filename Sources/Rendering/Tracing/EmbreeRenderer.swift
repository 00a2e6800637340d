import Geometry
import Scenes

/// Draws by rays through Embree: exact shapes, hard shadows, one thread.
public struct EmbreeRenderer: Renderer {
  public init() {}

  public func render(
    _ scene: RenderScene, from camera: Camera, size: PictureSize,
    quality: RenderQuality = .standard
  ) throws(RenderingError) -> Frame {
    let shader = Shader(scene, rays: try RayScene(scene), quality: quality)
    let view = CameraRays(camera, size: size)
    var frame = Frame(
      picture: Picture(size), depth: [Float](repeating: .infinity, count: size.count),
      instances: [UInt16](repeating: 0, count: size.count))
    for y in 0..<size.height {
      for x in 0..<size.width {
        // colour: the mean of the samples
        var sum = LinearColor.zero
        for sample in 0..<quality.samples {
          let (dx, dy) = Self.offset(sample, of: quality.samples)
          let ray = view.ray(Double(x) + dx, Double(y) + dy)
          // with few samples the share that glass lets through is spread over the pixels
          let turn = quality.samples < 4 ? sample + x + 2 * (y & 1) : sample
          sum += shader.color(
            ray, sample: sample, near: camera.near, mask: 1 << UInt32(turn & 3))
        }
        frame.picture[x, y] = ColorSpace.encode(sum / Double(quality.samples))

        // depth and instance: the pixel's middle
        let middle = view.ray(Double(x) + 0.5, Double(y) + 0.5)
        if let hit = shader.rays.trace(
          middle.origin, middle.direction, near: camera.near, mask: RayScene.Mask.depth)
        {
          frame.depth[y * size.width + x] = Float(hit.distance)
          frame.instances[y * size.width + x] = UInt16(
            clamping: shader.rays.geoms[hit.geom].body + 1)
        }
      }
    }
    return frame
  }

  /// Where in the pixel a sample lies (Hammersley's points in base 2).
  static func offset(_ sample: Int, of count: Int) -> (Double, Double) {
    var bits = sample
    var inverse = 0.0
    var digit = 0.5
    while bits > 0 {
      if bits & 1 == 1 { inverse += digit }
      digit /= 2
      bits >>= 1
    }
    let half = 0.5 / Double(count)
    return (Double(sample) / Double(count) + half, inverse + half)
  }
}
