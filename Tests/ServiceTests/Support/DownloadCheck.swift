import Crypto
import Foundation
import Testing

/// Downloads one file whole, in part and under conditions.
struct DownloadCheck {
  let client: Client
  let target: String
  let size: Int
  let sha256: String

  func run() async throws {
    let whole = try await client.get(target)
    #expect(whole.status == 200 && whole.body.count == size)
    let digest = SHA256.hash(data: Data(whole.body))
    #expect(digest.map { String(format: "%02x", $0) }.joined() == sha256)
    #expect(whole.headers["etag"] == "\"\(sha256)\"")
    #expect(whole.headers["accept-ranges"] == "bytes")
    #expect(
      whole.headers["repr-digest"] == "sha-256=:\(Data(digest).base64EncodedString()):")

    let head = try await client.send("HEAD", target)
    #expect(head.status == 200 && head.headers["content-length"] == String(size))
    let own: Set = ["date", "x-request-id", "connection"]
    let (said, meant) = (head.headers, whole.headers)
    #expect(said.filter { !own.contains($0.key) } == meant.filter { !own.contains($0.key) })

    // a wish for another digest is heard and not granted
    let wish = try await client.get(target, headers: ["Want-Repr-Digest": "sha-512=10, md5=1"])
    #expect(wish.status == 200 && wish.headers["repr-digest"] == meant["repr-digest"])

    try await ranges(of: whole.body)
    try await conditions(whole.headers["etag"] ?? "")
  }

  private func ranges(of bytes: [UInt8]) async throws {
    for (range, part) in [
      ("bytes=0-0", 0...0), ("bytes=100-199", 100...199), ("bytes=-5", (size - 5)...(size - 1)),
      ("bytes=\(size - 1)-", (size - 1)...(size - 1)), ("bytes=10-\(size * 2)", 10...(size - 1)),
    ] {
      let reply = try await client.get(target, headers: ["Range": range])
      #expect(reply.status == 206 && reply.body == Array(bytes[part]), "\(range)")
      let expected = "bytes \(part.lowerBound)-\(part.upperBound)/\(size)"
      #expect(reply.headers["content-range"] == expected)
    }
    for range in ["bytes=\(size)-", "bytes=-0", "bytes=99999999999999999999-"] {
      let reply = try await client.get(target, headers: ["Range": range])
      #expect(reply.status == 416 && reply.isProblem, "\(range)")
      #expect(reply.headers["content-range"] == "bytes */\(size)")
    }
    for range in ["bytes=0-1,3-4", "lines=1-2", "bytes=5-1", "bytes=a-b", "bytes=-"] {
      let reply = try await client.get(target, headers: ["Range": range])
      #expect(reply.status == 200 && reply.body.count == size, "\(range)")
    }
  }

  private func conditions(_ tag: String) async throws {
    for list in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
      let reply = try await client.get(target, headers: ["If-None-Match": list])
      #expect(reply.status == 304 && reply.headers["etag"] == tag, "\(list)")
    }
    #expect(try await client.get(target, headers: ["If-None-Match": "\"x\""]).status == 200)
    #expect(try await client.get(target, headers: ["If-Match": "\"x\""]).status == 412)
    #expect(try await client.get(target, headers: ["If-Match": tag]).status == 200)
    for (condition, status) in [(tag, 206), ("\"x\"", 200), ("W/\(tag)", 200)] {
      let headers = ["Range": "bytes=0-9", "If-Range": condition]
      #expect(try await client.get(target, headers: headers).status == status, "\(condition)")
    }
  }
}
