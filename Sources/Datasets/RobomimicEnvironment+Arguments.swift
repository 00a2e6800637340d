import Demonstrations

extension RobomimicEnvironment {
  /// The text of robomimic's `env_args`, with the controller that takes actions of a space.
  func arguments(_ space: ActionSpace) -> String {
    RobomimicAttributes.environmentArguments(
      name: name, version: version, robot: robot, controlFrequency: controlFrequency,
      controller: space.controller,
      cameras: cameras.map { ($0.name, $0.width, $0.height, $0.hasDepth) })
  }
}

extension ActionSpace {
  /// What robosuite calls the controller; of six numbers of a rotation it takes the rotation vector.
  fileprivate var controller: RobomimicController {
    switch self {
    case .deltaPose: .deltaPose
    case .absolutePose, .absolutePose6D: .absolutePose
    case .jointPositions: .jointPositions
    }
  }
}
