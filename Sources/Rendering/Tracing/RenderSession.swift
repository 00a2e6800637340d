import Geometry

/// A scene that a renderer has taken in, whose bodies move from picture to picture; for one thread.
///
/// ```swift
/// let session = try renderer.session(for: scene, quality: .standard)
/// for state in episode {
///   try session.move(to: state.poses)
///   frames.append(try session.render(from: camera, size: size, parts: []))
/// }
/// ```
/// Pictures are those of a session that is opened anew for the scene as it stands, byte by byte; only
/// faster, the fewer bodies have ever been moved and the fewer cameras take turns.
public protocol RenderSession: AnyObject {
  /// The scene as it stands.
  var scene: RenderScene { get }

  /// Puts the scene's bodies, in its order, to these poses in the world; those that are where they were
  /// cost next to nothing.
  ///
  /// - Throws: `RenderingError` naming the body whose pose is not finite, or `poses` unless there is one
  ///   for each body; then nothing is moved.
  func move(to posesWorldBody: [Pose]) throws(RenderingError)

  /// What a camera sees.
  ///
  /// - Throws: `RenderingError` when memory runs out.
  func render(
    from camera: Camera, size: PictureSize, parts: FrameParts
  ) throws(RenderingError) -> Frame
}

extension RenderSession {
  /// What a camera sees, with depths and instances.
  ///
  /// - Throws: `RenderingError` when memory runs out.
  public func render(from camera: Camera, size: PictureSize) throws(RenderingError) -> Frame {
    try render(from: camera, size: size, parts: .all)
  }
}
