import Authoring
import Episodes
import Geometry

/// The cameras of a folder.
public struct CameraLibrary: Sendable {
  /// In the order of files and of what stands in them.
  public let cameras: [CameraModel]

  /// Reads every `.yaml` file of a folder, for instance `Scenes/cameras`.
  ///
  /// - Throws: `AuthoringError` naming file, line and key.
  public init(folder: String) throws(AuthoringError) {
    var cameras: [CameraModel] = []
    for path in try DataFolder.files(in: folder) {
      let fields = try AuthoredNode.read(path).0.fields(["cameras"])
      for (name, node) in try fields.required("cameras").entries() {
        let camera = try Self.camera(name, node)
        for other in cameras where other.name == name || other.observation == camera.observation {
          throw node.error("\(other.name) is already there")
        }
        cameras.append(camera)
      }
    }
    self.cameras = cameras
  }

  /// The camera of a name.
  public func camera(named name: String) -> CameraModel? { cameras.first { $0.name == name } }

  private static func camera(_ name: String, _ node: AuthoredNode) throws(AuthoringError)
    -> CameraModel
  {
    guard CustomCamera.isPlain(name) else {
      throw node.error("must be named by letters, digits and _")
    }
    let fields = try node.fields(["observation", "table", "kitchen"])
    let observation = try fields["observation"]?.string() ?? name
    guard CustomCamera.isPlain(observation) else {
      throw node.at("observation").error("must be of letters, digits and _")
    }
    func mount(_ key: String) throws(AuthoringError) -> CameraModel.Mount? {
      guard let node = fields[key] else { return nil }
      return try Self.mount(node)
    }
    let camera = CameraModel(
      name: name, observation: observation, table: try mount("table"),
      kitchen: try mount("kitchen"))
    guard camera.table != nil || camera.kitchen != nil else {
      throw node.error("needs table or kitchen")
    }
    return camera
  }

  private static func mount(_ node: AuthoredNode) throws(AuthoringError) -> CameraModel.Mount {
    let fields = try node.fields(["frame", "position", "look_at", "up", "field_of_view", "near"])
    let frameNode = try fields.required("frame")
    guard let frame = CameraModel.Frame(rawValue: try frameNode.string()) else {
      let known = CameraModel.Frame.allCases.map(\.rawValue).joined(separator: ", ")
      throw frameNode.error("must be one of \(known)")
    }
    let position = try VectorReader.vector(try fields.required("position"))
    let target = try fields.required("look_at")
    let lookAt = try VectorReader.vector(target)
    let up = try fields["up"].map(VectorReader.unit) ?? Vector3(0, 0, 1)
    let way = lookAt - position
    guard way.length > 1e-3, way.cross(up).length > 1e-3 * way.length else {
      throw target.error("must be apart from position, and not along up")
    }
    let degrees = try fields.required("field_of_view").double(in: CustomCamera.fieldsOfView)
    var mount = CameraModel.Mount(
      frame: frame, position: position, lookAt: lookAt, up: up, fieldOfView: degrees * .pi / 180)
    if let node = fields["near"] { mount.near = try node.double(in: 0.001...10) }
    return mount
  }
}
