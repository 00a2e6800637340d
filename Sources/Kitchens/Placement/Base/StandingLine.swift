import Geometry

/// Where the floor before a fixture begins: the front of whatever stands on the floor below it.
public struct StandingLine: Sendable, Hashable {
  /// On the floor at the front, in the fixture's middle: +x to the right of a robot that looks along +y.
  public var poseWorldFront: Pose

  public init(poseWorldFront: Pose) { self.poseWorldFront = poseWorldFront }

  /// Before a fixture that stands on the floor.
  public init(fixture pose: Pose, depth: Double) {
    let front = pose * Pose(Vector3(0, -depth / 2, 0))
    poseWorldFront = Pose(
      Vector3(front.position.x, front.position.y, 0), front.orientation)
  }

  /// Before a fixture of a layout; where it hangs on a wall or stands on a counter, before what stands
  /// on the floor under it.
  public init?(_ name: String, in layout: KitchenLayout) {
    guard let fixture = layout.fixtures.first(where: { $0.name == name }) else { return nil }
    let pose = fixture.poseWorldFixture
    var front = -fixture.size.y / 2
    for other in layout.fixtures where other.name != name {
      guard !["wall", "room"].contains(other.row), !["floor", "stool"].contains(other.model),
        other.poseWorldFixture.position.z < 1
      else { continue }
      // boxes in the fixture's frame: under it, and turned like it
      let local = pose.inverse * other.poseWorldFixture
      let ahead = local.orientation.rotate(Vector3(0, 1, 0)).y
      guard ahead > 0.99 else { continue }
      let isBeside = local.position.x.magnitude > other.size.x / 2 + 1e-6
      let low = local.position.y - other.size.y / 2
      let high = local.position.y + other.size.y / 2
      guard !isBeside, low <= fixture.size.y / 2, high >= front - 1e-6 else { continue }
      front = min(front, low)
    }
    let line = pose * Pose(Vector3(0, front, 0))
    poseWorldFront = Pose(Vector3(line.position.x, line.position.y, 0), line.orientation)
  }
}
