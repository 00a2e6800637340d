import Synchronization

/// ODE keeps state of its own per process: whoever simulates holds this lock.
///
/// Worker processes have one simulating thread anyway; the lock makes a second one wait, instead of
/// diverging or aborting.
enum PhysicsLock {
  static let shared = Mutex(())
}
