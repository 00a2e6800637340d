import Farm
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The server that has a data folder open, as its file `server.json` says.
struct RunningServer {
  /// Why it was not heard.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private struct File: Decodable { var url: String }
  private struct Refusal: Decodable { var detail: String }

  private let url: URL

  init(folder: String) throws {
    let data = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/server.json"))
    guard let data, let file = try? JSONDecoder().decode(File.self, from: data),
      let url = URL(string: file.url)
    else { throw Failure(description: "\(folder) is in use, but not by a server that answers") }
    self.url = url
  }

  /// Asks for care of the folder and returns what was said of it.
  ///
  /// - Throws: `Failure` with the server's words when it refuses.
  func care(_ verb: String, _ content: some Encodable) async throws -> [CareLine] {
    var request = URLRequest(url: url.appendingPathComponent("v1/admin:\(verb)"))
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = try JSONEncoder().encode(content)
    // it reads every file; between two lines it may read a large one
    request.timeoutInterval = 24 * 3600
    let (data, status) = try await send(request)
    guard status == 200 else {
      let refusal = try? JSONDecoder().decode(Refusal.self, from: data)
      throw Failure(description: refusal?.detail ?? "the server answered with \(status)")
    }
    return try data.split(separator: 0x0A).map { try JSONDecoder().decode(CareLine.self, from: $0) }
  }

  private func send(_ request: URLRequest) async throws -> (Data, Int) {
    try await withCheckedThrowingContinuation { continuation in
      URLSession.shared.dataTask(with: request) { data, response, error in
        if let data, let response = response as? HTTPURLResponse, error == nil {
          continuation.resume(returning: (data, response.statusCode))
        } else {
          let reason = error.map { "\($0.localizedDescription)" } ?? "it said nothing"
          continuation.resume(throwing: Failure(description: "the server was not heard: \(reason)"))
        }
      }.resume()
    }
  }
}
