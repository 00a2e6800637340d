import Rollouts

extension AttemptRunner {
  /// What a dataset of this job's episodes says of their worlds.
  public var datasetScenery: DatasetScenery {
    DatasetScenery(task: task, robot: robot, name: task.name, first: firstDemonstration)
  }
}
