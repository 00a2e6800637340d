public enum CatalogRoom {}
import GRDB
import Crypto
