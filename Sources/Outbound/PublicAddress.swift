import CCurl

/// Which addresses are the public internet's (IANA special-purpose registries, RFC 6890).
public enum PublicAddress {
  /// Whether an address in digits is one; nil for what is no address, such as a name.
  public static func contains(_ address: String) -> Bool? {
    switch ccurl_is_public(address) {
    case 1: true
    case 0: false
    default: nil
    }
  }
}
