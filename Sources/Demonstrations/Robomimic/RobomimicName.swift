/// The group names of robomimic: `demo_<number>`.
public enum RobomimicName {
  /// The name of a number.
  public static func name(_ number: Int) -> String { "demo_\(number)" }

  /// The number of a name, or nil when it is none of at most nine digits.
  public static func number(of name: String) -> Int? {
    guard name.hasPrefix("demo_") else { return nil }
    let digits = name.utf8.dropFirst(5)
    let isNumber = (1...9).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    return isNumber ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  /// A robot's name as robosuite spells it; unknown ones with a capital first letter.
  public static func robosuiteRobot(_ name: String) -> String {
    let special = ["ur5e": "UR5e", "iiwa": "IIWA"]
    return special[name.lowercased()] ?? name.prefix(1).uppercased() + name.dropFirst()
  }
}
