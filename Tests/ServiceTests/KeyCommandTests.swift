import Foundation
import JSONText
import Testing

@Suite("The command key") struct KeyCommandTests {
  /// Makes a key by the command; its text.
  private func create(
    _ folder: URL, _ more: [String] = ["--scope", "admin"]
  ) async throws -> String {
    let made = try await Program.run(
      ["key", "create", "--data", folder.path, "--name", "a rig"] + more)
    #expect(made.code == 0, "\(made.errors)")
    let lines = made.output.split(separator: "\n")
    #expect(lines.count == 1 && made.output.hasPrefix("dm_"))
    return String(lines.first ?? "")
  }

  private func id(_ key: String) -> String { String(key.split(separator: "_")[1]) }

  /// The keys that the command lists, as JSON.
  private func list(_ folder: URL) async throws -> [JSON] {
    let result = try await Program.run(["key", "list", "--data", folder.path, "--json"])
    #expect(result.code == 0, "\(result.errors)")
    return try result.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
  }

  @Test("It works before a server ever ran, while it runs, and after it was killed")
  func throughAServersLife() async throws {
    let folder = Program.freshFolder()
    defer { try? FileManager.default.removeItem(at: folder) }

    // before: the folder is made, and the key is in it
    let first = try await create(folder)
    let table = try await Program.run(["key", "list", "--data", folder.path])
    #expect(table.output.contains(id(first)) && table.output.contains("valid"))
    #expect(!table.output.contains(first))

    // a command that comes while a server starts gets its turn, and holds up nobody
    async let starting = ServeProcess(folder: folder)
    let early = try await create(folder, [])

    // while: the server knows new keys at once, and those of before
    let server = try await starting
    #expect(try await server.client.with(key: early).get("/v1/tasks").status == 200)
    let token = folder.appending(path: "server.token").path
    let mode = try FileManager.default.attributesOfItem(atPath: token)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try await server.client.get("/v1/jobs").status == 401)
    #expect(try await server.client.with(key: first).get("/v1/jobs").status == 200)
    let second = try await create(
      folder,
      [
        "--scope", "jobs:read", "--scope", "demos:write", "--days", "2",
        "--requests-per-second", "4", "--burst", "9", "--unfinished-jobs", "3",
        "--upload-bytes-per-day", "1000",
      ])
    #expect(try await server.client.with(key: second).get("/v1/jobs").status == 200)
    #expect(try await server.client.with(key: second).get("/v1/episodes").status == 403)
    let listed = try await list(folder)
    #expect(listed.compactMap { $0["id"]?.text } == [id(first), id(early), id(second)])
    #expect(listed.last?["scopes"] == ["demos:write", "jobs:read"])
    #expect(
      listed.last?["limits"] == [
        "requests_per_second": 4, "burst": 9, "unfinished_jobs": 3, "upload_bytes_per_day": 1000,
      ])
    let created = listed.last?["created_at"]?.double ?? 0
    let lifetime = (listed.last?["expires_at"]?.double ?? 0) - created
    #expect(abs(lifetime - 2 * 86_400) < 60)
    let revoked = try await Program.run(["key", "revoke", "--data", folder.path, id(second)])
    #expect(revoked.code == 0)
    #expect(try await server.client.with(key: second).get("/v1/jobs").status == 401)
    let unknown = try await Program.run(["key", "revoke", "--data", folder.path, "nobody"])
    #expect(unknown.code == 1 && unknown.errors.contains("nobody"))

    // the files of a killed server mislead nobody
    let old = try String(contentsOfFile: token, encoding: .utf8).trimmingCharacters(in: .newlines)
    #expect(try await server.client.with(key: old).get("/v1/keys").status == 200)
    try await server.end(SIGKILL)
    #expect(FileManager.default.fileExists(atPath: token))
    #expect(try await list(folder).count == 3)

    // the next one has a token of its own, and takes it along when it ends
    let next = try await ServeProcess(folder: folder)
    #expect(try await next.client.with(key: old).get("/v1/keys").status == 401)
    #expect(try await next.client.with(key: first).get("/v1/keys").status == 200)
    try await next.end(SIGTERM)
    #expect(!FileManager.default.fileExists(atPath: token))
    let last = try await list(folder)
    #expect(last.first?["last_used_at"]?.double != nil && last.last?["revoked_at"] != nil)
  }

  @Test("Another address than loopback needs keys, whatever is said")
  func refusesWithoutKeys() async throws {
    let folder = Program.freshFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = [
      "serve", "--data", folder.path, "--port", "0", "--workers", "1", "--scenes",
      Repository.scenes, "--host", "0.0.0.0",
    ]
    let bare = try await Program.run(arguments)
    #expect(bare.code == 2 && bare.errors.contains("--tls-certificate"))
    let open = try await Program.run(arguments + ["--insecure"])
    #expect(open.code == 1 && open.errors.contains("key create"), "\(open.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "server.json").path))

    let key = try await create(folder)
    let server = try await ServeProcess(folder: folder, ["--host", "0.0.0.0", "--insecure"])
    #expect(try await server.client.get("/v1/tasks").status == 401)
    #expect(try await server.client.get("/livez").status == 200)
    #expect(try await server.client.with(key: key).get("/v1/tasks").status == 200)
    #expect(try await list(folder).count == 1)
    try await server.end(SIGTERM)
  }

  @Test("HTTPS with a certificate; the commands know it by its hash")
  func tls() async throws {
    let folder = Program.freshFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let key = try await create(folder)
    let (certificate, privateKey) = ("\(folder.path)/cert.pem", "\(folder.path)/key.pem")
    for name in ["", "other-"] {
      let made = try await Program.run(
        "openssl",
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
          "-keyout", "\(folder.path)/\(name)key.pem", "-out", "\(folder.path)/\(name)cert.pem",
          "-days", "2", "-subj", "/CN=mill", "-addext", "subjectAltName=IP:127.0.0.1",
        ])
      try #require(made.code == 0, "\(made.errors)")
    }
    let server = try await ServeProcess(
      folder: folder,
      ["--host", "0.0.0.0", "--tls-certificate", certificate, "--tls-key", privateKey])
    let url = "https://127.0.0.1:\(server.client.port)"
    let whole = try await Program.run(
      "curl",
      [
        "-sS", "--cacert", certificate, "-H", "Authorization: Bearer \(key)", "\(url)/v1/tasks",
        "-w", "\n%{http_code} %{ssl_verify_result}",
      ])
    #expect(whole.output.hasSuffix("\n200 0") && whole.output.contains("\"lift\""), "\(whole)")
    let stranger = try await Program.run(
      "curl", ["-sS", "--cacert", "\(folder.path)/other-cert.pem", "\(url)/livez"])
    #expect(stranger.code == 60, "\(stranger)")
    let old = try await Program.run(
      "curl", ["-sS", "--cacert", certificate, "--tls-max", "1.1", "\(url)/livez"])
    #expect(old.code != 0)
    let plain = try await Program.run(
      "curl", ["-sS", "http://127.0.0.1:\(server.client.port)/livez"])
    #expect(plain.code != 0)

    // a command speaks to it over TLS, too, but not to one that shows another certificate
    let second = try await create(folder, [])
    #expect(try await list(folder).count == 2)
    let file = folder.appending(path: "server.json")
    let said = try JSON(parsing: [UInt8](try Data(contentsOf: file)))
    let hash = try #require(said["certificate_sha256"]?.text)
    let forged = String(decoding: said.serialized, as: UTF8.self)
      .replacing(hash, with: String(repeating: "0", count: 64))
    try Data(forged.utf8).write(to: file)
    let fooled = try await Program.run(["key", "revoke", "--data", folder.path, id(second)])
    #expect(fooled.code == 1)
    try await server.end(SIGTERM)
    #expect(try await list(folder).allSatisfy { $0["revoked_at"] == nil })
  }

  @Test("Files that cannot serve HTTPS are named")
  func badTLS() async throws {
    let folder = Program.freshFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let nothing = folder.appending(path: "nothing.pem").path
    try Data("no certificate".utf8).write(to: URL(filePath: nothing))
    let arguments = ["serve", "--data", folder.path, "--scenes", Repository.scenes]
    let half = try await Program.run(arguments + ["--tls-key", nothing])
    #expect(half.code == 2 && half.errors.contains("--tls-certificate"))
    let bad = try await Program.run(
      arguments + ["--tls-certificate", nothing, "--tls-key", nothing])
    #expect(bad.code == 1 && bad.errors.contains("nothing.pem: is no certificate"), "\(bad.errors)")
  }

  @Test(
    "Wrong usage is exit code 2",
    arguments: [
      ["create"], ["create", "--name", "a", "--scope", "jobs"],
      ["create", "--name", "a", "--days", "0"], ["create", "--name", "a", "--burst", "4"],
      ["create", "--name", "a", "--requests-per-second", "0"], ["revoke", "dm_a_b"], ["revoke"],
      ["list", "extra"],
    ])
  func usage(arguments: [String]) async throws {
    let folder = Program.freshFolder()
    let result = try await Program.run(["key"] + arguments + ["--data", folder.path])
    #expect(result.code == 2, "\(result)")
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("A folder that is not there has no keys to list")
  func nowhere() async throws {
    let folder = Program.freshFolder()
    let result = try await Program.run(["key", "list", "--data", folder.path])
    #expect(result.code == 1 && result.errors.contains("is not there"))
  }
}
