import Geometry

/// Damped least squares with a pull towards a posture (Wampler 1986; Nakamura and Hanafusa 1986).
public struct InverseKinematics: Sendable {
  /// A joint configuration, and how far its end effector is from what was asked for.
  public struct Solution: Sendable {
    public var positions: [Double]
    /// Metres.
    public var positionError: Double
    /// Radians.
    public var rotationError: Double
  }

  public let kinematics: Kinematics
  /// Damping, as a fraction of a metre or radian.
  public var damping = 1e-3
  public var iterations = 8
  /// Pull towards the home posture per iteration, in the null space.
  public var postureGain = 0.05
  /// Largest joint change per iteration, radians.
  public var maxStep = 0.15
  /// Good enough to stop, metres and radians.
  public var tolerance = 1e-5
  /// How many metres a radian counts for, where limits force a compromise.
  public var rotationWeight = 0.2

  public init(_ kinematics: Kinematics) { self.kinematics = kinematics }

  /// Solves for `target` from joint positions near it.
  public func solve(_ target: Pose, from start: [Double]) -> Solution {
    var q = start
    let joints = kinematics.model.joints
    for iteration in 0...iterations {
      let poses = kinematics.linkPoses(q)
      let tip = poses[poses.count - 1]
      let dp = target.position - tip.position
      let turn = (target.orientation * tip.orientation.conjugate).rotationVector
      let dr = turn * rotationWeight
      let solution = Solution(
        positions: q, positionError: dp.length, rotationError: turn.length)
      let close = solution.positionError < tolerance && solution.rotationError < tolerance
      if close || iteration == iterations { return solution }

      // dq = J^T (J J^T + lambda^2 I)^-1 (e - J n) + n, with n the pull towards home
      let jacobian = kinematics.jacobian(poses).map {
        (linear: $0.linear, angular: $0.angular * rotationWeight)
      }
      let pull = zip(kinematics.model.home, q).map { postureGain * ($0 - $1) }
      var error = [dp.x, dp.y, dp.z, dr.x, dr.y, dr.z]
      for (column, n) in zip(jacobian, pull) {
        for row in 0..<3 {
          error[row] -= column.linear[row] * n
          error[row + 3] -= column.angular[row] * n
        }
      }
      let weights = Self.solveNormal(jacobian, error, damping: damping)
      for index in q.indices {
        let column = jacobian[index]
        var step = pull[index]
        for row in 0..<3 {
          step += column.linear[row] * weights[row] + column.angular[row] * weights[row + 3]
        }
        let limits = joints[index].limits
        let moved = q[index] + min(maxStep, max(-maxStep, step))
        q[index] = min(limits.upperBound, max(limits.lowerBound, moved))
      }
    }
    return Solution(positions: q, positionError: .infinity, rotationError: .infinity)
  }

  /// Solves (J J^T + damping² I) x = e for the six x by Cholesky's decomposition.
  private static func solveNormal(
    _ jacobian: [(linear: Vector3, angular: Vector3)], _ e: [Double], damping: Double
  ) -> [Double] {
    var m = [Double](repeating: 0, count: 36)
    for column in jacobian {
      let c = [
        column.linear.x, column.linear.y, column.linear.z,
        column.angular.x, column.angular.y, column.angular.z,
      ]
      for i in 0..<6 { for j in 0...i { m[6 * i + j] += c[i] * c[j] } }
    }
    for i in 0..<6 { m[7 * i] += damping * damping }
    // factor in place: the lower triangle becomes L
    for i in 0..<6 {
      for j in 0...i {
        var sum = m[6 * i + j]
        for k in 0..<j { sum -= m[6 * i + k] * m[6 * j + k] }
        m[6 * i + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / m[7 * j]
      }
    }
    // forward, then backward
    var x = e
    for i in 0..<6 {
      for k in 0..<i { x[i] -= m[6 * i + k] * x[k] }
      x[i] /= m[7 * i]
    }
    for i in stride(from: 5, through: 0, by: -1) {
      for k in (i + 1)..<6 where i < 5 { x[i] -= m[6 * k + i] * x[k] }
      x[i] /= m[7 * i]
    }
    return x
  }
}
