import COpenDE
import Geometry

/// One world of rigid bodies: build it, step it, drop it; never two at a time in one process.
///
/// ODE aborts the process on bad input and keeps global state, so worlds live in worker processes,
/// and whoever builds one has checked every number (`isFinite`, masses, sizes) before.
public final class World {
  public let parameters: PhysicsParameters
  let world: dWorldID
  let movingSpace: dSpaceID
  let staticSpace: dSpaceID
  var querySpaces: [dSpaceID] = []
  let stepper: UnsafeMutablePointer<dmStepper>
  var geomInfos: [UnsafeMutablePointer<dmGeom>] = []
  var bodies: [BodyHandle] = []
  var centers: [Vector3] = []
  /// The geoms of what never moves, and its states, by index of body.
  var fixtures: [Int: (geoms: [dGeomID], poses: [Pose], state: [Double])] = [:]

  /// Contact points that fit in a step; far above what tables and cubes make.
  static let contactCapacity = 2048
  static let bodyCapacity = 64

  /// An empty world with gravity along -z.
  public init(parameters: PhysicsParameters = PhysicsParameters()) {
    self.parameters = parameters
    dmInitialize()
    dRandSetSeed(1)
    world = dWorldCreate()
    let g = parameters.gravity
    dWorldSetGravity(world, g.x, g.y, g.z)
    dWorldSetERP(world, parameters.erp)
    dWorldSetCFM(world, parameters.cfm)
    dWorldSetContactSurfaceLayer(world, parameters.surfaceLayer)
    dWorldSetContactMaxCorrectingVel(world, parameters.maxCorrectingVelocity)
    dWorldSetQuickStepNumIterations(world, parameters.fallbackIterations)
    // broad phases apart, so that fixtures never meet fixtures
    let axes = Int32(0 | (1 << 2) | (2 << 4))
    movingSpace = dSweepAndPruneSpaceCreate(nil, axes)
    staticSpace = dSweepAndPruneSpaceCreate(nil, axes)

    stepper = .allocate(capacity: 1)
    stepper.initialize(to: dmStepper())
    stepper.pointee.world = world
    stepper.pointee.contactJoints = dJointGroupCreate(0)
    stepper.pointee.movingSpace = movingSpace
    stepper.pointee.staticSpace = staticSpace
    stepper.pointee.softERP = parameters.contactERP
    stepper.pointee.softCFM = parameters.contactCFM
    stepper.pointee.contacts = .allocate(capacity: Self.contactCapacity)
    stepper.pointee.contactCapacity = Int32(Self.contactCapacity)
    stepper.pointee.forces = .allocate(capacity: Self.contactCapacity)
    stepper.pointee.measureForces = 1
    stepper.pointee.bodies = .allocate(capacity: Self.bodyCapacity)
    stepper.pointee.saved = .allocate(capacity: 19 * Self.bodyCapacity)
  }

  deinit {
    dJointGroupDestroy(stepper.pointee.contactJoints)
    dSpaceDestroy(movingSpace)
    dSpaceDestroy(staticSpace)
    for space in querySpaces { dSpaceDestroy(space) }
    dWorldDestroy(world)
    for info in geomInfos { info.deallocate() }
    stepper.pointee.contacts.deallocate()
    stepper.pointee.forces.deallocate()
    stepper.pointee.bodies.deallocate()
    stepper.pointee.saved.deallocate()
    stepper.deallocate()
  }
}
