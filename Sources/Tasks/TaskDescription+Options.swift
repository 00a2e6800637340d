import Episodes
import Kitchens

extension TaskDescription {
  /// What of a job's kitchens cannot be met by this task, as (name, reason); nil when all can.
  ///
  /// An empty name is the options as a whole.
  public func problem(with options: KitchenOptions?) -> (name: String, reason: String)? {
    guard let options else { return nil }
    guard let kitchen else { return ("", "\(name) is not done in a kitchen") }
    return kitchen.library.problem(with: options)
  }

  /// Why the scenes of this task cannot be spread over its reset ranges; nil when they can.
  public var stratificationProblem: String? {
    kitchen == nil
      ? nil
      : "\(name) is done in kitchens, which have no reset ranges to spread over; layouts and styles that "
        + "are listed take turns"
  }
}
