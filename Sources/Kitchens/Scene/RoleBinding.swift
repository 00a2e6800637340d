import Geometry

/// Chooses which fixtures of a room play the roles of a task.
struct RoleBinding {
  let description: KitchenDescription
  let room: KitchenRoom
  let stream: RandomStream

  init(_ description: KitchenDescription, room: KitchenRoom, stream: RandomStream) {
    self.description = description
    self.room = room
    self.stream = stream
  }

  /// A fixture for each role, in their order, with its joints where they start.
  func bound() throws(KitchenRejection) -> [BoundFixture] {
    var chosen: [(role: FixtureRole, index: Int)] = []
    for role in description.fixtures {
      let near = chosen.first { $0.role.name == role.near }?.index
      let candidates = room.fixtures.indices.filter { index in
        !chosen.contains { $0.index == index } && fits(index, role, near: near)
      }
      guard !candidates.isEmpty else {
        throw KitchenRejection(
          kind: "no_fixture", subject: role.name,
          detail: "no free \(role.models.joined(separator: " or "))"
            + (role.near.map { " within \(role.within) m of \($0)" } ?? ""))
      }
      var random = stream.stream(role.name)
      chosen.append((role, candidates[random.integer(in: 0...(candidates.count - 1))]))
    }
    return chosen.map { role, index in opened(room.fixtures[index], role) }
  }

  private func fits(_ index: Int, _ role: FixtureRole, near: Int?) -> Bool {
    let fixture = room.fixtures[index]
    guard role.models.contains(fixture.instance.model),
      role.rows.isEmpty || role.rows.contains(fixture.row),
      role.with.allSatisfy({ fixture.instance.parameters.contains($0) })
    else { return false }
    guard let near else { return true }
    return distance(index, near) <= role.within
  }

  /// Between the boxes of two fixtures on the floor plan, metres; 0 where one is over the other.
  private func distance(_ a: Int, _ b: Int) -> Double {
    let (first, second) = (room.fixtures[a], room.fixtures[b])
    let local = first.poseWorldFixture.inverse * second.poseWorldFixture
    // the second's box around in the first's axes
    let x = local.orientation.rotate(Vector3(1, 0, 0))
    let half = second.instance.size / 2
    let reach = Vector3(
      x.x.magnitude * half.x + x.y.magnitude * half.y,
      x.y.magnitude * half.x + x.x.magnitude * half.y, 0)
    let dx = max(0, local.position.x.magnitude - reach.x - first.instance.size.x / 2)
    let dy = max(0, local.position.y.magnitude - reach.y - first.instance.size.y / 2)
    return (dx * dx + dy * dy).squareRoot()
  }

  /// A fixture with its joints where the role has them start.
  private func opened(_ fixture: BoundFixture, _ role: FixtureRole) -> BoundFixture {
    var opened = fixture
    for start in role.joints {
      guard let joint = fixture.instance.part(start.part)?.joint else { continue }
      var random = stream.stream("joint/\(role.name)/\(start.part)")
      let share = random.uniform(start.share.lowerBound, start.share.upperBound)
      let range = joint.range
      opened.jointPositions.append(
        (start.part, range.lowerBound + share * (range.upperBound - range.lowerBound)))
    }
    return opened
  }
}
