import Demonstrations
import Episodes
import Geometry
import HDF5

/// Writes one episode into its group.
struct RobomimicEpisodeWriter {
  let episode: Episode
  let environment: RobomimicEnvironment

  func write(to group: HDF5NewGroup, recipe: String) throws(HDF5Error) {
    try writeAttributes(group, recipe: recipe)
    try writeSteps(group)
    try writeObservations(group)
    try writeAnnotation(group.makeGroup("datagen_info"))
    try writeSources(group)
  }

  private func writeAttributes(_ group: HDF5NewGroup, recipe: String) throws(HDF5Error) {
    try group.setAttribute("num_samples", episode.steps)
    try group.setAttribute("instruction", episode.recipe.language)
    try group.setAttribute("recipe", recipe)

    // what makes it a demonstration again
    let objects = Set(episode.objects)
    // a place has a pose, but no geoms to tell of
    let bodies = environment.bodies.filter {
      objects.contains($0.name) && !$0.model.geoms.isEmpty
    }
    if !bodies.isEmpty {
      try group.setAttribute(
        "object_geoms",
        RobomimicAttributes.objectGeoms(bodies.map { (name: $0.name, body: $0.model) }))
    }
    if let base = environment.poseWorldRobotBase {
      try group.setAttribute("robot_base_pose", RobomimicAttributes.robotBasePose(base))
    }
    if let table = environment.tableTop {
      try group.setAttribute("table_top", RobomimicAttributes.tableTop(table))
    }
  }

  private func writeSteps(_ group: HDF5NewGroup) throws(HDF5Error) {
    let steps = episode.steps
    let width = episode.stateRowWidth
    try group.write("actions", episode.actions, [steps, episode.actionWidth])
    try group.write("states", episode.states[..<(steps * width)], [steps, width])

    // sparse: 1 while the goal holds, and at the end, as only successes are kept
    let rewards = (0..<steps).map { episode.goalReached[$0] || $0 == steps - 1 ? 1.0 : 0 }
    try group.write("rewards", rewards, [steps])
    try group.write("dones", (0..<steps).map { $0 == steps - 1 ? 1 : 0 }, [steps])
  }

  private func writeObservations(_ group: HDF5NewGroup) throws(HDF5Error) {
    let steps = episode.steps
    let obs = try group.makeGroup("obs")
    let next = try group.makeGroup("next_obs")
    for array in RobomimicObservations(episode).arrays {
      // the same rows, one step later
      let (key, shape) = (array.key, [steps, array.width])
      try obs.write(key, array.values[..<(steps * array.width)], shape)
      try next.write(key, array.values[array.width...], shape)
    }
  }

  private func writeAnnotation(_ info: HDF5NewGroup) throws(HDF5Error) {
    let steps = episode.steps
    let shape = [steps, 4, 4]
    try info.setAttribute("env_interface_name", "MG_\(environment.name)")
    try info.setAttribute("env_interface_type", "robosuite")
    try info.write("eef_pose", matrices { episode.eefPose(atStep: $0) }, shape)
    try info.write("target_pose", matrices { episode.targetPose(atStep: $0) }, shape)
    let gripper = (0..<steps).map {
      episode.actions[$0 * episode.actionWidth + Episode.armActionWidth - 1]
    }
    try info.write("gripper_action", gripper, [steps, 1])

    let objects = try info.makeGroup("object_poses")
    for (body, name) in episode.objects.enumerated() {
      try objects.write(
        name, matrices { episode.pose(ofBody: 3 + body, atStep: $0) }, shape)
    }
    let signals = try info.makeGroup("subtask_term_signals")
    for (name, values) in zip(episode.signalNames, episode.signals) {
      try signals.write(name, values.map { $0 ? 1 : 0 }, [steps])
    }
  }

  /// Which demonstration each subtask and each step came from, as MimicGen has it.
  private func writeSources(_ group: HDF5NewGroup) throws(HDF5Error) {
    let sources = episode.recipe.sources.map(\.demonstration)
    try group.write("src_demo_inds", sources, [sources.count])
    try group.write(
      "src_demo_labels", episode.subtasks.map { sources[$0] }, [episode.steps, 1])
  }

  /// The (T, 4, 4) matrices of a pose at each step.
  private func matrices(_ pose: (Int) -> Pose) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(episode.steps * 16)
    for step in 0..<episode.steps { numbers += pose(step).rowMajor4x4 }
    return numbers
  }
}
