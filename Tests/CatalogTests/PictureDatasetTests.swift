import Catalog
import Episodes
import Testing

/// Which pictures a dataset holds.
@Suite struct PictureDatasetTests {
  private func request(
    _ jobs: [String] = [], cameras: CameraOptions? = nil, render: String? = nil
  ) -> DatasetRequest {
    DatasetRequest(
      name: "cubes", filter: DatasetFilter(jobs: jobs), cameras: cameras, render: render)
  }

  private static var tobin: CameraOptions {
    var options = Bench.cameras
    options.visuals = "tobin"
    return options
  }

  @Test func camerasAreThoseOfTheJobs() async throws {
    let bench = try await Bench()
    let seen = try await bench.done(cameras: Bench.cameras)
    let twin = try await bench.done(cameras: Bench.cameras)
    let blind = try await bench.done()
    let other = try await bench.done(cameras: Self.tobin)
    let catalog = bench.catalog
    #expect(try await catalog.insertDataset(request([seen.id])).cameras == Bench.cameras)
    #expect(
      try await catalog.insertDataset(request([seen.id, twin.id])).cameras == Bench.cameras)
    #expect(try await catalog.insertDataset(request([blind.id])).cameras == nil)
    // those of the request go before them
    #expect(
      try await catalog.insertDataset(request([seen.id], cameras: Self.tobin)).cameras
        == Self.tobin)
    let both = request([blind.id, other.id], cameras: Self.tobin)
    #expect(try await catalog.insertDataset(both).cameras == Self.tobin)

    for jobs in [[seen.id, other.id], [seen.id, blind.id], [blind.id, seen.id]] {
      await #expect(
        throws: CatalogError.invalid(
          field: "cameras", reason: "must be said: the jobs ask for different ones")
      ) { try await catalog.insertDataset(request(jobs)) }
    }
    // and they are there when it is read again
    let versions = try await catalog.datasets(name: "cubes").records
    #expect(versions.map(\.version) == [5, 4, 3, 2, 1])
    #expect(
      versions.map(\.cameras) == [Self.tobin, Self.tobin, nil, Bench.cameras, Bench.cameras])
  }

  @Test func theSameKeyGivesTheSameVersionThoughJobsFillItIn() async throws {
    let bench = try await Bench()
    let job = try await bench.done(cameras: Bench.cameras)
    let first = try await bench.catalog.insertDataset(request([job.id]), requestKey: "k")
    #expect(try await bench.catalog.insertDataset(request([job.id]), requestKey: "k") == first)
    let said = request([job.id], cameras: Bench.cameras)
    #expect(try await bench.catalog.insertDataset(said, requestKey: "k").version == 2)
  }

  @Test func aRenderBringsItsEpisodesAndCameras() async throws {
    let bench = try await Bench()
    let (one, two) = (
      try await bench.done(cameras: Bench.cameras), try await bench.done(scenes: 1, motions: 2)
    )
    let episode = try #require(try await bench.episodes(one).last)
    let render = try await bench.render(
      jobs: [two.id], episodes: [episode.id], variants: 3, cameras: Self.tobin)
    let catalog = bench.catalog
    func refused(_ state: String) async {
      await #expect(
        throws: CatalogError.invalid(field: "render", reason: "is \(state), not ready")
      ) { try await catalog.insertDataset(request(render: render.id)) }
    }
    await refused("queued")
    _ = try await catalog.claimRender()
    await refused("running")
    try await catalog.finishRender(render.id, result: .success(Bench.thumbnails))

    let dataset = try await catalog.insertDataset(request(render: render.id), requestKey: "k")
    #expect(dataset.render == render.id && dataset.cameras == Self.tobin)
    #expect(dataset.filter.jobs == [two.id, one.id] && dataset.task == "stack")
    // two episodes of one job and one of the other, each in three looks
    #expect(dataset.episodes == 9)
    #expect(try await catalog.dataset("cubes", version: 1) == dataset)
    #expect(
      try await catalog.insertDataset(request(render: render.id), requestKey: "k") == dataset)
    await #expect(throws: CatalogError.notFound("render rnd_x")) {
      try await catalog.insertDataset(request(render: "rnd_x"))
    }
  }
}
