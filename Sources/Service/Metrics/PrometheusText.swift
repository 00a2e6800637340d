/// A page of metrics in Prometheus' text format 0.0.4, written line by line in a fixed order.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/.
struct PrometheusText {
  /// What a metric is, as its `# TYPE` line says.
  enum Kind: String {
    case counter
    case gauge
    case histogram
  }

  /// The media type of the page.
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  /// The page so far.
  private(set) var text = ""

  /// A metric of one value.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    describe(name, kind, help)
    sample(name, [], value)
  }

  /// A metric of one value for each word of a label, sorted by it.
  mutating func add(
    _ name: String, _ kind: Kind, _ help: String, by label: String, _ values: [String: Int]
  ) {
    describe(name, kind, help)
    for (word, value) in values.sorted(by: { $0.key < $1.key }) {
      sample(name, [(label, word)], Double(value))
    }
  }

  /// The two lines that come before the samples of a metric.
  mutating func describe(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// One sample; labels keep their order.
  mutating func sample(_ name: String, _ labels: [(name: String, value: String)], _ value: Double) {
    text += name
    if !labels.isEmpty {
      let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      text += "{\(pairs.joined(separator: ","))}"
    }
    text += " \(Self.number(value))\n"
  }

  /// A whole number without a point, so that counts read as counts.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
