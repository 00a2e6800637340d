import Geometry

/// A camera by its name: where it is fixed to, and how it looks from there.
public struct CameraModel: Sendable, Hashable {
  /// What a camera's place is told in, and goes with.
  public enum Frame: String, Sendable, Hashable, CaseIterable {
    /// The middle of the table's top, x away from the robot.
    case table
    /// The arm's foot, x ahead.
    case base
    /// The end effector.
    case hand
    case world
  }

  /// A place of a camera.
  public struct Mount: Sendable, Hashable {
    public var frame: Frame
    /// In the frame, metres.
    public var position: Vector3
    public var lookAt: Vector3
    /// What is upward in the picture.
    public var up: Vector3
    /// Between the picture's upper and lower edge, radians.
    public var fieldOfView: Double
    /// What is nearer than this along the line of sight is left out, metres: a cupboard that the camera
    /// stands in.
    public var near = 0.01
  }

  public var name: String
  /// What keys of images begin with, for instance `robot0_eye_in_hand`.
  public var observation: String
  /// Nil where it cannot be had.
  public var table: Mount?
  public var kitchen: Mount?

  /// The place of the camera in a kitchen or on a table.
  public func mount(inKitchen: Bool) -> Mount? { inKitchen ? kitchen : table }
}
