import ArgumentParser
import Rendering

/// Which renderer draws.
enum RendererChoice: String, ExpressibleByArgument, Encodable, CaseIterable {
  case tiles, embree

  var renderer: any Renderer {
    switch self {
    case .tiles: TileRenderer()
    case .embree: EmbreeRenderer()
    }
  }
}
