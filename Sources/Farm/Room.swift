public enum FarmRoom {}
import Subprocess
import Logging
