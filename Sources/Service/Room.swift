public enum ServiceRoom {}
import Hummingbird
import CZlib
import ServiceLifecycle
