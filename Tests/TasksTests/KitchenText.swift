import Foundation
import TestSupport

/// The text of a task with a fixed part, a drawer, a knob, a button and a goal place.
enum KitchenText {
  static let text = """
    name: tidy
    language: put the cube away and switch off
    robot: panda
    table: {center: [0, 0, 0.8], size: [1, 1]}
    robot_base: {position: [-0.6, 0, 0.9]}
    objects:
      - name: cabinet
        fixed: true
        geoms: [{type: box, size: [0.1, 0.12, 0.02]}]
      - name: drawer
        mass: 0.3
        geoms: [{type: box, size: [0.08, 0.1, 0.005]}]
        joint: {type: slider, parent: cabinet, position: [0, 0, 0.03], axis: [-2, 0, 0], range: [0, 0.15], friction: 0.5, damping: 2, initial: [0.01, 0.05]}
        sites: {handle: [-0.08, 0, 0]}
        regions: {inside: {position: [0, 0, 0.03], half_extents: [0.07, 0.09, 0.025]}}
      - name: knob
        mass: 0.05
        geoms: [{type: cylinder, size: [0.02, 0.01]}]
        joint: {type: hinge, parent: cabinet, position: [0, 0.1, 0.03], axis: [0, 0, 1], range: [-1, 2]}
      - name: button
        mass: 0.02
        geoms: [{type: cylinder, size: [0.012, 0.006]}]
        joint: {type: slider, parent: cabinet, position: [0, -0.1, 0.026], axis: [0, 0, -1], range: [0, 0.004], stiffness: 500, rest: -0.002}
      - name: cube
        mass: 0.1
        geoms: [{type: box, size: [0.02, 0.02, 0.02]}]
      - name: goal
        place: true
    distributions:
      D0:
        cabinet: {x: [0.2, 0.25], y: [-0.05, 0.05], z_rotation: [-0.1, 0.1]}
        knob: {joint: [0.5, 1]}
        cube: {x: [-0.1, 0.3], y: [-0.3, 0.3], z_rotation: [0, 6.28]}
        goal: {x: [-0.1, 0.1], y: [-0.1, 0.1], z: [0.1, 0.3], z_probability: 0.5, relative_to: cube, min_radius: 0.05}
    subtasks:
      - object_ref: cube
        subtask_term_signal: taken
        signal_predicate: grasped(cube)
        operator:
          - {position: [0, 0, 0.1], symmetry: 4, gripper: open}
          - {position: [0, 0, 0], gripper: close, wait: 3, until: grasped(cube)}
      - object_ref: drawer
    success:
      goal: inside(cube, drawer.inside) and closed(drawer) and turned_on(knob, 0.3) and pressed(button) and away(cube, 0.1) and not at(cube, goal)
    """

  /// A folder with the text as `tidy.yaml`, one piece changed when given.
  static func folder(_ old: String = "", _ new: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let changed = old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
    try Data(changed.utf8).write(to: URL(fileURLWithPath: folder.path("tidy.yaml")))
    return folder
  }
}
