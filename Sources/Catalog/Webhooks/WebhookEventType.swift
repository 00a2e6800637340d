/// What webhooks can be told of.
public enum WebhookEventType: String, Sendable, Hashable, Codable, CaseIterable {
  case jobStarted = "job.started"
  case jobSucceeded = "job.succeeded"
  case jobFailed = "job.failed"
  case jobCancelled = "job.cancelled"
  case datasetReady = "dataset.ready"
  case datasetFailed = "dataset.failed"
  case demonstrationKept = "demonstration.kept"
  case renderReady = "render.ready"
}
