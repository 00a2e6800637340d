import Foundation
import JSONText
import Service
import Testing

@Suite("More requests than may be in work") struct AdmissionTests {
  @Test("They are answered with 503 and when to come again, probes are always let in")
  func full() async throws {
    try await withServer(adjust: { settings in
      settings.admission.looks = 0
      settings.admission.changes = 0
      settings.admission.uploads = 0
    }) { server in
      let client = server.client
      let look = try await client.get("/v1/jobs")
      #expect(look.status == 503 && look.isProblem && look.headers["retry-after"] == "1")
      #expect(look.json["type"]?.text == "urn:demomill:problem:busy")
      let change = try await client.post("/v1/jobs", ["task": "stack"])
      #expect(change.status == 503 && change.isProblem)
      let upload = try await client.upload(try Samples.stack())
      #expect(upload.status == 503 && upload.headers["retry-after"] != nil)
      #expect(try await client.get("/livez").status == 200)
      #expect(try await client.ready().status == 200)
    }
  }

  @Test("The more are turned away, the longer they are told to stay away")
  func patience() async throws {
    try await withServer(adjust: { $0.admission.looks = 0 }) { server in
      var told: [Int] = []
      for _ in 0..<40 {
        let look = try await server.client.get("/v1/jobs")
        told.append(try #require(look.headers["retry-after"].flatMap { Int($0) }))
      }
      // none is served: soon it is as long as it ever gets, and they are spread
      #expect(told[0] == 1 && told.max() ?? 0 > 30 && told.allSatisfy { $0 <= 45 })
      #expect(Set(told.suffix(16)).count == 16)
    }
  }

  @Test("A place is free again when its request is answered, or its client is gone")
  func places() async throws {
    try await withServer(adjust: { $0.admission.uploads = 1 }) { server in
      let client = server.client
      for _ in 0..<3 { #expect(try await client.upload(try Samples.stack()).status < 300) }

      // one that sends a part of its body has the only place
      let slow = try await blocking {
        let connection = try Connection(port: client.port)
        try connection.send(
          Client.head(
            "POST", "/v1/demonstrations?task=stack",
            ["Content-Type": "application/json", "Content-Length": "100000"]))
        try connection.send([UInt8](repeating: 32, count: 20_000))
        return connection
      }
      try await Task.sleep(for: .milliseconds(300))
      // another one hears so before it has sent a byte of its body
      let answer = try await blocking {
        let connection = try Connection(port: client.port, patience: 5)
        try connection.send(
          Client.head(
            "POST", "/v1/demonstrations?task=stack",
            ["Content-Type": "application/json", "Content-Length": "100000"]))
        return try connection.receive(until: "\r\n")
      }
      #expect(answer.hasPrefix("HTTP/1.1 503"))
      #expect(try await client.upload(try Samples.stack()).status == 503)
      slow.close()
      var status = 503
      for _ in 0..<100 where status == 503 {
        try await Task.sleep(for: .milliseconds(50))
        status = try await client.upload(try Samples.stack()).status
      }
      #expect(status < 300)
    }
  }

  @Test("Who is turned away keeps the connection and the rules of every answer")
  func kept() async throws {
    try await withServer(adjust: { $0.admission.uploads = 0 }) { server in
      let port = server.client.port
      let answers = try await blocking {
        let connection = try Connection(port: port, patience: 5)
        // the body of one must not be taken for the head of the next
        func send(_ query: String, _ type: String, until kind: String) throws -> String {
          try connection.send(
            Client.head(
              "POST", "/v1/demonstrations?\(query)",
              ["Content-Type": type, "Content-Length": "70000"]))
          try connection.send([UInt8](repeating: 65, count: 70_000))
          return try connection.receive(until: "urn:demomill:problem:\(kind)\"}")
        }
        var answers = [
          try send("task=stack", "application/json", until: "busy"),
          try send("task=stack&x=1", "application/json", until: "unusable-field"),
          try send("task=stack", "text/html", until: "media-type"),
        ]
        try connection.send(Client.head("GET", "/livez", [:]))
        answers.append(try connection.receive(until: "\r\n\r\n"))
        return answers
      }
      #expect(
        answers.map { $0.prefix(12) } == [
          "HTTP/1.1 503", "HTTP/1.1 422", "HTTP/1.1 415", "HTTP/1.1 200",
        ])
      for answer in answers {
        for name in ["x-request-id", "date", "server", "content-length"] {
          #expect(answer.lowercased().contains("\r\n\(name): "), "\(name): \(answer)")
        }
      }
      let page = try await server.client.get("/metrics").text
      for status in [503, 422, 415] {
        #expect(
          page.contains(
            "demomill_http_requests_total{operation=\"uploadDemonstrations\",status=\"\(status)\"} 1"
          ))
      }
    }
  }
}
