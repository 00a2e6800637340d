import Catalog

/// Why a scene could not be drawn.
public enum SceneError: Error, Sendable, Hashable {
  /// Nothing finds room, for the reason given.
  case infeasible(String)
  /// The process that draws is gone.
  case failed(String)
}

extension Mill {
  /// Seconds to draw a scene.
  private static let sceneDeadline = 60.0

  /// The kitchen of an index as a job of a seed would draw it, any layout and style allowed.
  ///
  /// Its objects settle by physics, which is done in a process of its own.
  ///
  /// - Throws: `SceneError`.
  public func kitchen(
    task: String, distribution: String, seed: UInt64, scene: Int
  ) async throws(SceneError) -> KitchenReport {
    do throws(SideProcess.Failure) {
      let order = SceneOrder(task: task, distribution: distribution, seed: seed, scene: scene)
      let report = try await side.run(.scene(order), deadline: Self.sceneDeadline)
      guard case .scene(let kitchen) = report else {
        throw SideProcess.Failure.refused("the worker gave no answer")
      }
      return kitchen
    } catch {
      switch error {
      case .refused(let reason): throw .infeasible(reason)
      case .ended(let ending): throw .failed(ending.description)
      }
    }
  }
}
