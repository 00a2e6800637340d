import Geometry
import Kitchens
import Scenes
import Testing

@Suite struct ModelInstanceTests {
  @Test func `finds its parts by name`() {
    let body = RigidBodyModel(
      mass: 1, geoms: [CollisionGeom(.box(halfExtents: Vector3(0.1, 0.1, 0.1)))])
    let model = ModelInstance(
      model: "box", size: Vector3(0.2, 0.2, 0.2),
      parts: [ModelPart(name: "body", body: body), ModelPart(name: "door", body: body)])
    #expect(model.part("door")?.name == "door")
    #expect(model.part("lid") == nil)
  }
}
