import CMalloc
import Foundation
import ServiceLifecycle

/// Gives memory that is free back to the system, so that a burst of slow clients leaves no trace.
///
/// glibc's allocator opens an arena for one thread after the other, eight for each core, and keeps in each
/// what lies free under a piece that is still in use: a server of 80 MB was found at 150 after a burst.
struct MemoryService: ServiceLifecycle.Service {
  /// How long free memory is kept at most.
  static let period = Duration.seconds(60)

  /// Has threads share as many arenas as there are cores, two at least; to be called before there are many.
  static func shareArenas() {
    mallopt(M_ARENA_MAX, Int32(max(2, ProcessInfo.processInfo.activeProcessorCount)))
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while (try? await Task.sleep(for: Self.period)) != nil { malloc_trim(0) }
    }
  }
}
