import Geometry
import Scenes

/// All that a renderer has to know of a world; a new state of it is a change of the bodies' poses.
public struct RenderScene: Sendable, Hashable {
  /// The instance id of a body in a frame is its index here plus 1.
  public var bodies: [RenderBody]
  public var surfaces: [SurfaceTexture]
  /// What each surface is of, so that it can be given another look: `floor`, `table`, `robot/hand`,
  /// `cubeA`, or in kitchens a slot of the scene's.
  public var slots: [String]
  /// Whose slots are a fixture's: what stands before the slash, for instance `fridge`.
  public var fixtureOwners: Set<String> = []
  public var lights: [SceneLight]
  /// Light from everywhere: 1 lights a white surface fully.
  public var ambient: Double
  /// What is seen where there is nothing: sRGB, each 0 to 1.
  public var background: [Double]

  public init(
    bodies: [RenderBody] = [], surfaces: [SurfaceTexture] = [],
    lights: [SceneLight] = [RenderScene.keyLight], ambient: Double = 0.5,
    background: [Double] = [0.86, 0.89, 0.92]
  ) {
    self.bodies = bodies
    self.surfaces = surfaces
    slots = surfaces.map { _ in "" }
    self.lights = lights
    self.ambient = ambient
    self.background = background
  }

  /// The light of a scene that names none: from above, the robot's left and front.
  public static let keyLight = SceneLight(
    direction: Vector3(-0.36, -0.48, -0.8), temperature: 5600, intensity: 0.75)

  /// The index of a slot's surface, which is added where it is new.
  public mutating func index(of texture: SurfaceTexture, slot: String = "") -> Int {
    for index in surfaces.indices where surfaces[index] == texture && slots[index] == slot {
      return index
    }
    surfaces.append(texture)
    slots.append(slot)
    return surfaces.count - 1
  }

  /// Moves every body of a name.
  public mutating func move(_ name: String, to poseWorldBody: Pose) {
    for index in bodies.indices where bodies[index].name == name {
      bodies[index].poseWorldBody = poseWorldBody
    }
  }
}
