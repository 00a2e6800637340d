import CEmbree
import Geometry

/// Makes colours of what the pixels of a tile see.
struct Painter {
  /// Where in a pixel its samples lie, x before y.
  let samples: [Double]
  /// What darkens corners, where that is asked for.
  let sky: Sky?
  private let shader: Shader

  init(_ scene: RenderScene, geoms: [TracedGeom], quality: RenderQuality) {
    samples = TracedView.samples(quality.samples)
    sky = quality.ambientRays > 0 ? Sky(quality) : nil
    shader = Shader(scene, geoms: geoms)
  }

  /// Gives fragments their surfaces' colours that have none yet.
  func paint(_ tile: dmTile, of view: TracedView) {
    let footprint = view.footprint
    for index in 0..<Int(tile.count) where tile.fragments[index].colored == 0 {
      let at = tile.fragments + index
      at.pointee.color =
        shader.color(
          at.pointee, footprint: footprint.width + footprint.spread * at.pointee.distance,
          samples: samples
        ).tuple
      at.pointee.colored = 1
    }
  }

  /// Lights a tile's fragments, and sums them pixel by pixel; the tree is for corners.
  func draw(_ tile: dmTile, in tree: RayScene?, into picture: inout Picture) {
    let width = Int32(picture.size.width)
    var index = 0
    let count = Int(tile.count)
    while index < count {
      let pixel = tile.fragments[index].pixel
      var sum = LinearColor.zero
      while index < count && tile.fragments[index].pixel == pixel {
        let at = tile.fragments + index
        var openness = 1.0
        if let sky, let tree { openness = sky.openness(at.pointee, in: tree) }
        sum += shader.light(at.pointee, openness: openness) * at.pointee.weight
        index += 1
      }
      picture[Int(pixel % width), Int(pixel / width)] = ColorSpace.encode(sum)
    }
  }
}
