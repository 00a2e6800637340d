import Geometry

extension MotionPlanner {
  /// Where an object will be once planned segments have been carried out, as far as one can tell
  /// without physics.
  ///
  /// The latest segment whose source recording moves the object by more than 1 cm takes it along:
  /// to where it was at that segment's end, displaced like the segment. An object that none moves stays
  /// where it is observed.
  public func predictedPose(
    of object: Int, observed: Pose, after planned: [PlannedSegment]
  ) -> Pose {
    for segment in planned.reversed() {
      let (source, demonstration) = (
        segment.source, demonstrations[segment.source.demonstration]
      )
      let track = demonstration.objects[object].poses
      // what falls at reset has not been moved
      let before = demonstration.referencePose(object: object, frame: source.start)
      let after = track[min(source.end, track.count - 1)]
      if (after.position - before.position).length > 0.01 { return segment.move * after }
    }
    return observed
  }
}
