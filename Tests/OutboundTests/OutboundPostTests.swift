import Foundation
import Outbound
import TestSupport
import Testing

@Suite struct OutboundPostTests {
  private func post(
    _ url: String, body: String = "{}", timeout: Double = 5, allowsPrivate: Bool = true
  ) async -> OutboundPost.Answer {
    let post = OutboundPost(
      url: url, headers: [("Content-Type", "application/json"), ("webhook-id", "msg_1")],
      body: Array(body.utf8), timeout: timeout, allowsPrivate: allowsPrivate)
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: post.send()) }
    }
  }

  @Test func sendsWhatItIsTold() async throws {
    let receiver = try HTTPReceiver()
    let body = String(repeating: "é", count: 40_000)
    let answer = await post("http://127.0.0.1:\(receiver.port)/in?x=1", body: body)
    #expect(answer.status == 204 && answer.problem == nil && answer.seconds < 5)
    let request = try #require(receiver.requests.first)
    #expect(request.line == "POST /in?x=1 HTTP/1.1" && request.text == body)
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.headers["webhook-id"] == "msg_1" && request.headers["expect"] == nil)
  }

  @Test func followsNoRedirect() async throws {
    let target = try HTTPReceiver()
    let receiver = try HTTPReceiver { [port = target.port] _, _ in
      .init(307, headers: ["Location": "http://127.0.0.1:\(port)/"])
    }
    let answer = await post("http://127.0.0.1:\(receiver.port)/")
    #expect(answer.status == 307 && target.requests.isEmpty)
  }

  @Test func givesUpInTime() async throws {
    let receiver = try HTTPReceiver { _, _ in .init(200, delay: 3) }
    let start = ContinuousClock.now
    let answer = await post("http://127.0.0.1:\(receiver.port)/", timeout: 0.5)
    #expect(answer.status == nil && answer.problem?.isEmpty == false)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test func readsNoTaleWithoutEnd() async throws {
    let tale = String(repeating: "x", count: 1 << 20)
    let receiver = try HTTPReceiver { _, _ in .init(200, body: tale) }
    #expect(await post("http://127.0.0.1:\(receiver.port)/").status == 200)
  }

  @Test func saysThatNobodyListens() async throws {
    let receiver = try HTTPReceiver()
    receiver.stop()
    let answer = await post("http://127.0.0.1:\(receiver.port)/")
    #expect(answer.status == nil && answer.problem?.isEmpty == false)
  }

  /// However the address is written, also by a name that is looked up.
  @Test(arguments: [
    "http://127.0.0.1", "http://localhost", "http://[::1]", "http://[::ffff:127.0.0.1]",
    "http://0x7f000001", "http://2130706433", "http://0177.0.0.1", "http://127.1", "http://0.0.0.0",
    "http://[::ffff:7f00:1]", "http://0",
  ])
  func speaksToNoPrivateAddress(url: String) async throws {
    let receiver = try HTTPReceiver()
    let answer = await post("\(url):\(receiver.port)/", allowsPrivate: false)
    #expect(answer.status == nil)
    #expect(receiver.requests.isEmpty, "\(url)")
    #expect(answer.problem?.contains("is no public address") == true, "\(answer)")
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "nonsense:"])
  func speaksHTTPOnly(url: String) async {
    let answer = await post(url)
    #expect(answer.status == nil && answer.problem?.isEmpty == false)
  }

  @Test func usesNoProxyOfTheEnvironment() async throws {
    let proxy = try HTTPReceiver()
    let receiver = try HTTPReceiver()
    setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
    defer { unsetenv("http_proxy") }
    #expect(await post("http://127.0.0.1:\(receiver.port)/").status == 204)
    #expect(proxy.requests.isEmpty)
  }
}
