import Catalog
import Foundation
import JSONText
import Outbound

/// Reads what a webhook is to be.
struct WebhookRequestReader {
  /// Whether addresses that are not public are taken.
  let allowsPrivate: Bool

  /// What was said; nil where nothing was.
  struct Words {
    var url: String?
    var events: [WebhookEventType]?
    var description: String?
    var active: Bool?
  }

  /// The words of a request; with `isNew` there must be an address.
  ///
  /// - Throws: `Problem` 422 that names every field which cannot be used.
  func read(_ json: JSON, isNew: Bool) throws(Problem) -> Words {
    var reader = FieldReader(json)
    var words = Words()
    words.url = reader.string("url", required: isNew, limit: 2048)
    if let reason = words.url.flatMap(problem) { reader.fail("url", reason) }
    let most = WebhookEventType.allCases.count
    if let names = reader.strings("events", count: 0...most, required: false) {
      words.events = names.compactMap(WebhookEventType.init)
      if words.events?.count != names.count {
        let known = WebhookEventType.allCases.map(\.rawValue).joined(separator: ", ")
        reader.fail("events", "must be of \(known)")
      }
    }
    words.description = reader.string("description", required: false)
    words.active = reader.flag("active", required: false)
    reader.finish()
    guard reader.errors.isEmpty else { throw .unusable(reader.errors) }
    return words
  }

  /// Why a text is no address that can be posted to, or nil; names are looked up when they are used.
  private func problem(_ text: String) -> String? {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let parts = URLComponents(string: text),
      ["http", "https"].contains(parts.scheme?.lowercased()),
      let host = parts.host, !host.isEmpty
    else { return "must be an http or https URL" }
    guard Self.isUsable(parts) else {
      return "must have a host name or address, and a port below 65536"
    }
    guard parts.user == nil, parts.password == nil else { return "must not hold a password" }
    guard parts.fragment == nil else { return "must not have a fragment" }
    let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    guard allowsPrivate || PublicAddress.contains(bare) != false,
      allowsPrivate || bare != "localhost"
    else { return "is no public address; serve --allow-private-webhooks takes such ones" }
    return nil
  }

  /// Whether host and port can be connected to; an address with a zone means something only here.
  private static func isUsable(_ parts: URLComponents) -> Bool {
    guard let host = parts.percentEncodedHost, !host.contains("%") else { return false }
    if host.hasPrefix("[") {
      guard PublicAddress.contains(host.trimmingCharacters(in: ["[", "]"])) != nil else {
        return false
      }
    }
    // what stands behind the host is a colon and a number that is a port, or nothing
    guard let range = parts.rangeOfHost, let text = parts.string else { return false }
    let rest = text[range.upperBound...].drop { $0 == "]" }.prefix { !"/?#".contains($0) }
    if rest.isEmpty || rest == ":" { return true }
    return rest.dropFirst().allSatisfy(\.isNumber)
      && parts.port.map { (1...65_535).contains($0) } == true
  }
}
