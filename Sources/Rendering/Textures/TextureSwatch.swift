import Geometry
import Scenes

/// A flat square of a texture under one lamp, seen from straight above.
public enum TextureSwatch {
  /// The side of a swatch, metres.
  public static let side = 0.4

  /// - Throws: `RenderingError` when `pixels`, its width and height, is not within 1...8192.
  public static func draw(_ texture: SurfaceTexture, pixels: Int) throws(RenderingError) -> Picture
  {
    var picture = Picture(try PictureSize(width: pixels, height: pixels))
    let sampler = TextureSampler(texture)
    let step = side / Double(pixels)
    let samples = 3
    for row in 0..<pixels {
      for column in 0..<pixels {
        // a grid of samples in each pixel
        var sum = LinearColor.zero
        for index in 0..<samples * samples {
          let x = Double(column) + (Double(index % samples) + 0.5) / Double(samples)
          let y = Double(row) + (Double(index / samples) + 0.5) / Double(samples)
          let point = Vector3(x * step - side / 2, side / 2 - y * step, 0)
          sum += lit(sampler, point, footprint: step / Double(samples))
        }
        picture[column, row] = ColorSpace.encode(sum / Double(samples * samples))
      }
    }
    return picture
  }

  /// What a lamp near the upper left makes of a point.
  private static func lit(_ sampler: TextureSampler, _ point: Vector3, footprint: Double)
    -> LinearColor
  {
    let color = sampler.color(
      at: .init(point: point, normal: Vector3(0, 0, 1), footprint: footprint))
    let way = Vector3(-0.15, 0.2, 0.45) - point
    let facing = way.z / way.length
    // the half of the ways to the lamp and to the eye
    let half = way / way.length + Vector3(0, 0, 1)
    var shine = half.z / half.length
    for _ in 0..<(3 + Int(sampler.gloss * 4)) { shine *= shine }
    return color * (0.25 + 0.75 * facing) + LinearColor(repeating: 0.15 * sampler.gloss * shine)
  }
}
