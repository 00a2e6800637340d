/// What a process that died leaves beside an unfinished dataset.
public enum DatasetLeftovers {
  /// Where it says how far the dataset that was to be at a path had come; there is something to go on with
  /// only where that is.
  public static func checkpoint(of path: String) -> String { path + ".part.state" }
}
