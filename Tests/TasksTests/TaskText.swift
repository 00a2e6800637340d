import Foundation
import TestSupport

/// The text of a small task, to be changed by tests.
enum TaskText {
  static let text = """
    name: cover
    language: put the lid on the pot
    paraphrases: [cover the pot, close the pot with its lid]
    robot: panda
    control_frequency: 10
    table: {center: [0, 0, 0.8], size: [0.8, 0.6]}
    robot_base: {position: [-0.5, 0, 0.9], z_rotation: 1.5}
    objects:
      - name: lid
        mass: 0.1
        z_symmetry: 8
        geoms:
          - {type: cylinder, size: [0.03, 0.005], friction: 0.5}
          - {type: sphere, size: [0.008], position: [0, 0, 0.01]}
      - name: pot
        mass: 0.4
        geoms:
          - {type: box, size: [0.04, 0.04, 0.03], quaternion_wxyz: [0, 1, 0, 0]}
          - {type: capsule, size: [0.004, 0.02]}
    distributions:
      D0:
        lid: {x: [-0.1, 0], y: [0.1, 0.2], z_rotation: [0, 1]}
        pot: {x: [0.1, 0.2], y: [-0.1, 0]}
    subtasks:
      - name: take
        object_ref: lid
        subtask_term_signal: taken
        signal_predicate: grasped(lid) and lifted(lid, 0.03)
        subtask_term_offset_range: [-2, 3]
        selection_strategy: nearest_neighbor_robot_distance
        nn_k: 4
        pos_weight: 2
        rot_weight: 0.5
        action_noise: 0.01
        num_interpolation_steps: 7
        num_fixed_steps: 2
        apply_noise_during_interpolation: true
        first_subtask_start_offset_range: [0, 6]
        num_settle_steps_before_gripper: 8
        max_bridge_speed: 0.3
        max_bridge_rotation_speed: 1.2
        bridge_profile: min_jerk
        avoid_collisions: true
        retreat_distance: 0.02
        lift_height: 0.15
        approach_distance: 0.05
      - object_ref: pot
    generation:
      select_src_per_subtask: true
      balance_sources: true
      max_steps: 400
      prescreen: true
      branches: 3
    success:
      goal: on(lid, pot)
      released: [lid]
      dwell: 5
      settle: 20
      max_speed: 0.02
    """

  /// A folder with the text as `cover.yaml`, one line changed when given.
  static func folder(_ old: String = "", _ new: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let changed = old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
    try Data(changed.utf8).write(to: URL(fileURLWithPath: folder.path("cover.yaml")))
    return folder
  }
}
