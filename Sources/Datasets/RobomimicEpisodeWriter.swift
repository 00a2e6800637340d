import Demonstrations
import Episodes
import Geometry
import HDF5
import JSONText

/// Writes one episode into its group.
struct RobomimicEpisodeWriter {
  let episode: Episode
  let environment: RobomimicEnvironment
  let world: RobomimicEnvironment.World
  let pictures: EpisodePictures?
  let options: RobomimicWriter.Options
  /// What observations and annotation are of.
  private let objects: [RobomimicObject]

  init(
    episode: Episode, environment: RobomimicEnvironment, world: RobomimicEnvironment.World?,
    pictures: EpisodePictures? = nil, options: RobomimicWriter.Options
  ) {
    self.pictures = pictures
    self.options = options
    self.episode = episode
    self.environment = environment
    self.world = world ?? environment.world
    objects = RobomimicObject.of(episode, in: environment)
  }

  func write(to group: HDF5NewGroup, recipe: String) throws(HDF5Error) {
    try writeAttributes(group, recipe: recipe)
    try writeSteps(group)
    try writeObservations(group)
    try writeAnnotation(group.makeGroup("datagen_info"))
    try writeSources(group)
    try writeCameras(group)
  }

  private func writeAttributes(_ group: HDF5NewGroup, recipe: String) throws(HDF5Error) {
    try group.setAttribute("num_samples", episode.steps)
    try group.setAttribute("instruction", episode.recipe.language)
    try group.setAttribute("recipe", recipe)
    let paraphrases = options.paraphrases ? Paraphrases.of(episode, in: environment) : nil
    if let paraphrases {
      try group.setAttribute("paraphrases", JSON.texts(paraphrases).formatted(.compact))
    }
    if let meta = RobomimicEpisodeMeta.text(episode.recipe, paraphrases: paraphrases) {
      try group.setAttribute("ep_meta", meta)
    }
    // states tell of all bodies, also of those that differ from episode to episode
    if environment.objects != nil {
      try group.setAttribute("state_bodies", JSON.texts(episode.bodies).formatted(.compact))
    }

    // what makes it a demonstration again; a place has a pose, but no geoms to tell of
    let names = Set(objects.map(\.name))
    let bodies = world.bodies.filter { names.contains($0.name) && !$0.model.geoms.isEmpty }
    if !bodies.isEmpty {
      try group.setAttribute(
        "object_geoms",
        RobomimicAttributes.objectGeoms(bodies.map { (name: $0.name, body: $0.model) }))
    }
    if let base = world.poseWorldRobotBase {
      try group.setAttribute("robot_base_pose", RobomimicAttributes.robotBasePose(base))
    }
    if let table = world.tableTop {
      try group.setAttribute("table_top", RobomimicAttributes.tableTop(table))
    }
  }

  private func writeSteps(_ group: HDF5NewGroup) throws(HDF5Error) {
    let steps = episode.steps
    let width = episode.stateRowWidth
    let actions = options.actionSpace.actions(of: episode)
    try group.write("actions", actions, [steps, actions.count / steps])
    try group.write("states", episode.states[..<(steps * width)], [steps, width])

    // sparse: 1 while the goal holds, and at the end, as only successes are kept
    let rewards = (0..<steps).map { episode.goalReached[$0] || $0 == steps - 1 ? 1.0 : 0 }
    try group.write("rewards", rewards, [steps])
    try group.write("dones", (0..<steps).map { $0 == steps - 1 ? 1 : 0 }, [steps])
  }

  private func writeObservations(_ group: HDF5NewGroup) throws(HDF5Error) {
    let steps = episode.steps
    let obs = try group.makeGroup("obs")
    let next = options.nextObservations ? try group.makeGroup("next_obs") : nil
    for array in RobomimicObservations(episode, objects: objects).arrays {
      // the same rows, one step later
      let (key, shape) = (array.key, [steps, array.width])
      try obs.write(key, array.values[..<(steps * array.width)], shape)
      try next?.write(key, array.values[array.width...], shape)
    }
    for camera in pictures?.cameras ?? [] {
      let shape = [steps, camera.height, camera.width, 3]
      let length = camera.height * camera.width * 3
      let image = "\(camera.name)_image"
      try obs.write(image, frames: camera.colors[..<(steps * length)], shape)
      try next?.write(image, frames: camera.colors[length...], shape)
      guard !camera.depths.isEmpty else { continue }
      let depths = camera.depths.map { $0.isFinite ? $0 : 0 }
      let pixels = camera.height * camera.width
      let key = "\(camera.name)_depth"
      let flat = [steps, camera.height, camera.width, 1]
      try obs.write(key, frames: depths[..<(steps * pixels)], flat)
      try next?.write(key, frames: depths[pixels...], flat)
    }
  }

  /// Where cameras are and how they see, and what the pictures follow from.
  private func writeCameras(_ group: HDF5NewGroup) throws(HDF5Error) {
    guard let pictures, !pictures.cameras.isEmpty else { return }
    try group.setAttribute("picture_recipe", pictures.recipe)
    let all = try group.makeGroup("cameras")
    for camera in pictures.cameras {
      let own = try all.makeGroup(camera.name)
      // robomimic wants a row for each step of whatever a demonstration holds
      let lens = Array(repeatElement(camera.intrinsics, count: episode.steps).joined())
      try own.write("intrinsics", lens, [episode.steps, 3, 3])
      try own.write(
        "extrinsics", camera.extrinsics[..<(episode.steps * 16)], [episode.steps, 4, 4])
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

    let poses = try info.makeGroup("object_poses")
    for object in objects {
      try poses.write(
        object.name, matrices { episode.pose(ofBody: object.body, atStep: $0) }, shape)
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
