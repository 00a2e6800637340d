import Catalog
import Robots
import Rollouts
import Tasks
import Visuals

/// A worker process: takes orders until the other side is gone.
///
/// Holds no state that outlives an order but a cache, and never opens the catalog.
public final class Worker {
  let tasks: TaskShelf
  let robots: RobotLibrary
  let blobs: BlobStore
  let channel: WorkerChannel
  var bench = AttemptBench()
  var scenes = SceneBench()
  /// The scene that a policy acts in.
  var session: PolicyRollout?
  private let scenesFolder: String
  private var visuals: VisualLibrary?

  /// A worker with its data: the folder that holds `tasks/` and `robots/`, and the blob store; with all
  /// tasks at hand, or ready sooner and with those in kitchens read when they are first asked for.
  ///
  /// - Throws: `AuthoringError` or `BlobError` when they cannot be used.
  public init(
    scenesFolder: String, blobFolder: String, allTasks: Bool, channel: WorkerChannel
  ) throws {
    tasks = try TaskShelf(folder: "\(scenesFolder)/tasks", whole: allTasks)
    robots = try RobotLibrary(folder: "\(scenesFolder)/robots")
    blobs = try BlobStore(folder: blobFolder)
    self.channel = channel
    self.scenesFolder = scenesFolder
  }

  /// Cameras and looks, read when they are first asked for.
  func visualLibrary() throws -> VisualLibrary {
    if let visuals { return visuals }
    let library = try VisualLibrary(scenesFolder: scenesFolder)
    visuals = library
    return library
  }

  /// Carries out orders; returns when standard input is closed or nobody reads the reports.
  public func run() {
    do throws(WorkerChannel.Closed) {
      try channel.write(.ready(WorkerHello()))
      while let order = channel.read() {
        do {
          switch order {
          case .attempts(let order): try attempt(order)
          case .verify(let order): try verify(order)
          case .ingest(let order): try ingest(order)
          case .export(let order): try export(order)
          case .scene(let order): try scene(order)
          case .render(let order): try render(order)
          case .preview(let order): try preview(order)
          case .ping: try channel.write(.finished)
          case .reset(let order): try reset(order)
          case .step(let actions): try step(actions)
          }
        } catch is WorkerChannel.Closed {
          throw WorkerChannel.Closed()
        } catch BlobError.full {
          try channel.write(.troubled(WorkerRefusal("the disk is full")))
        } catch BlobError.system(let path, let reason) {
          try channel.write(.troubled(WorkerRefusal("\(path): \(reason)")))
        } catch {
          try channel.write(.refused(WorkerRefusal("\(error)")))
        }
      }
    } catch {}
  }
}
