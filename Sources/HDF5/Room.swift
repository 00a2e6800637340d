public enum HDF5Room {}
import CHDF5
