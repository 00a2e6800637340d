import Catalog
import Datasets

/// Which options each format of a dataset takes.
enum DatasetWriting {
  /// The first option that a request's format cannot follow, and why; nil when there is none.
  static func problem(_ request: DatasetRequest) -> SubmitError? {
    guard let format = DatasetFormat(rawValue: request.format) else { return nil }
    let pictures = request.cameras == nil ? request.render.map { _ in "render" } : "cameras"
    if format == .goal, let pictures {
      return SubmitError(field: pictures, reason: "is not for goal, which holds no pictures")
    }
    guard let options = request.options else { return nil }
    if options.pictures != nil, let pictures {
      return SubmitError(field: "options.pictures", reason: "must not be said beside \(pictures)")
    }
    if options.pictures == true {
      return SubmitError(field: "options.pictures", reason: "must be false, or cameras be said")
    }
    if options.pictures == false, format.needsPictures {
      return SubmitError(
        field: "options.pictures",
        reason: "must not be false for \(format.rawValue), which is of pictures")
    }
    if let space = options.actionSpace {
      guard ActionSpace(rawValue: space) != nil else {
        let names = ActionSpace.allCases.map(\.rawValue).joined(separator: ", ")
        return SubmitError(field: "options.action_space", reason: "must be one of \(names)")
      }
      guard format != .zarrUMI else {
        return SubmitError(
          field: "options.action_space", reason: "is not for zarr_umi, which has no actions")
      }
    }
    if options.nextObservations != nil, format != .robomimic {
      return SubmitError(field: "options.next_obs", reason: "is for robomimic")
    }
    guard let relabel = options.relabel else { return nil }
    guard format == .goal else {
      return SubmitError(field: "options.relabel", reason: "is for goal")
    }
    return relabelProblem(relabel)
  }

  /// The most goals for each step.
  static let mostGoals = 64

  private static func relabelProblem(_ relabel: DatasetOptions.Relabel) -> SubmitError? {
    switch relabel.strategy {
    case "final":
      guard relabel.k != nil else { return nil }
      return SubmitError(
        field: "options.relabel.k", reason: "is for the strategy future only")
    case "future":
      guard let k = relabel.k, !(1...mostGoals).contains(k) else { return nil }
      return SubmitError(
        field: "options.relabel.k", reason: "must be between 1 and \(mostGoals)")
    default:
      return SubmitError(
        field: "options.relabel.strategy", reason: "must be one of final, future")
    }
  }
}

extension GoalRelabelling {
  /// As a request says it that was found to be right.
  init(_ relabel: DatasetOptions.Relabel) {
    // the paper's k
    self = relabel.strategy == "final" ? .final : .future(copies: relabel.k ?? 4)
  }
}
