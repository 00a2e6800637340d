import Catalog
import Logging

/// Worker processes that take pictures beside the pool, for as long as there are some to take.
struct RenderFleet: Sendable {
  let launcher: WorkerLauncher
  /// Processes at most.
  let workers: Int
  /// Seconds for one picture set.
  let deadline: Double
  let logger: Logger

  /// How often the pictures of an episode may end a worker before all is given up.
  static let mostTries = 3

  /// Takes all pictures; calls `keep` with each set as soon as its file is on the disk, and stops when that
  /// returns false.
  ///
  /// Which process takes what does not matter: a recipe decides every byte.
  ///
  /// - Throws: `CatalogError` when pictures cannot be taken.
  func take(
    _ items: [RenderOrder.Item],
    keep: @escaping @Sendable (TakenPictures) async throws -> Bool
  ) async throws {
    let stock = RenderStock(items)
    let count = min(max(1, workers), await stock.count)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<count { group.addTask { try await work(on: stock, keep: keep) } }
      try await group.waitForAll()
    }
  }

  /// Keeps a process at work until there is nothing left; another one follows a dead one.
  private func work(
    on stock: RenderStock, keep: @escaping @Sendable (TakenPictures) async throws -> Bool
  ) async throws {
    while await !stock.isEmpty, !Task.isCancelled {
      let (outcome, ending) = await launcher.withWorker { link in
        await serve(link, stock, keep: keep)
      }
      switch outcome {
      case .done?: return
      case .failed(let error)?: throw error
      case .lost(let items)?:
        guard await stock.giveBack(items) < Self.mostTries else {
          throw CatalogError.conflict("pictures could not be taken: \(ending)")
        }
        logger.warning("a rendering worker ended", metadata: ["ending": "\(ending)"])
      case nil: throw CatalogError.storage("a rendering worker did not start: \(ending)")
      }
    }
    try Task.checkCancellation()
  }

  private enum Outcome: Sendable {
    case done
    case failed(any Error)
    /// The worker is gone with these undone.
    case lost([RenderOrder.Item])
  }

  private func serve(
    _ link: WorkerLink, _ stock: RenderStock,
    keep: @Sendable (TakenPictures) async throws -> Bool
  ) async -> Outcome {
    guard case .ready = await link.receive(within: WorkerPool.startDeadline) else {
      return .lost([])
    }
    while let items = await stock.next() {
      if Task.isCancelled { return .failed(CancellationError()) }
      var open = items
      guard await link.send(.render(RenderOrder(items: items))) else { return .lost(open) }
      reading: while true {
        switch await link.receive(within: .seconds(deadline)) {
        case .taken(let pictures):
          open.removeAll { $0.id == pictures.id }
          do {
            guard try await keep(pictures) else {
              await stock.clear()
              link.kill()
              return .done
            }
          } catch { return .failed(error) }
        case .finished where open.isEmpty: break reading
        case .refused(let refusal): return .failed(CatalogError.conflict(refusal.reason))
        case .troubled(let refusal): return .failed(CatalogError.storage(refusal.reason))
        default:
          link.kill()
          return .lost(open)
        }
      }
    }
    return .done
  }
}

/// Pictures that wait to be taken, episode by episode.
private actor RenderStock {
  private var groups: [[RenderOrder.Item]] = []
  private var tries: [String: Int] = [:]
  /// Looks of one episode that one order holds at most.
  private static let portion = 8

  init(_ items: [RenderOrder.Item]) {
    var seen: Set<String> = []
    for item in items where seen.insert(item.id).inserted {
      if let last = groups.last, last[0].episode == item.episode, last.count < Self.portion {
        groups[groups.count - 1].append(item)
      } else {
        groups.append([item])
      }
    }
    groups.reverse()
  }

  var count: Int { groups.count }
  var isEmpty: Bool { groups.isEmpty }

  func next() -> [RenderOrder.Item]? { groups.popLast() }

  func clear() { groups = [] }

  /// Puts back what a worker did not finish; says how often that has happened to it.
  func giveBack(_ items: [RenderOrder.Item]) -> Int {
    guard let first = items.first else {
      tries["", default: 0] += 1
      return tries["", default: 0]
    }
    groups.append(items)
    tries[first.id, default: 0] += 1
    return tries[first.id, default: 0]
  }
}
