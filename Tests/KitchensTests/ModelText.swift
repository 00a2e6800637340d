/// A small model that says everything that a model file can say.
enum ModelText {
  static let text = """
    name: chest
    parameters:
      width: {uniform: [0.4, 0.6]}
      count: {integer: [1, 3]}
      pull: {choice: [bar, knob]}
      wall: 0.02
      color: red
    derived:
      inner: width - 2*wall
      shelf: inner/2
    size: [width, 0.4, 0.5]
    materials: {case: wood, metal: metal, water: water}
    parts:
      - name: body
        density: 500
        geoms:
          - {box: [width/2, 0.2, wall/2], at: [0, 0, wall/2], material: case, friction: 0.7}
          - {cylinder: [0.02, 0.1], at: [0, 0, 0.1 + 0.1*i], axis: x, material: case, repeat: {i: count}}
          - {box: [0.1, 0.1, 0.1], material: water, visual: true}
        sites: {top: {at: [0, 0, 0.5]}}
        regions: {inside: {at: [0, 0, 0.2], half: [inner/2, 0.1, 0.1]}}
      - name: drawer_{k}
        repeat: {k: count}
        joint: {type: slider, parent: body, at: [0, -0.2, 0.1*k], axis: [0, -2, 0], range: [0, 0.3], friction: 1}
        mass: 0.5
        geoms:
          - {box: [0.1, 0.1, 0.02], material: case}
          - {sphere: [0.01], at: [0, -0.15, 0], material: metal, when: pull == knob}
          - {capsule: [0.005, 0.05], at: [0, -0.15, 0], axis: y, material: metal, when: pull == bar}
        sites: {handle: {at: [0, -0.15, 0], approach: [0, 1, 0], opening: [0, 0, 1]}}
    states:
      "out_{k}": {set: "open(drawer_{k}, 0.5) and not closed(drawer_{k}, 0.1)", repeat: {k: count}}
      full: {set: "joint(drawer_0, 0.1, 0.2)", reset: "inside(body.top, body.inside)"}
    categories:
      box: {parameters: {width: {uniform: [0.4, 0.45]}, pull: bar}, types: [storage], flags: [receptacle], mass: 3, words: [box, chest]}
      crate: {types: [storage], words: [crate]}
    """

  /// The text with one piece changed.
  static func changed(_ old: String, _ new: String) -> String {
    precondition(text.contains(old), "no \(old)")
    return text.replacing(old, with: new, maxReplacements: 1)
  }
}
