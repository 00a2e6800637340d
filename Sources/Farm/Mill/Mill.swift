import Authoring
import Catalog
import Foundation
import Logging
import Robots
import Tasks
import Visuals

/// The whole engine behind one door: takes demonstrations, runs jobs, exports datasets.
///
/// One a data folder. HTTP and the command line are both thin around it.
///
/// ```swift
/// let mill = try await Mill(configuration)
/// async let running: Void = mill.run()
/// let found = try await mill.ingest(file: "lift.hdf5", task: "lift")
/// ```
public actor Mill {
  public nonisolated let configuration: MillConfiguration
  public nonisolated let catalog: Catalog
  public nonisolated let blobs: BlobStore
  public nonisolated let tasks: TaskLibrary
  public nonisolated let robots: RobotLibrary

  nonisolated let queue: SQLiteTaskQueue
  nonisolated let launcher: WorkerLauncher
  /// Cameras and looks.
  public nonisolated let visuals: VisualLibrary
  nonisolated let side: SideProcess
  nonisolated let sessions: SessionKeeper
  nonisolated let readers: ReaderFleet
  nonisolated let gauge = PoolGauge()
  nonisolated let keeper: LeaseKeeper
  /// Rung when there may be work for workers.
  nonisolated let work = Doorbell()
  /// Rung when a dataset waits to be exported.
  nonisolated let exports = Doorbell()
  /// Rung when pictures wait to be taken.
  nonisolated let renders = Doorbell()
  /// Rung when something of a job has changed.
  nonisolated let changes = Doorbell()
  /// How much room there is.
  public nonisolated let disk: DiskReserve
  private let lock: ServerLock
  /// What looks after the folder just now; one thing at a time.
  var care: String?
  private var rates: [String: RateMeter] = [:]
  /// Jobs whose end the log has told of.
  private var ended: Set<String> = []

  /// Opens a data folder, alone, and takes back what an earlier life left in work.
  ///
  /// - Throws: `MillError` naming what is wrong.
  public init(_ configuration: MillConfiguration) async throws(MillError) {
    // a worker that dies must not take the server with it
    signal(SIGPIPE, SIG_IGN)
    self.configuration = configuration
    let folder = configuration.dataFolder
    do throws(BlobError) {
      try DurableFile.makeFolder(folder)
      try DurableFile.makeFolder("\(folder)/datasets")
      // what an earlier life left half written
      try? FileManager.default.removeItem(atPath: Self.episodeFolder(in: folder))
    } catch { throw .folder("\(error)") }
    lock = try ServerLock(folder: folder)
    disk = DiskReserve(folder: folder)

    do throws(AuthoringError) {
      tasks = try TaskLibrary(
        folder: "\(configuration.scenesFolder)/tasks", inParallel: true)
      robots = try RobotLibrary(folder: "\(configuration.scenesFolder)/robots")
      visuals = try VisualLibrary(scenesFolder: configuration.scenesFolder)
    } catch { throw .scenes("\(error)") }
    do throws(BlobError) {
      blobs = try BlobStore(folder: "\(folder)/blobs")
      try blobs.sweep()
    } catch { throw .folder("\(error)") }
    do throws(CatalogError) {
      catalog = try Catalog(path: "\(folder)/catalog.sqlite", now: configuration.now)
      let leases = try await catalog.recover()
      if leases > 0 {
        configuration.logger.notice("took back leases", metadata: ["tasks": "\(leases)"])
      }
    } catch { throw .catalog("\(error)") }

    queue = SQLiteTaskQueue(catalog)
    keeper = LeaseKeeper(queue: queue, logger: configuration.logger)
    launcher = WorkerLauncher(
      executable: configuration.executable, scenesFolder: configuration.scenesFolder,
      blobFolder: blobs.folder, environment: configuration.workerEnvironment,
      logger: configuration.logger)
    sessions = SessionKeeper(
      launcher: launcher, limit: configuration.sessions, now: configuration.now)
    side = SideProcess(launcher: launcher, gate: Gate(max(1, configuration.sideProcesses)))
    // somebody waits for a file to be read, and nobody for one attempt; no file waits behind a long export
    var eager = launcher
    eager.niceness = 0
    // reading kitchens is none of the few seconds that a file has
    eager.allTasks = true
    readers = ReaderFleet(launcher: eager, gate: Gate(max(1, configuration.readers)))
  }

  /// Runs workers and exports until the task is cancelled; then ends them and returns.
  public nonisolated func run() async throws {
    var patient = launcher
    patient.niceness = configuration.niceness
    let pool = WorkerPool(
      queue: queue, blobs: blobs, disk: disk, launcher: patient,
      workers: max(1, configuration.workers), attemptDeadline: configuration.attemptDeadline,
      logger: configuration.logger, work: work, gauge: gauge, keeper: keeper
    ) { [weak self] job, attempts in await self?.noteChange(job, attempts: attempts) }
    await withDiscardingTaskGroup { group in
      group.addTask { await pool.run() }
      group.addTask { await self.runExports() }
      group.addTask { await self.runRenders() }
      group.addTask { await self.forgetRequests() }
      group.addTask { await self.watchTheClock() }
      group.addTask { await self.sessions.run() }
      group.addTask { await self.sender.run() }
    }
    await readers.rest()
  }

  /// Ends jobs whose time is up, until cancelled.
  private nonisolated func watchTheClock() async {
    while (try? await Task.sleep(for: .milliseconds(250))) != nil {
      guard let ended = try? await catalog.endOverdueJobs(), !ended.isEmpty else { continue }
      for job in ended { keeper.revoke(job: job) }
      changes.ring()
    }
  }

  /// What tells webhooks of events.
  private nonisolated var sender: WebhookSender {
    WebhookSender(
      catalog: catalog, now: configuration.now, logger: configuration.logger,
      allowsPrivate: configuration.allowsPrivateWebhooks, timeout: configuration.webhookTimeout)
  }

  /// Forgets answered requests after a day, old deliveries after a month, until cancelled.
  private nonisolated func forgetRequests() async {
    repeat {
      try? await catalog.forgetRequests(olderThan: Catalog.answerMemory)
      try? await catalog.forgetDeliveries()
    } while (try? await Task.sleep(for: .seconds(600))) != nil
  }

  /// How the workers are doing.
  public nonisolated var status: MillStatus {
    let reading = gauge.reading
    return MillStatus(
      workers: max(1, configuration.workers), alive: reading.alive, busy: reading.busy,
      restarts: reading.restarts, crashes: reading.crashes)
  }

  private func noteChange(_ job: String, attempts: Int) async {
    if attempts > 0 {
      rates[job, default: RateMeter()].add(attempts, at: configuration.now())
      await tellEnd(of: job)
    }
    changes.ring()
  }

  /// Tells the log of a job that is done, once.
  private func tellEnd(of id: String) async {
    guard !ended.contains(id), let job = try? await catalog.job(id), job.done,
      ended.insert(id).inserted
    else { return }
    configuration.logger.info(
      "job ended",
      metadata: [
        "job": "\(id)", "state": "\(job.state.rawValue)", "attempts": "\(job.attempts)",
        "successes": "\(job.successes)",
      ])
  }

  /// Fills in what only the running mill knows of a job.
  func completed(_ job: JobRecord) -> JobRecord {
    var job = job
    if job.done {
      rates[job.id] = nil
      return job
    }
    job.waitsFor = disk.complaint ?? gauge.trouble
    if job.state != .paused,
      let reading = rates[job.id]?.reading(at: configuration.now()),
      let estimate = TimeEstimate(
        job: job, rate: reading.rate, relativeVariance: reading.relativeVariance,
        now: configuration.now())
    {
      job.etaSeconds = estimate.expected
      job.etaSeconds95 = [estimate.low, estimate.high]
    }
    return job
  }
}
