import Kitchens
import Rendering
import Scenes
import TestSupport

/// The presets of the repository, with what they look like.
enum Presets {
  struct Entry: Sendable {
    var preset: TexturePreset
    var texture: SurfaceTexture
    var descriptor: TextureDescriptor
  }

  static func catalogue() throws -> TextureCatalogue {
    try TextureCatalogue.read(
      folder: Repository.root.appendingPathComponent("Scenes/styles").path)
  }

  static func all() throws -> [Entry] {
    let catalogue = try catalogue()
    return catalogue.presets.compactMap { preset in
      catalogue.texture(preset).map {
        Entry(preset: preset, texture: $0, descriptor: TextureDescriptor($0))
      }
    }
  }
}
