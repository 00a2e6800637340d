import Synchronization

/// ODE keeps state of its own per process: whoever builds or steps a world holds this lock.
///
/// Worker processes have one simulating thread anyway; the lock makes a second one wait, instead of
/// diverging or aborting.
public enum PhysicsLock {
  public static let shared = Mutex(())
}
