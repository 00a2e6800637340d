import Geometry

/// A point that predicates speak of: an object's origin or one of its sites, or the end effector.
public struct StatePoint: Sendable, Hashable {
  /// Index of the object; nil for the end effector.
  public var object: Int?
  /// In the object's frame, metres.
  public var offset: Vector3

  public init(object: Int?, offset: Vector3 = .zero) {
    self.object = object
    self.offset = offset
  }

  /// Where it is in the world, metres.
  public func position(in state: ObservedState) -> Vector3 {
    let pose = object.map { state.objects[$0].pose } ?? state.eefPose
    return offset == .zero ? pose.position : pose.transform(offset)
  }
}
