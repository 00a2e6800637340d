// Embree's tree of a world's shapes.
#ifndef DEMOMILL_TREE_H
#define DEMOMILL_TREE_H

#include "View.h"

#include <embree3/rtcore.h>

struct dmRayScene {
  RTCDevice device;
  RTCScene scene;
  const dmWorld *world;
  // The shapes as the rays of a picture see them.
  dmLens *lenses;
};

// A ray of a picture: a lane of a tile, and the nearest shape so far as lanes keep it.
typedef struct {
  const dmLens *lenses;
  int parallel, corner[2];
  dmLanes lane;
  double key;
} dmSight;

// Lets Embree find the shapes that a picture's ray may meet, whose masks have any of these bits.
void dmTreeLook(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    uint32_t mask, dmSight *sight);

#endif
