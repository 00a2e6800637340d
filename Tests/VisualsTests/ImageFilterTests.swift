import Geometry
import Rendering
import Testing
import Visuals

/// What becomes of pictures after they were taken.
@Suite struct ImageFilterTests {
  private let size: PictureSize
  private let grey: [UInt8]

  init() throws {
    size = try PictureSize(width: 96, height: 64)
    grey = [UInt8](repeating: 128, count: 3 * 96 * 64)
  }

  /// The filter of a look whose ranges leave no choice.
  private func filter(
    seed: UInt64 = 1, _ change: (inout VisualPreset.Image) -> Void
  ) throws -> ImageFilter {
    var preset = VisualPreset(name: "image", summary: "")
    change(&preset.image)
    var scene = RenderScene()
    return try Shipped.look(preset, seed: seed).apply(to: &scene)
  }

  private func apply(_ filter: ImageFilter, _ bytes: [UInt8], frame: Int = 0) -> [UInt8] {
    filter.apply(to: bytes, size: size, camera: "a", frame: frame)
  }

  /// A picture of random pixels between two levels.
  private func pixels(_ range: ClosedRange<Int>) -> [UInt8] {
    var random = RandomStream(seed: 4).stream("pixels")
    return (0..<3 * size.count).map { _ in UInt8(random.integer(in: range)) }
  }

  private func mean(_ bytes: [UInt8]) -> Double {
    Double(bytes.reduce(0) { $0 + Int($1) }) / Double(bytes.count)
  }

  @Test func `nothing asked for changes nothing`() throws {
    let identity = try filter { _ in }
    let bytes = pixels(0...255)
    #expect(identity.isIdentity && apply(identity, bytes) == bytes)
    #expect(try !filter { $0.noise = 0.01...0.01 }.isIdentity)
    #expect(try !filter { $0.blur = 0.5...0.5 }.isIdentity)
    #expect(try !filter { $0.exposure = 1.1...1.1 }.isIdentity)
    #expect(try !filter { $0.contrast = 0.9...0.9 }.isIdentity)
  }

  @Test(arguments: [0.01, 0.04, 0.1]) func `noise is as strong as asked for`(sigma: Double) throws {
    let noisy = apply(try filter { $0.noise = sigma...sigma }, grey)
    let mean = mean(noisy)
    let variance =
      noisy.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(noisy.count)
    // rounding adds a twelfth
    let wanted = (sigma * sigma * 255 * 255 + 1.0 / 12).squareRoot()
    #expect(abs(mean - 128) < 0.03 * sigma * 255 + 0.1)
    #expect(abs(variance.squareRoot() / wanted - 1) < 0.03)
    // neither the channels nor the neighbours go together
    for step in [1, 3, 3 * size.width] {
      var product = 0.0
      for (a, b) in zip(noisy, noisy.dropFirst(step)) {
        product += (Double(a) - mean) * (Double(b) - mean)
      }
      #expect(abs(product / Double(noisy.count - step) / variance) < 0.04)
    }
  }

  @Test func `noise differs from frame to frame, not from run to run`() throws {
    func one(_ seed: UInt64 = 1, camera: String = "a", frame: Int = 0) throws -> [UInt8] {
      try filter(seed: seed) { $0.noise = 0.05...0.05 }
        .apply(to: grey, size: size, camera: camera, frame: frame)
    }
    #expect(try one() == one())
    let all = try [one(), one(frame: 1), one(camera: "b"), one(2)]
    #expect(Set(all).count == 4)
  }

  @Test func `exposure and contrast keep the order of levels`() throws {
    let levels = (0..<3 * size.count).map { UInt8($0 / 3 % 256) }
    for (exposure, contrast) in [(0.5, 1.0), (2, 1), (1, 0.5), (1, 1.5), (1.3, 0.7)] {
      let filter = try filter {
        $0.exposure = exposure...exposure
        $0.contrast = contrast...contrast
      }
      let curve = (0..<256).map { apply(filter, levels)[3 * $0] }
      #expect(zip(curve, curve.dropFirst()).allSatisfy { $0 <= $1 })
      for level in 0..<256 {
        let wanted = 255 * ((Double(level) / 255 * exposure - 0.5) * contrast + 0.5)
        #expect(abs(Double(curve[level]) - min(255, max(0, wanted))) <= 0.5 + 1e-9)
      }
    }
  }

  @Test func `blur keeps the mean and what is flat`() throws {
    for weight in [0.3, 1] {
      let filter = try filter { $0.blur = weight...weight }
      #expect(apply(filter, grey) == grey)
      let bytes = pixels(0...255)
      let soft = apply(filter, bytes)
      #expect(abs(mean(soft) - mean(bytes)) < 0.05)
      func roughness(_ bytes: [UInt8]) -> Int {
        zip(bytes, bytes.dropFirst(3)).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      }
      #expect(roughness(soft) < roughness(bytes) * 9 / 10)
    }
  }

  @Test func `one white pixel spreads evenly over its neighbours`() throws {
    var bytes = [UInt8](repeating: 0, count: 3 * size.count)
    let (x, y) = (40, 30)
    bytes[3 * (y * size.width + x) + 1] = 255
    let soft = apply(try filter { $0.blur = 1...1 }, bytes)
    let kernel = [1, 2, 1]
    for row in 0..<size.height {
      for column in 0..<size.width {
        for channel in 0..<3 {
          let near = abs(row - y) <= 1 && abs(column - x) <= 1 && channel == 1
          let wanted =
            near ? Double(kernel[row - y + 1] * kernel[column - x + 1]) * 255 / 16 : 0
          let found = soft[3 * (row * size.width + column) + channel]
          #expect(found == UInt8(wanted.rounded()))
        }
      }
    }
  }
}
