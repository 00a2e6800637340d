import Geometry
import Rendering

/// All pictures of one episode in one look: T + 1 frames of every camera, one before each step and one
/// after the last.
public struct PictureSet: Sendable {
  /// What one camera saw.
  public struct Shots: Sendable {
    /// What keys of images begin with, for instance `agentview`.
    public var observation: String
    public var size: PictureSize
    /// (T + 1, height, width, 3), sRGB.
    public var colors: [UInt8]
    /// (T + 1, height, width), metres along the line of sight, infinite where there is nothing; empty when
    /// not asked for.
    public var depths: [Float]
    /// (T + 1, height, width), 0 for nothing, else the place in `instances`; empty when not asked for.
    public var segments: [UInt16]
    /// Focal length and the picture's middle, pixels: row-major 3 x 3.
    public var intrinsics: [Double]
    /// The camera in the world for each frame, (T + 1, 4, 4): +x right, +y down, +z where it looks.
    public var extrinsics: [Double]

    /// The colours of one frame.
    public func frame(_ index: Int) -> ArraySlice<UInt8> {
      let length = 3 * size.count
      return colors[index * length..<(index + 1) * length]
    }

    /// One frame as a picture.
    public func picture(_ index: Int) -> Picture { Picture(size, bytes: Array(frame(index))) }
  }

  /// T + 1.
  public var frames: Int
  public var shots: [Shots]
  /// The names that numbers of segments stand for: the first is of 1.
  public var instances: [String]
}
