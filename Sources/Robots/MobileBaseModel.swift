import Geometry

/// A driven base that carries the arm: its frame is on the floor below its middle, +x forward.
public struct MobileBaseModel: Sendable, Hashable {
  /// Half of its length (x), of its width (y) and of its height, metres.
  public var footprintHalfExtents: Vector3
  /// Half of the side of the square column up to the arm's mount, metres.
  public var columnHalfWidth: Double
  /// Where the arm's vertical axis stands on it, metres; the arm looks forward.
  public var mountOffset: SIMD2<Double>
  /// Heights of the arm's mount above the floor, metres.
  public var lift: ClosedRange<Double>
  /// m/s, and rad/s.
  public var maxSpeed: Double
  public var maxTurnRate: Double

  public init(
    footprintHalfExtents: Vector3, columnHalfWidth: Double, mountOffset: SIMD2<Double>,
    lift: ClosedRange<Double>, maxSpeed: Double, maxTurnRate: Double
  ) {
    self.footprintHalfExtents = footprintHalfExtents
    self.columnHalfWidth = columnHalfWidth
    self.mountOffset = mountOffset
    self.lift = lift
    self.maxSpeed = maxSpeed
    self.maxTurnRate = maxTurnRate
  }

  /// The arm's base in the base's frame, with the mount at a height in metres.
  public func poseBaseMount(lift: Double) -> Pose {
    Pose(Vector3(mountOffset.x, mountOffset.y, lift))
  }

  /// The distance from the base's frame to its farthest corner, metres.
  public var footprintRadius: Double {
    let h = footprintHalfExtents
    return (h.x * h.x + h.y * h.y).squareRoot()
  }

  /// The box on the floor and the column up to the mount, `floorGap` metres off the floor.
  public func geoms(lift: Double, floorGap: Double = 0.005) -> [CollisionGeom] {
    let half = footprintHalfExtents
    let body = Vector3(half.x, half.y, half.z - floorGap / 2)
    var geoms = [
      CollisionGeom(
        .box(halfExtents: body), poseBodyGeom: Pose(Vector3(0, 0, half.z + floorGap / 2)))
    ]
    let above = lift - 2 * half.z
    if above > 0 {
      geoms.append(
        CollisionGeom(
          .box(halfExtents: Vector3(columnHalfWidth, columnHalfWidth, above / 2)),
          poseBodyGeom: Pose(Vector3(mountOffset.x, mountOffset.y, lift - above / 2))))
    }
    return geoms
  }
}
