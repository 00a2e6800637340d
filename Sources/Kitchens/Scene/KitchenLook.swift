import Authoring
import Episodes
import Geometry
import Scenes

/// How a kitchen looks: gives the geoms of models their surfaces, each surface a texture, and lights.
struct KitchenLook {
  private let textures: TextureDraw
  let lights: [SceneLight]
  /// As they came to be used, by the names that geoms call them by.
  private var used: [Scene.Surface] = []

  /// The look of a spec, from its seeds of textures and lights.
  ///
  /// - Throws: `AuthoringError` for a style that does not exist.
  init(_ spec: KitchenSpec, library: KitchenLibrary) throws(AuthoringError) {
    textures = TextureDraw(
      style: try library.styles.style(spec.style), catalogue: library.styles.catalogue,
      textures: spec.textures, split: spec.split, stream: spec.stream(.textures))
    lights = LightDraw.lights(spec.lights, stream: spec.stream(.lights))
  }

  /// All surfaces in use, sorted by name.
  var surfaces: [Scene.Surface] { used.sorted { $0.slot < $1.slot } }

  /// A model with its own slots replaced by surfaces of the scene; `owner` sets those apart that do not
  /// share theirs.
  mutating func painted(
    _ instance: ModelInstance, _ slots: [MaterialSlot], owner: String
  ) -> ModelInstance {
    var names: [String] = []
    for slot in slots {
      let surface = TextureDraw.surface(model: instance.model, slot: slot, owner: owner)
      names.append(surface.name)
      if !used.contains(where: { $0.slot == surface.name }) {
        used.append(
          Scene.Surface(
            slot: surface.name, texture: textures.texture(surface.kind, name: surface.name)))
      }
    }
    func name(_ slot: String) -> String {
      slots.firstIndex { $0.name == slot }.map { names[$0] } ?? slot
    }
    var painted = instance
    for part in painted.parts.indices {
      painted.parts[part].materials = painted.parts[part].materials.map(name)
      for visual in painted.parts[part].visuals.indices {
        painted.parts[part].visuals[visual].material = name(
          painted.parts[part].visuals[visual].material)
      }
    }
    return painted
  }
}
