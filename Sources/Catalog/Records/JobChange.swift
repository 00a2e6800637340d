/// What is to be different in a job that is not done; what is not said stays.
public struct JobChange: Sendable, Hashable {
  /// A cap's new value.
  public enum Cap<Value: Sendable & Hashable>: Sendable, Hashable {
    case kept
    case set(Value)
    case none

    func applied(to old: Value?) -> Value? {
      switch self {
      case .kept: old
      case .set(let value): value
      case .none: nil
      }
    }
  }

  public var priority: Int?
  public var wallSeconds: Cap<Double>
  public var cpuSeconds: Cap<Double>
  public var maxAttempts: Cap<Int>

  public init(
    priority: Int? = nil, wallSeconds: Cap<Double> = .kept, cpuSeconds: Cap<Double> = .kept,
    maxAttempts: Cap<Int> = .kept
  ) {
    self.priority = priority
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.maxAttempts = maxAttempts
  }

  /// A job's specification with the change.
  public func applied(to spec: JobSpec) -> JobSpec {
    var spec = spec
    spec.priority = priority ?? spec.priority
    var limits = spec.limits ?? JobLimits()
    limits.wallSeconds = wallSeconds.applied(to: limits.wallSeconds)
    limits.cpuSeconds = cpuSeconds.applied(to: limits.cpuSeconds)
    limits.maxAttempts = maxAttempts.applied(to: limits.maxAttempts)
    spec.limits = limits.isEmpty ? nil : limits
    return spec
  }
}
