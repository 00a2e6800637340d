import Foundation
import JSONText
import Testing

@Suite("Metrics") struct MetricsTests {
  /// The value of a sample by its name and labels, as they stand on the page.
  private func value(_ sample: String, _ page: String) -> Double? {
    let line = page.split(separator: "\n").first { $0.hasPrefix("\(sample) ") }
    return line.flatMap { Double($0.dropFirst(sample.count + 1)) }
  }

  @Test("Requests are counted by operation and status, and their times put into buckets")
  func requests() async throws {
    try await withServer { server in
      for _ in 0..<3 { _ = try await server.client.get("/livez") }
      _ = try await server.client.get("/v1/jobs/none")
      _ = try await server.client.get("/v1/nothing")

      let reply = try await server.client.get("/metrics")
      #expect(reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      let page = reply.text
      let total = "demomill_http_requests_total"
      #expect(value("\(total){operation=\"isAlive\",status=\"200\"}", page) == 3)
      #expect(value("\(total){operation=\"getJob\",status=\"404\"}", page) == 1)
      #expect(value("\(total){operation=\"unknown\",status=\"404\"}", page) == 1)
      #expect(value("demomill_http_requests_in_flight", page) == 1)

      // buckets grow, and the last holds all
      let name = "demomill_http_request_duration_seconds"
      let buckets = page.split(separator: "\n").filter {
        $0.hasPrefix("\(name)_bucket{operation=\"isAlive\"")
      }.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
      #expect(buckets.count == 15 && buckets == buckets.sorted() && buckets.last == 3)
      #expect(value("\(name)_count{operation=\"isAlive\"}", page) == 3)
    }
  }

  @Test("Work is counted: demonstrations, jobs, attempts, workers, disk, process")
  func work() async throws {
    try await withServer { server in
      let client = server.client
      let ids = client.ids(try await client.upload(try Samples.shortLift(), task: "lift"))
      let request: JSON = [
        "task": "lift", "demonstrations": .array(ids.map { JSON($0) }), "scenes": ["count": 1],
        "motions": ["count": 2],
      ]
      let id = try #require(try await client.post("/v1/jobs", request).json["id"]?.text)
      let job = try await client.finished(job: id)
      let page = try await server.client.get("/metrics").text
      #expect(value("demomill_demonstrations", page) == Double(ids.count))
      #expect(value("demomill_jobs{state=\"succeeded\"}", page) == 1)
      #expect(value("demomill_attempts_total", page) == 2)
      #expect(value("demomill_successes_total", page) == job["successes"]?.double)
      #expect(value("demomill_backlog_attempts", page) == 0)
      #expect(value("demomill_workers{state=\"wanted\"}", page) == 1)
      #expect(value("demomill_workers{state=\"alive\"}", page) == 1)
      #expect(value("demomill_draining", page) == 0)
      #expect(try #require(value("demomill_disk_free_bytes", page)) > 0)
      #expect(try #require(value("process_resident_memory_bytes", page)) > 1e6)
      #expect(try #require(value("process_open_fds", page)) > 3)
    }
  }

  @Test("A metric is described once, before its samples, and every line can be read")
  func form() async throws {
    try await withServer { server in
      _ = try await server.client.get("/livez")
      let page = try await server.client.get("/metrics").text
      var described: Set<Substring> = []
      for line in page.split(separator: "\n") {
        let words = line.split(separator: " ")
        if line.hasPrefix("# TYPE ") {
          #expect(described.insert(words[2]).inserted, "\(line)")
        } else if !line.hasPrefix("#") {
          #expect(words.count == 2 && Double(words[1]) != nil, "\(line)")
          let name = line.prefix { $0 != "{" && $0 != " " }
          let family = ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) }
            .map { name.dropLast($0.count) }
          #expect(
            described.contains(name) || family.map { described.contains($0) } == true, "\(line)")
        }
      }
    }
  }
}
