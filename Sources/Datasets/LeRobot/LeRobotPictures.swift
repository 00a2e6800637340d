import Rendering

/// What one camera saw in an episode, as LeRobot takes it: the frames before each step.
struct LeRobotPictures {
  let camera: EpisodePictures.Camera
  /// T, one less than the camera's.
  let frames: Int

  /// Their size.
  let size: PictureSize

  /// Nil for a size that pictures cannot have.
  init?(_ camera: EpisodePictures.Camera, frames: Int) {
    guard let size = try? PictureSize(width: camera.width, height: camera.height) else {
      return nil
    }
    self.camera = camera
    self.frames = frames
    self.size = size
  }

  /// The picture of a frame.
  func picture(_ frame: Int) -> Picture {
    let length = 3 * size.count
    return Picture(size, bytes: Array(camera.colors[frame * length..<(frame + 1) * length]))
  }

  /// The statistics of some frames and some pixels of large ones, as LeRobot chooses them.
  var statistics: LeRobotStatistics {
    // every so many pixels of pictures with a side of 300 or more
    let (width, height) = (camera.width, camera.height)
    let stride = max(width, height) < 300 ? 1 : max(1, max(width, height) / 150)
    var histograms = [[Int]](repeating: Array(repeating: 0, count: 256), count: 3)
    let chosen = Self.sample(of: frames)
    camera.colors.withUnsafeBufferPointer { colors in
      for frame in chosen {
        for y in Swift.stride(from: 0, to: height, by: stride) {
          for x in Swift.stride(from: 0, to: width, by: stride) {
            let at = 3 * ((frame * height + y) * width + x)
            for channel in 0..<3 { histograms[channel][Int(colors[at + channel])] += 1 }
          }
        }
      }
    }
    return LeRobotStatistics(frames: chosen.count, histograms: histograms)
  }

  /// The frames that statistics are of: all up to 100, and fewer of more (`sample_indices`).
  static func sample(of frames: Int) -> [Int] {
    let root = Double(frames).squareRoot()
    let power = Int(root * root.squareRoot())
    let count = max(min(100, frames), min(power, 10_000))
    guard count > 1 else { return [0] }
    let step = Double(frames - 1) / Double(count - 1)
    return (0..<count).map { Int((Double($0) * step).rounded(.toNearestOrEven)) }
  }
}
