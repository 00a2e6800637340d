import Tasks

/// What has been on and off in a course of events, and is now.
enum StateCases {
  private typealias Step = (thing: Thing, position: Double)

  /// Parts stand where each step puts them, and the cabinet's states follow step by step.
  private static func after(
    _ name: String, _ predicate: String, _ label: Bool, _ steps: [Step]
  ) -> PredicateCase {
    let change: PredicateCase.Change = { state in
      let rules = Bench.objects[Thing.cabinet.rawValue].states
      state[.cabinet].states = rules.map(\.initial)
      for step in steps {
        state[step.thing].jointPosition = step.position
        state[.cabinet].states = zip(rules, state[.cabinet].states).map {
          $0.next($1, state, bodies: Bench.bodies)
        }
      }
    }
    return label ? .yes(name, predicate, change) : .no(name, predicate, change)
  }

  private static let lamp = "state(cabinet, lamp)"
  private static let motor = "state(cabinet, motor)"
  private static let pressed: Step = (.button, 0.004)
  private static let letGo: Step = (.button, 0)

  static let yes: [PredicateCase] = [
    after("the knob is turned", lamp, true, [(.knob, 1)]),
    after("the knob is turned the other way", lamp, true, [(.knob, -1)]),
    after("the knob is turned just enough", lamp, true, [(.knob, 0.36)]),
    after("off and on again", lamp, true, [(.knob, 1), (.knob, 0), (.knob, 0.5)]),
    after("the motor's lever does not matter to it", lamp, true, [(.knob, 1), (.lever, 0.4)]),
    after("the button is pressed", motor, true, [pressed]),
    after("the button was pressed and let go of", motor, true, [pressed, letGo]),
    after("pressed just enough", motor, true, [(.button, 0.0025), letGo]),
    after(
      "the lid was opened and shut before", motor, true, [(.lid, 1), (.lid, 0), pressed, letGo]),
    after(
      "stopped and started again", motor, true, [pressed, letGo, (.lid, 1), (.lid, 0), pressed]),
    after("the lid is a hair open", motor, true, [pressed, letGo, (.lid, 0.1)]),
    after("the lever is thrown halfway", motor, true, [pressed, letGo, (.lever, 0.2)]),
  ]

  static let no: [PredicateCase] = [
    after("nothing was done", lamp, false, []),
    after("the knob is turned too little", lamp, false, [(.knob, 0.34)]),
    after("the knob was turned back", lamp, false, [(.knob, 1), (.knob, 0)]),
    after("the knob was turned nearly back", lamp, false, [(.knob, 1), (.knob, 0.3)]),
    after("the other way, too little", lamp, false, [(.knob, -0.34)]),
    after("the motor is on", lamp, false, [pressed]),
    after("another part is turned", lamp, false, [(.lever, 0.45)]),
    after(
      "on twice, off in the end", lamp, false, [(.knob, 1), (.knob, 0), (.knob, 1), (.knob, 0)]),
    after("nothing was started", motor, false, []),
    after("the lamp is on", motor, false, [(.knob, 1)]),
    after("pressed too little", motor, false, [(.button, 0.0023), letGo]),
    after("pressed while the lid was open", motor, false, [(.lid, 1), pressed, letGo]),
    after(
      "the lid was shut after the press", motor, false, [(.lid, 1), pressed, letGo, (.lid, 0)]),
    after("the lid stood a little open", motor, false, [(.lid, 0.12), pressed, letGo]),
    after("the lid was opened", motor, false, [pressed, letGo, (.lid, 0.2)]),
    after(
      "the lid was opened and shut again", motor, false, [pressed, letGo, (.lid, 1), (.lid, 0)]),
    after("the lever was thrown", motor, false, [pressed, letGo, (.lever, 0.4)]),
    after(
      "the lever was thrown and put back", motor, false,
      [pressed, letGo, (.lever, 0.4), (.lever, 0)]),
    after("pressed while the lever is thrown", motor, false, [(.lever, 0.4), pressed]),
    after("held, and then the lid opened", motor, false, [pressed, (.lid, 1)]),
    after(
      "started, stopped, and the button a hair in", motor, false,
      [
        pressed, letGo, (.lid, 1), (.lid, 0), (.button, 0.001),
      ]),
  ]
}
