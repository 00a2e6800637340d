import Authoring
import Episodes
import Geometry
import Scenes
struct StubStyle: Sendable { func parameters(of: ModelTemplate) -> [ModelParameter] { [] } }
struct StubStyles: Sendable { var names: [String] { [] }
 func style(_ n: String) throws(AuthoringError) -> StubStyle { StubStyle() } }
extension KitchenLibrary { 
 var styles: StubStyles { StubStyles() } }
enum ObjectSplit { static func index(_ c: String, _ s: KitchenOptions.Split, _ r: inout RandomStream) -> Int { 0 } }
struct KitchenLook { var spec: KitchenSpec; var library: KitchenLibrary
 func surfaces(of: Scene) -> [Scene.Surface] { [] }
 var lights: [SceneLight] { [] } }
