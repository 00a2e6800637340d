import Catalog
import Farm
import Foundation
import JSONText

/// Keys of a data folder, for commands: through its running server, else in the catalog itself.
public struct KeyDesk: Sendable {
  private enum Way: Sendable {
    case server(LocalServer)
    case catalog(LockedCatalog)
  }

  private let way: Way

  /// Finds out whether a server has the folder; until this value goes, none can start if not.
  ///
  /// A server that starts or ends is waited for, some seconds.
  ///
  /// - Throws: `MillError`; `.folderInUse` when who has the folder does not say where it answers.
  public init(folder: String) async throws(MillError) {
    var tries = 1
    while true {
      // only the lock tells for sure; what a killed server left behind does not
      do {
        way = .catalog(try LockedCatalog(folder: folder, isPatient: false))
        return
      } catch {
        guard case .folderInUse = error, tries < Self.tries else { throw error }
      }
      if let server = LocalServer.find(folder: folder) {
        do throws(LocalServerError) {
          _ = try await server.call(.GET, "/livez", patience: 10)
          way = .server(server)
          return
        } catch {
          // one that starts with another certificate has written it down in a moment
          if error == .stranger { tries += Self.tries / 8 }
        }
      }
      tries += 1
      try? await Task.sleep(for: .milliseconds(250))
    }
  }

  /// How often lock and server are tried, a quarter of a second apart.
  private static let tries = 40

  /// Makes a key.
  ///
  /// - Throws: `CatalogError` or `LocalServerError` saying what cannot be.
  public func create(_ request: KeyRequest) async throws -> IssuedKey {
    switch way {
    case .catalog(let locked):
      let (stored, key) = try await locked.catalog.insertKey(request)
      return IssuedKey(record: stored.record, text: key.text)
    case .server(let server):
      let answer = try await server.call(.POST, "/v1/keys", try JSON(encoding: request))
      guard let text = answer["key"]?.text else {
        throw LocalServerError.broken("it holds no key")
      }
      return IssuedKey(record: try Self.record(answer), text: text)
    }
  }

  /// All keys, oldest first.
  public func list() async throws -> [KeyRecord] {
    var found: [KeyRecord] = []
    var token: String?
    repeat {
      switch way {
      case .catalog(let locked):
        let page = try await locked.catalog.keys(page: PageRequest(size: 1000, token: token))
        found += page.records
        token = page.nextPageToken
      case .server(let server):
        let query = token.map { "&page_token=\($0)" } ?? ""
        let page = try await server.call(.GET, "/v1/keys?page_size=1000\(query)")
        found += try (page["keys"]?.elements ?? []).map(Self.record)
        token = page["next_page_token"]?.text
      }
    } while token != nil
    return found
  }

  /// Ends a key.
  public func revoke(_ id: String) async throws {
    switch way {
    case .catalog(let locked): _ = try await locked.catalog.revokeKey(id)
    case .server(let server):
      let name = id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      _ = try await server.call(.DELETE, "/v1/keys/\(name)")
    }
  }

  private static func record(_ json: JSON) throws -> KeyRecord {
    try JSONDecoder().decode(KeyRecord.self, from: Data(json.serialized))
  }
}
