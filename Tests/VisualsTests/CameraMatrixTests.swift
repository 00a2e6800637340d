import Episodes
import Geometry
import Rendering
import TestSupport
import Testing
import Visuals

/// The matrices that go with pictures tell where points of the world are in them.
@Suite struct CameraMatrixTests {
  /// A pinhole camera made of nothing but the stored numbers.
  private struct Pinhole {
    let intrinsics: [Double]
    let extrinsics: [Double]

    /// Column `c` of the rotation; 3 is where it stands.
    private func column(_ c: Int) -> Vector3 {
      Vector3(extrinsics[c], extrinsics[4 + c], extrinsics[8 + c])
    }

    var eye: Vector3 { column(3) }

    func project(_ point: Vector3) -> (u: Double, v: Double, depth: Double) {
      let way = point - eye
      let p = Vector3(way.dot(column(0)), way.dot(column(1)), way.dot(column(2)))
      let k = intrinsics
      return (
        (k[0] * p.x + k[1] * p.y + k[2] * p.z) / p.z, (k[4] * p.y + k[5] * p.z) / p.z, p.z
      )
    }

    /// The direction of a pixel's middle, of depth 1.
    func ray(_ x: Int, _ y: Int) -> Vector3 {
      let across = (Double(x) + 0.5 - intrinsics[2]) / intrinsics[0]
      let down = (Double(y) + 0.5 - intrinsics[5]) / intrinsics[4]
      return column(0) * across + column(1) * down + column(2)
    }
  }

  /// The depth at which a ray enters a box (Kay and Kajiya 1986, slabs); nil when it passes.
  private func enters(_ origin: Vector3, _ direction: Vector3, _ half: Vector3) -> Double? {
    var (low, high) = (-Double.infinity, Double.infinity)
    for axis in 0..<3 {
      let a = (-half[axis] - origin[axis]) / direction[axis]
      let b = (half[axis] - origin[axis]) / direction[axis]
      (low, high) = (max(low, min(a, b)), min(high, max(a, b)))
    }
    return low <= high ? low : nil
  }

  /// Follows an object through all frames: how often it was seen where it should be.
  private func follow(
    _ object: String, _ camera: String, _ visuals: String, seed: UInt64 = 1,
    custom: [CustomCamera] = []
  ) throws -> (seen: Int, frames: Int) {
    let episode = try PictureStage.episode(steps: 30)
    let options = PictureStage.options([camera]) {
      ($0.depth, $0.segmentation, $0.visuals, $0.custom) = (true, true, visuals, custom)
    }
    let pictures = try PictureStage.take(options, of: episode, styleSeed: seed)
    let shots = pictures.shots[0]
    let (width, height) = (shots.size.width, shots.size.height)
    let body = try #require(episode.bodies.firstIndex(of: object))
    let id = UInt16(try #require(pictures.instances.firstIndex(of: object)) + 1)
    var seen = 0
    for frame in 0..<pictures.frames {
      let pinhole = Pinhole(
        intrinsics: shots.intrinsics,
        extrinsics: Array(shots.extrinsics[frame * 16..<(frame + 1) * 16]))
      #expect(Array(pinhole.extrinsics.suffix(4)) == [0, 0, 0, 1])
      let pose = episode.pose(ofBody: body, atStep: frame)
      let (u, v, depth) = pinhole.project(pose.position)
      guard u >= 0, v >= 0, u < Double(width), v < Double(height), depth > 0 else { continue }
      let at = frame * width * height + Int(v) * width + Int(u)

      // the box that is there, by hand
      let inverse = pose.inverse
      let wanted = try #require(
        enters(
          inverse.transform(pinhole.eye),
          inverse.orientation.rotate(pinhole.ray(Int(u), Int(v))), PictureStage.half))
      let found = Double(shots.depths[at])
      if shots.segments[at] == id {
        seen += 1
        #expect(abs(found - wanted) < 0.001, "frame \(frame): \(found), by hand \(wanted)")
      } else {
        // something is before it
        #expect(
          found < wanted - 0.001,
          "frame \(frame): \(pictures.instances[Int(shots.segments[at]) - 1]) at \(found)")
      }
    }
    return (seen, pictures.frames)
  }

  @Test(arguments: ["off", "tobin"]) func `a fixed camera`(visuals: String) throws {
    for camera in ["agentview", "sideview_right"] {
      let (seen, frames) = try follow("cubeA", camera, visuals)
      #expect(frames == 31 && seen >= 25, "\(camera): \(seen)")
    }
  }

  @Test(arguments: ["off", "tobin", "robocasa"])
  func `the hand's camera, in every frame`(visuals: String) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let (seen, frames) = try follow("cubeB", "eye_in_hand", visuals, seed: seed)
      #expect(seen == frames, "\(visuals) \(seed): \(seen)")
    }
  }

  @Test func `cameras of a request's own, in every frame of reference`() throws {
    let places: [(frame: String, position: [Double], lookAt: [Double], up: [Double]?)] = [
      ("table", [0.6, 0.4, 0.6], [0, 0, 0.05], nil),
      ("world", [0.6, -0.4, 1.4], [0, 0, 0.85], [0.1, 0.2, 1]),
      ("base", [0.5, 0.1, 0.6], [0.56, 0, -0.05], [1, 0, 0]),
      ("hand", [0.15, 0, 0], [0, 0, 0.06], [0, 1, 0]),
    ]
    for place in places {
      let custom = CustomCamera(
        name: "mine", frame: place.frame, position: place.position, lookAt: place.lookAt,
        up: place.up, fieldOfView: 50)
      let object = place.frame == "hand" ? "cubeB" : "cubeA"
      let (seen, _) = try follow(object, "mine", "off", custom: [custom])
      #expect(seen >= (place.frame == "base" ? 10 : 20), "\(place.frame): \(seen)")
    }
  }

  @Test func `matrices are what cameras were asked to be`() throws {
    let custom = CustomCamera(
      name: "mine", frame: "world", position: [1, 2, 3], lookAt: [1, 5, 3], fieldOfView: 90)
    let options = PictureStage.options(["mine"]) { $0.custom = [custom] }
    let shots = try PictureStage.take(options, of: try PictureStage.episode(steps: 1)).shots[0]
    // 90 degrees over 72 rows: as far as half of them
    let wanted: [Double] = [36, 0, 48, 0, 36, 36, 0, 0, 1]
    for (a, b) in zip(shots.intrinsics, wanted) { #expect(abs(a - b) < 1e-9) }
    // looks along the world's y, the world's x to the right, down is down
    let pose: [Double] = [1, 0, 0, 1, 0, 0, 1, 2, 0, -1, 0, 3, 0, 0, 0, 1]
    for (a, b) in zip(shots.extrinsics, pose + pose) { #expect(abs(a - b) < 1e-12) }
  }
}
