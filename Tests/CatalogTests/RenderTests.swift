import Catalog
import Episodes
import Testing

/// Renders from their request to their end.
@Suite struct RenderTests {
  @Test func fixesEpisodesAndSeedsWhenAskedFor() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let episodes = try await bench.episodes(job)
    #expect(episodes.map { [$0.scene, $0.motion] } == [[0, 0], [0, 1], [1, 0], [1, 2]])
    let render = try await bench.render(jobs: [job.id], variants: 2, seeds: [5, 7])
    #expect(render.state == .queued && render.total == 8 && render.done == 0)
    #expect(render.task == "stack" && render.id.hasPrefix("rnd_") && render.id.count == 20)
    #expect(render.request.variants == 2 && render.createdAt == 1000 && render.finishedAt == nil)

    // episode by episode, its looks in turn, the seeds of the range in turns
    let sets = try await bench.catalog.allPictureSets(ofRender: render.id)
    #expect(sets.map(\.position) == Array(0..<8))
    #expect(sets.map(\.episode) == episodes.flatMap { [$0.id, $0.id] })
    #expect(sets.map(\.variant) == [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(sets.map(\.styleSeed) == [5, 6, 7, 5, 6, 7, 5, 6])
    for set in sets {
      #expect(set.id == Bench.setID(set.episodeBlob, set.styleSeed))
      #expect(set.blob == nil && set.bytes == nil && set.frames == nil)
    }
    #expect(sets.map(\.episodeBlob) == episodes.flatMap { [$0.blob, $0.blob] })
    #expect(try await bench.catalog.render(render.id) == render)
    #expect(try await bench.catalog.render("rnd_x") == nil)
  }

  @Test func takesEpisodesOnceAndInOrder() async throws {
    let bench = try await Bench()
    let (one, two) = (try await bench.done(), try await bench.done(scenes: 1, motions: 2))
    let (first, second) = (try await bench.episodes(one), try await bench.episodes(two))
    // jobs as they are named, then single episodes that are not there yet
    let render = try await bench.render(
      jobs: [two.id, two.id], episodes: [first[2].id, second[0].id, first[0].id, first[2].id])
    let sets = try await bench.catalog.allPictureSets(ofRender: render.id)
    #expect(sets.map(\.episode) == (second + [first[2], first[0]]).map(\.id))

    // what is kept later does not belong to it
    let later = try await bench.job(scenes: 2, motions: 1, batch: 1)
    let claims = try await bench.claim(2)
    _ = try await bench.complete(claims[0])
    let early = try await bench.render(jobs: [later.id])
    _ = try await bench.complete(claims[1])
    #expect(try await bench.catalog.allPictureSets(ofRender: early.id).count == 1)
    #expect(try await bench.render(jobs: [later.id]).total == 2)
  }

  @Test func theLargestSeedsAreKept() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let seeds = [RenderRequest.largestSeed - 1, RenderRequest.largestSeed]
    let render = try await bench.render(jobs: [job.id], seeds: seeds)
    #expect(
      try await bench.catalog.allPictureSets(ofRender: render.id).map(\.styleSeed)
        == seeds + seeds)
  }

  @Test func refusesWhatMakesNoRender() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let episode = try #require(try await bench.episodes(job).first)
    await #expect(throws: CatalogError.notFound("job job_x")) {
      try await bench.render(jobs: ["job_x"])
    }
    await #expect(throws: CatalogError.notFound("episode ep_x")) {
      try await bench.render(jobs: [job.id], episodes: ["ep_x"])
    }
    let none = CatalogError.invalid(
      field: "episodes", reason: "there is none to take pictures of")
    await #expect(throws: none) { try await bench.render() }
    let lift = try await bench.done(scenes: 1, motions: 1, task: "lift")
    let empty = try await bench.job(scenes: 1, motions: 1, batch: 1)
    await #expect(throws: none) { try await bench.render(jobs: [empty.id]) }

    await #expect(
      throws: CatalogError.invalid(field: "episodes", reason: "must be of one task, are of 2")
    ) { try await bench.render(jobs: [lift.id], episodes: [episode.id]) }

    let most = Catalog.mostPictureSets
    await #expect(
      throws: CatalogError.invalid(
        field: "variants", reason: "makes \(most + 4) picture sets, at most \(most)")
    ) { try await bench.render(jobs: [job.id], variants: most / 4 + 1) }
    // nothing of them is left
    #expect(try await bench.catalog.renders().records.isEmpty)
    await #expect(throws: CatalogError.notFound("render rnd_x")) {
      try await bench.catalog.allPictureSets(ofRender: "rnd_x")
    }
  }

  @Test func theSameKeyGivesTheSameRender() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let first = try await bench.render(jobs: [job.id], key: "k")
    #expect(try await bench.render(jobs: [job.id], key: "k") == first)
    let other = try await bench.render(jobs: [job.id], variants: 2, key: "k")
    #expect(other.id != first.id && other.total == 8)
    #expect(try await bench.render(jobs: [job.id], variants: 2, key: "k") == other)
    #expect(try await bench.render(jobs: [job.id]).id != first.id)
    // as many pictures, but of another camera
    let front = CameraOptions(names: ["frontview"])
    let last = try await bench.render(jobs: [job.id], variants: 2, cameras: front, key: "k")
    #expect(last.id != other.id && last.request.cameras == front)
    #expect(try await bench.catalog.renders().records.count == 4)
  }

  @Test func goesThroughItsPictures() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let first = try await bench.render(jobs: [job.id])
    let second = try await bench.render(jobs: [job.id], variants: 2)
    let running = try #require(try await bench.catalog.claimRender())
    #expect(running.id == first.id && running.state == .running && running.done == 0)

    // one set is taken, and shows
    let sets = try await bench.catalog.allPictureSets(ofRender: first.id)
    let taken = Bench.taken(sets[1])
    #expect(try await bench.catalog.keep(taken, render: first.id))
    #expect(try await bench.catalog.render(first.id)?.done == 1)
    #expect(try await bench.catalog.taken(sets.map(\.id)) == [sets[1].id: taken])
    let found = try #require(try await bench.catalog.pictureSet(ofRender: first.id, position: 1))
    #expect(found.blob == taken.blob && found.bytes == 1001 && found.frames == 101)
    #expect(try await bench.catalog.pictureSet(ofRender: first.id, position: 0) == sets[0])
    #expect(try await bench.catalog.pictureSet(ofRender: first.id, position: 4) == nil)
    #expect(try await bench.catalog.pictureSet(ofRender: first.id, position: -1) == nil)

    // what one has taken, others need not take again
    #expect(try await bench.catalog.claimRender()?.id == second.id)
    let shared = try await bench.catalog.allPictureSets(ofRender: second.id)
      .filter { $0.blob != nil }
    #expect(try await bench.catalog.render(second.id)?.done == shared.count)
    #expect(try await bench.catalog.claimRender() == nil)

    for set in sets where set.position != 1 {
      #expect(try await bench.catalog.keep(Bench.taken(set), render: first.id))
    }
    // a set that is taken twice is kept as it was, and counts no further than the whole
    var other = taken
    other.blob = "else"
    #expect(try await bench.catalog.keep(other, render: first.id))
    #expect(try await bench.catalog.taken([taken.id])[taken.id] == taken)
    #expect(try await bench.catalog.render(first.id)?.done == 4)

    bench.clock.advance(5)
    try await bench.catalog.finishRender(first.id, result: .success(Bench.thumbnails))
    let ready = try #require(try await bench.catalog.render(first.id))
    #expect(ready.state == .ready && ready.thumbnails == Bench.thumbnails && ready.error == nil)
    #expect(ready.finishedAt == 1005 && ready.done == 4)

    // ready is ready, whoever says otherwise
    try await bench.catalog.finishRender(first.id, result: .failure(.full))
    try await bench.catalog.releaseRender(first.id)
    #expect(try await bench.catalog.keep(taken, render: first.id) == false)
    await #expect(throws: CatalogError.conflict("render \(first.id) is ready")) {
      try await bench.catalog.cancelRender(first.id)
    }
    #expect(try await bench.catalog.render(first.id) == ready)

    try await bench.catalog.finishRender(second.id, result: .failure(.full))
    let failed = try #require(try await bench.catalog.render(second.id))
    #expect(failed.state == .failed && failed.error == "the disk is full")
    #expect(failed.thumbnails == nil && failed.done == shared.count && failed.finishedAt == 1005)
  }

  @Test func aStoppedServerLeavesItToTheNext() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let render = try await bench.render(jobs: [job.id])
    let sets = try await bench.catalog.allPictureSets(ofRender: render.id)
    _ = try await bench.catalog.claimRender()
    try await bench.catalog.keep(Bench.taken(sets[0]), render: render.id)
    try await bench.catalog.keep(Bench.taken(sets[2]), render: render.id)

    try await bench.catalog.releaseRender(render.id)
    #expect(try await bench.catalog.render(render.id)?.state == .queued)
    #expect(try await bench.catalog.claimRender()?.done == 2)
    try await bench.catalog.recover()
    #expect(try await bench.catalog.render(render.id)?.state == .queued)
    // one more was taken by something else meanwhile
    try await bench.catalog.keep(Bench.taken(sets[3]))
    let again = try #require(try await bench.catalog.claimRender())
    #expect(again.id == render.id && again.done == 3)
  }

  @Test func canBeCancelled() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let (waiting, running) = (
      try await bench.render(jobs: [job.id]), try await bench.render(jobs: [job.id])
    )
    #expect(try await bench.catalog.claimRender()?.id == waiting.id)
    let set = try await bench.catalog.allPictureSets(ofRender: waiting.id)[0]
    try await bench.catalog.keep(Bench.taken(set), render: waiting.id)
    bench.clock.advance(1)
    let cancelled = try await bench.catalog.cancelRender(waiting.id)
    #expect(cancelled.state == .cancelled && cancelled.finishedAt == 1001 && cancelled.done == 1)
    // what was taken stays, no more is wanted
    #expect(try await bench.catalog.taken([set.id]).count == 1)
    #expect(try await bench.catalog.keep(Bench.taken(set), render: waiting.id) == false)
    try await bench.catalog.finishRender(waiting.id, result: .success(Bench.thumbnails))
    try await bench.catalog.releaseRender(waiting.id)
    bench.clock.advance(1)
    #expect(try await bench.catalog.cancelRender(waiting.id) == cancelled)

    // one that waits is never begun
    _ = try await bench.catalog.cancelRender(running.id)
    #expect(try await bench.catalog.claimRender() == nil)
    await #expect(throws: CatalogError.notFound("render rnd_x")) {
      try await bench.catalog.cancelRender("rnd_x")
    }
  }

  @Test(arguments: [1, 3, 7, 1000]) func listsPageByPage(size: Int) async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    var made: [String] = []
    for _ in 0..<7 { made.append(try await bench.render(jobs: [job.id]).id) }
    var renders: [String] = []
    var page = PageRequest(size: size)
    repeat {
      let found = try await bench.catalog.renders(page: page)
      renders += found.records.map(\.id)
      page.token = found.nextPageToken
    } while page.token != nil
    #expect(renders == made.reversed())

    let big = try await bench.render(jobs: [job.id], variants: 3)
    var places: [Int] = []
    page = PageRequest(size: size)
    repeat {
      let found = try await bench.catalog.pictureSets(ofRender: big.id, page: page)
      #expect(found.records.count <= size)
      places += found.records.map(\.position)
      page.token = found.nextPageToken
    } while page.token != nil
    #expect(places == Array(0..<12))
  }

  @Test func tokensOfOtherListsAreRefused() async throws {
    let bench = try await Bench()
    let job = try await bench.done()
    let (one, two) = (
      try await bench.render(jobs: [job.id]), try await bench.render(jobs: [job.id])
    )
    let page = try await bench.catalog.pictureSets(ofRender: one.id, page: PageRequest(size: 1))
    let token = try #require(page.nextPageToken)
    for bad in [token, "", "x"] {
      await #expect(throws: CatalogError.self) {
        try await bench.catalog.pictureSets(
          ofRender: two.id, page: PageRequest(size: 1, token: bad))
      }
      await #expect(throws: CatalogError.self) {
        try await bench.catalog.renders(page: PageRequest(size: 1, token: bad))
      }
    }
    for size in [0, -1, 1001] {
      await #expect(throws: CatalogError.self) {
        try await bench.catalog.pictureSets(ofRender: one.id, page: PageRequest(size: size))
      }
    }
  }
}
