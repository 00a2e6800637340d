import Farm
import JSONText

/// Sessions and what is observed in them as JSON.
enum SessionJSON {
  static func make(_ session: Session) -> JSON {
    [
      "id": JSON(session.id), "task": JSON(session.order.task),
      "distribution": JSON(session.order.distribution), "seed": JSON(session.order.seed),
      "scene": JSON(session.order.scene), "motion": JSON(session.order.motion),
      "action_width": JSON(session.actionWidth),
      "opened_at": JSON(session.openedAt), "used_at": JSON(session.usedAt),
    ]
  }

  static func make(_ moment: SessionMoment) -> JSON {
    let entries = moment.observation.entries.map { ($0.key, JSON.numbers($0.values)) }
    var members: JSONObject = [
      "observation": .object(JSONObject(entries)),
      "reward": JSON(moment.moment.goalReached ? 1.0 : 0.0),
      "goal_reached": JSON(moment.moment.goalReached),
      "any_frame_success": JSON(moment.moment.anyFrameSuccess),
      "success": JSON(moment.moment.success), "steps": JSON(moment.moment.steps),
      "clipped": JSON(moment.moment.clipped), "instruction": JSON(moment.instruction),
    ]
    if let broken = moment.moment.broken { members["broken"] = JSON(broken) }
    return .object(members)
  }
}
