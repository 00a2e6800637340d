import Geometry

/// The numbers of the solver and of contacts, as measured to hold and stack objects without slip.
public struct PhysicsParameters: Sendable, Hashable {
  /// Physics step, seconds.
  public var timeStep = 0.005
  /// Share of a joint's error mended in a step, and its softness.
  public var erp = 0.5
  public var cfm = 1e-6
  /// The same for contacts.
  public var contactERP = 0.2
  public var contactCFM = 1e-4
  /// Contacts may sink in so deep without being pushed out, metres.
  public var surfaceLayer = 0.0005
  /// Fastest push out of a contact, m/s.
  public var maxCorrectingVelocity = 0.5
  /// Contact points per pair of geoms: single primitives, and compounds.
  public var contactsPerPair = 4
  public var contactsPerCompoundPair = 2
  /// Iterations of the solver that steps in where the direct one fails.
  public var fallbackIterations: Int32 = 100
  /// Metres per second squared.
  public var gravity = Vector3(0, 0, -9.81)
  /// Idle steps after which a body falls asleep; fewer than a control step has.
  public var stepsToSleep: Int32 = 5

  public init() {}
}
