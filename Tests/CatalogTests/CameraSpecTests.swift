import Catalog
import Episodes
import Testing

/// Cameras of jobs and datasets are kept as they were asked for.
@Suite struct CameraSpecTests {
  private func job(_ cameras: String) throws -> JobSpec {
    try CanonicalJSON.decode(
      JobSpec.self,
      """
      {"task": "t", "demonstrations": ["d"], "motions": {"count": 1}, "scenes": {"count": 3},
       "cameras": \(cameras)}
      """)
  }

  private func dataset(_ cameras: String) throws -> DatasetRequest {
    try CanonicalJSON.decode(
      DatasetRequest.self, #"{"name": "n", "filter": {"jobs": ["j"]}, "cameras": \#(cameras)}"#)
  }

  @Test func areKept() throws {
    let text = #"{"names": ["agentview"], "size": [128, 96], "visuals": "tobin", "seed": 3}"#
    var wanted = CameraOptions(names: ["agentview"])
    (wanted.width, wanted.height, wanted.visuals, wanted.seed) = (128, 96, "tobin", 3)
    let (job, dataset) = (try job(text), try dataset(text))
    #expect(job.cameras == wanted && dataset.cameras == wanted)
    #expect(try CanonicalJSON.decode(JobSpec.self, try CanonicalJSON.text(job)) == job)
    #expect(
      try CanonicalJSON.decode(DatasetRequest.self, try CanonicalJSON.text(dataset)) == dataset)
    #expect(try self.job(#"["agentview"]"#).cameras == CameraOptions(names: ["agentview"]))
    #expect(try self.dataset(#"["agentview"]"#).cameras == CameraOptions(names: ["agentview"]))

    // what is not said leaves no trace, so that specs of before have the text of before
    #expect(try self.job("null").cameras == nil && self.dataset("null").cameras == nil)
    let plain = try CanonicalJSON.text(Bench.spec(scenes: 1, motions: 1))
    #expect(!plain.contains("cameras"))
    let rendered = try CanonicalJSON.decode(
      DatasetRequest.self, #"{"name": "n", "render": "rnd_1"}"#)
    #expect(rendered.render == "rnd_1" && rendered.filter.jobs.isEmpty)
  }

  @Test(arguments: [#"{"colour": 1}"#, "{}", #"{"names": ["a"], "size": 84}"#, "3", "[1]"])
  func areReadStrictly(cameras: String) {
    #expect(throws: (any Error).self) { try job(cameras) }
    #expect(throws: (any Error).self) { try dataset(cameras) }
  }
}
