import Episodes
import Geometry

/// The cameras that a request names, each with its mount.
public struct CameraChoice: Sendable, Hashable {
  public var camera: CameraModel
  public var mount: CameraModel.Mount

  /// The cameras of a request, in its order, in kitchens or on tables.
  ///
  /// - Throws: `CameraFault` naming the field at fault.
  public static func choices(
    _ options: CameraOptions, library: VisualLibrary, inKitchen: Bool
  ) throws(CameraFault) -> [CameraChoice] {
    if let (name, reason) = options.problems.first {
      throw CameraFault(field: name, reason: reason)
    }
    guard library.preset(named: options.visuals) != nil else {
      let known = library.presets.map(\.name).joined(separator: ", ")
      throw CameraFault(field: "visuals", reason: "must be one of \(known)")
    }
    let own = options.custom.map { CameraModel($0) }
    for (index, camera) in own.enumerated() where library.cameras.camera(named: camera.name) != nil
    {
      throw CameraFault(
        field: "custom[\(index)].name", reason: "\(camera.name) is a camera of Scenes/cameras")
    }
    let known = library.cameras.cameras.filter { camera in
      !own.contains { $0.name == camera.name } && camera.mount(inKitchen: inKitchen) != nil
    }
    var choices: [CameraChoice] = []
    for (index, name) in options.names.enumerated() {
      guard let camera = (own + known).first(where: { $0.name == name }),
        let mount = camera.mount(inKitchen: inKitchen)
      else {
        let place = inKitchen ? "in kitchens" : "on tables"
        let names = (own + known).map(\.name).joined(separator: ", ")
        throw CameraFault(
          field: "names[\(index)]", reason: "\(name) is no camera \(place); known are \(names)")
      }
      // a camera of the request may be called what another one's images are
      if let other = choices.first(where: { $0.camera.observation == camera.observation }) {
        throw CameraFault(
          field: "names[\(index)]",
          reason: "\(name) has images of the same name as \(other.camera.name)")
      }
      choices.append(CameraChoice(camera: camera, mount: mount))
    }
    return choices
  }
}

/// What is wrong in a request for pictures.
public struct CameraFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// Within the request's cameras, for instance `size[0]`.
  public var field: String
  public var reason: String

  public var description: String { "cameras.\(field): \(reason)" }
}

extension CameraModel {
  /// A camera of a request, whose values have been checked.
  init(_ custom: CustomCamera) {
    func vector(_ numbers: [Double]) -> Vector3 { Vector3(numbers[0], numbers[1], numbers[2]) }
    let up = vector(custom.up ?? [0, 0, 1])
    let mount = Mount(
      frame: Frame(rawValue: custom.frame) ?? .world, position: vector(custom.position),
      lookAt: vector(custom.lookAt), up: up / up.length,
      fieldOfView: custom.fieldOfView * .pi / 180)
    self.init(name: custom.name, observation: custom.name, table: mount, kitchen: mount)
  }
}
