public enum AuthoringRoom {}
import Yams
