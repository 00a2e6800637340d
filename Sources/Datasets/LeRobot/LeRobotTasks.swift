import JSONText
import Parquet

/// What the robot is asked to do, in words, numbered in the order in which it is first asked.
struct LeRobotTasks {
  private(set) var texts: [String] = []
  private var numbers: [String: Int] = [:]

  init() {}

  /// Goes on with texts that differ.
  init(_ texts: [String]) {
    self.texts = texts
    for (number, text) in texts.enumerated() { numbers[text] = number }
  }

  /// The number of a text, a new one if need be.
  mutating func number(of text: String) -> Int {
    if let number = numbers[text] { return number }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// Writes `tasks.parquet`: the text is the index of a pandas table, without which LeRobot hands out a
  /// number in its place.
  func write(to path: String) throws(ParquetError) {
    let index = "__index_level_0__"
    let writer = try ParquetWriter(
      path: path, fields: [ParquetField("task_index", .int64), ParquetField(index, .string)])
    try writer.append([.int64s(texts.indices.map(Int64.init)), .strings(texts)])
    let pandas: JSON = [
      "index_columns": [JSON(index)], "column_indexes": [],
      "columns": [
        [
          "name": "task_index", "field_name": "task_index", "pandas_type": "int64",
          "numpy_type": "int64", "metadata": nil,
        ],
        [
          "name": nil, "field_name": JSON(index), "pandas_type": "unicode",
          "numpy_type": "object", "metadata": nil,
        ],
      ],
      "creator": ["library": "demomill", "version": "1"], "pandas_version": "2.0.0",
    ]
    try writer.finish(metadata: [("pandas", pandas.formatted(.compact))])
  }
}
