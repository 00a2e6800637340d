import Geometry
import Rendering

/// What becomes of a picture after it was taken, as in a real camera: exposure, contrast, blur, noise.
public struct ImageFilter: Sendable {
  let exposure: Double
  let contrast: Double
  /// Of 255 for white, of each channel.
  let noise: Double
  /// Weight of the neighbours' mean.
  let blur: Double
  let stream: RandomStream
  /// What exposure and contrast make of each level.
  private let curve: [Double]

  init(exposure: Double, contrast: Double, noise: Double, blur: Double, stream: RandomStream) {
    self.exposure = exposure
    self.contrast = contrast
    self.noise = noise * 255
    self.blur = blur
    self.stream = stream
    curve = (0...255).map { level in
      let value = Double(level) / 255 * exposure
      return min(255, max(0, 255 * ((value - 0.5) * contrast + 0.5)))
    }
  }

  /// Whether pictures stay as they are.
  public var isIdentity: Bool { exposure == 1 && contrast == 1 && noise == 0 && blur == 0 }

  /// The bytes of a picture, 3 x width x height, as they come out; `camera` and `frame` set noise apart.
  public func apply(
    to bytes: [UInt8], size: PictureSize, camera: String, frame: Int
  ) -> [UInt8] {
    guard !isIdentity else { return bytes }
    var values = bytes.map { curve[Int($0)] }
    if blur > 0 { soften(&values, size) }
    guard noise > 0 else { return values.map { UInt8($0.rounded()) } }
    var random = stream.stream(camera, frame)
    return values.map { value in
      // the sum of four uniform numbers is nearly normal, and cheap
      let bits = random.next()
      let sum =
        Double(bits & 0xFFFF) + Double(bits >> 16 & 0xFFFF) + Double(bits >> 32 & 0xFFFF)
        + Double(bits >> 48)
      let normal = (sum / 65535 - 2) * 1.732_050_807_568_877_2
      return UInt8(min(255, max(0, (value + noise * normal).rounded())))
    }
  }

  /// Mixes each pixel with its neighbours, 1 2 1 across and down.
  private func soften(_ values: inout [Double], _ size: PictureSize) {
    let (width, height) = (size.width, size.height)
    func pass(_ from: [Double], _ count: Int, _ step: Int, _ index: (Int) -> Int) -> [Double] {
      var to = from
      for at in from.indices {
        let place = index(at)
        let before = place > 0 ? from[at - step] : from[at]
        let after = place < count - 1 ? from[at + step] : from[at]
        to[at] = from[at] * (1 - blur) + blur * (before + 2 * from[at] + after) / 4
      }
      return to
    }
    values = pass(values, width, 3) { $0 / 3 % width }
    values = pass(values, height, 3 * width) { $0 / (3 * width) }
  }
}
