public enum PhysicsRoom {}
import COpenDE
