import Catalog
import Episodes
import Rollouts

extension Mill {
  /// Makes an episode again from its recipe, in a process of its own, and compares every bit.
  public func verify(_ id: String) async throws(VerifyError) -> VerificationReport {
    let record: EpisodeRecord?
    do { record = try await catalog.episode(id) } catch { throw .failed(error.description) }
    guard let record else { throw .unknownEpisode(id) }
    do throws(SideProcess.Failure) {
      let report = try await side.run(
        .verify(VerifyOrder(episode: record.blob)), deadline: configuration.verifyDeadline)
      guard case .verified(let verification) = report else {
        throw SideProcess.Failure.refused("the worker gave no answer")
      }
      return verification
    } catch {
      switch error {
      case .refused(let reason): throw .impossible(reason)
      case .ended(let ending): throw .failed(ending.description)
      }
    }
  }

  /// The recorded states and actions of an episode, or nil when no episode has this id.
  ///
  /// - Throws: `BlobError`, `EpisodeCodecError` or `CatalogError` when it cannot be read.
  public nonisolated func episodeContent(_ id: String) async throws -> Episode? {
    guard let record = try await catalog.episode(id) else { return nil }
    return try EpisodeCodec.decode(try blobs.read(record.blob))
  }
}
