// Rays against boxes, spheres, cylinders and capsules, which are exact.
//
// What a ray hits is worked out in doubles, by the same operations on every processor, so that a
// picture has the same bytes anywhere.
#ifndef DEMOMILL_CEMBREE_H
#define DEMOMILL_CEMBREE_H

#include <stddef.h>
#include <stdint.h>

// What a primitive is; cylinders and capsules lie along z.
enum { dmBox = 0, dmSphere = 1, dmCylinder = 2, dmCapsule = 3 };

// A shape in its place.
typedef struct {
  int32_t kind;
  // Rays with none of these bits pass through.
  uint32_t mask;
  // Half extents; or radius and half length, without the caps of a capsule; metres.
  double size[3];
  double position[3];
  // Row by row: takes the shape's coordinates to the world's.
  double rotation[9];
} dmPrimitive;

// Where a ray enters a shape.
typedef struct {
  // In lengths of the ray's direction.
  double distance;
  int32_t primitive;
  // In the shape's frame; the normal is of unit length.
  double point[3];
  double normal[3];
} dmHit;

#include "CPictures.h"
#include "CRays.h"

#endif
