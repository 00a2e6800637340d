import Rollouts

extension AttemptRunner {
  /// What a dataset of this job's episodes says of their worlds.
  public var datasetScenery: DatasetScenery {
    DatasetScenery(task: task, robot: robot, name: task.name, first: firstDemonstration)
  }

  /// The scenes that this job's episodes happened in.
  public var episodeScenes: EpisodeScenes {
    EpisodeScenes(task: task, robot: robot, first: firstDemonstration)
  }
}
