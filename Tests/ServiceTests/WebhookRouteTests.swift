import Foundation
import JSONText
import TestSupport
import Testing

@Suite("Webhooks over HTTP", .serialized) struct WebhookRouteTests {
  private func patch(_ client: Client, _ path: String, _ change: JSON) async throws -> Reply {
    try await client.send(
      "PATCH", path, headers: ["Content-Type": "application/json"], body: change.serialized)
  }

  @Test("A webhook's life: the secret is shown once, deliveries are logged and sent again")
  func life() async throws {
    let receiver = try HTTPReceiver()
    try await withServer(configure: { $0.allowsPrivateWebhooks = true }) { server in
      let client = server.client
      let check = ContractCheck(contract: try await client.get("/openapi.json").json)
      let url = "http://127.0.0.1:\(receiver.port)/hook"
      let made = try await client.post(
        "/v1/webhooks", ["url": JSON(url), "events": ["demonstration.kept"]])
      #expect(made.status == 201, "\(made.text)")
      try check.expect(made, fits: "post", "/v1/webhooks")
      let id = try #require(made.json["id"]?.text)
      let path = "/v1/webhooks/\(id)"
      #expect(made.headers["location"] == path)
      let secret = try #require(made.json["secret"]?.text)
      #expect(secret.hasPrefix("whsec_"))
      for target in [path, "/v1/webhooks"] {
        let reply = try await client.get(target)
        #expect(reply.status == 200 && !reply.text.contains("whsec"))
      }
      try check.expect(try await client.get(path), fits: "get", "/v1/webhooks/{id}")
      try check.expect(try await client.get("/v1/webhooks"), fits: "get", "/v1/webhooks")

      let ids = client.ids(try await client.upload(try Samples.stack()))
      let requests = try await receiver.requests(ids.count)
      #expect(requests.count == ids.count)
      let told = requests.compactMap { try? JSON(parsing: $0.body)["data"]?["id"]?.text }
      #expect(Set(told) == Set(ids))

      var log = JSON.null
      for _ in 0..<500 {
        let reply = try await client.get("\(path)/deliveries?page_size=1000")
        try check.expect(reply, fits: "get", "/v1/webhooks/{id}/deliveries")
        log = reply.json
        let states = log["deliveries"]?.elements?.compactMap { $0["state"]?.text }
        if states == Array(repeating: "delivered", count: ids.count) { break }
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(log["deliveries"]?[0]?["attempts"]?[0]?["status"]?.int == 204)
      let delivery = try #require(log["deliveries"]?[0]?["id"]?.text)
      let message = log["deliveries"]?[0]?["message"]?.text

      // sent again with the same id, signed with both secrets after a rotation
      let rotated = try await client.send("POST", "\(path):rotate")
      try check.expect(rotated, fits: "post", "/v1/webhooks/{id}:rotate")
      #expect(rotated.json["secret"]?.text?.hasPrefix("whsec_") == true)
      #expect(rotated.json["secret"]?.text != secret)
      let again = try await client.send("POST", "\(path)/deliveries/\(delivery):resend")
      #expect(again.status == 202, "\(again.text)")
      try check.expect(again, fits: "post", "/v1/webhooks/{id}/deliveries/{delivery}:resend")
      let last = try #require(try await receiver.requests(ids.count + 1).last)
      #expect(last.headers["webhook-id"] == message)
      let signatures = last.headers["webhook-signature"]?.split(separator: " ") ?? []
      #expect(signatures.count == 2 && signatures.allSatisfy { $0.hasPrefix("v1,") })

      let changed = try await patch(
        client, path, ["events": [], "description": "rig 7", "active": false])
      #expect(changed.status == 200 && changed.json["active"] == false)
      #expect(changed.json["description"]?.text == "rig 7" && changed.json["url"]?.text == url)
      #expect(try await client.send("DELETE", path).status == 204)
      for (method, target) in [
        ("GET", path), ("DELETE", path), ("GET", "\(path)/deliveries"), ("POST", "\(path):rotate"),
        ("POST", "\(path)/deliveries/\(delivery):resend"),
      ] {
        let reply = try await client.send(method, target)
        #expect(reply.status == 404 && reply.isProblem, "\(method) \(target)")
      }
      #expect(try await patch(client, path, [:]).status == 404)
    }
  }

  @Test("Unusable webhooks are named, private addresses too unless they are allowed")
  func faults() async throws {
    let cases: [(JSON, String)] = [
      ([:], "url"), (["url": "ftp://a.example/"], "url"), (["url": "a.example"], "url"),
      (["url": "http://"], "url"), (["url": "http://u:p@a.example/"], "url"),
      (["url": "http://a.example/#x"], "url"), (["url": "http://a.example/ x"], "url"),
      (["url": "http://127.0.0.1:9/"], "url"), (["url": "https://[::1]/"], "url"),
      (["url": "http://a.example:99999/"], "url"), (["url": "http://a.example:0/"], "url"),
      (["url": "http://a.example:99999999999999999999/"], "url"),
      (["url": "https://[::1%25lo]/"], "url"), (["url": "https://[fe80::1%25eth0]:8/"], "url"),
      (["url": "https://[2606:4700::1%25lo]/"], "url"), (["url": "https://[a.example]/"], "url"),
      (["url": "http://a%2Eexample/"], "url"),
      (["url": "http://169.254.169.254/latest"], "url"), (["url": "http://localhost/"], "url"),
      (["url": "http://[::ffff:10.0.0.1]/"], "url"), (["url": 1], "url"),
      (["url": .string("http://a.example/" + String(repeating: "a", count: 2048))], "url"),
      (["url": "http://a.example/", "events": ["job.flown"]], "events"),
      (["url": "http://a.example/", "events": "all"], "events"),
      (["url": "http://a.example/", "active": 1], "active"),
      (["url": "http://a.example/", "secret": "whsec_"], "secret"),
    ]
    try await withServer { server in
      for (request, field) in cases {
        let reply = try await server.client.post("/v1/webhooks", request)
        #expect(reply.status == 422 && reply.fields == [field], "\(request): \(reply.text)")
      }
      let good = try await server.client.post(
        "/v1/webhooks", ["url": "https://example.org/hook?a=b"])
      #expect(good.status == 201 && good.json["events"] == [])
      for url in [
        "https://example.org:65535/x", "https://example.org:/x", "http://[2606:4700::1111]:8080",
        "http://example.org?a=b:c",
      ] {
        let reply = try await server.client.post("/v1/webhooks", ["url": JSON(url)])
        #expect(reply.status == 201, "\(url): \(reply.text)")
      }
      let path = try #require(good.headers["location"])
      let moved = try await patch(server.client, path, ["url": "http://10.0.0.1/"])
      #expect(moved.status == 422 && moved.fields == ["url"])
    }
  }
}
