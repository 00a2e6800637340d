import Geometry
import JSONText
import Visuals

/// Cameras and presets as `GET /v1/cameras` tells of them.
enum CameraJSON {
  static func make(_ library: VisualLibrary) -> JSON {
    [
      "cameras": .array(
        library.cameras.cameras.map { camera in
          [
            "name": JSON(camera.name), "observation": JSON(camera.observation),
            "table": mount(camera.table), "kitchen": mount(camera.kitchen),
          ]
        }),
      "visuals": .array(
        library.presets.map { ["name": JSON($0.name), "summary": JSON($0.summary)] }),
    ]
  }

  private static func mount(_ mount: CameraModel.Mount?) -> JSON {
    guard let mount else { return .null }
    return [
      "frame": JSON(mount.frame.rawValue), "position": vector(mount.position),
      "look_at": vector(mount.lookAt),
      "field_of_view": JSON((mount.fieldOfView * 180 / .pi * 1e9).rounded() / 1e9),
    ]
  }

  private static func vector(_ v: Vector3) -> JSON { .numbers([v.x, v.y, v.z]) }
}
