import Authoring
import Episodes
import Geometry
import Scenes
struct StubStyle: Sendable { func parameters(of: ModelTemplate) -> [ModelParameter] { [] } }
struct StubStyles: Sendable { var names: [String] { ["plain"] }
 func style(_ n: String) throws(AuthoringError) -> StubStyle { StubStyle() } }
extension KitchenLibrary { 
 var styles: StubStyles { StubStyles() } }
struct KitchenLook { var spec: KitchenSpec; var library: KitchenLibrary
 func surfaces(of: Scene) -> [Scene.Surface] { [] }
 var lights: [SceneLight] { [] } }
