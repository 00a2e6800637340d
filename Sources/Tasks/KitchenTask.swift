import Authoring
import Kitchens

/// What makes a task one that is done in kitchens: its roles, and the parts of its file that are read
/// anew for each scene, since they name sizes that only a drawn scene has.
public struct KitchenTask: Sendable {
  public var description: KitchenDescription
  public var instructions: Instructions
  /// Fixtures, objects, layouts and styles to draw from.
  public var library: KitchenLibrary
  let body: TaskBody
  let success: AuthoredNode
}
