// Rays against boxes, spheres, cylinders and capsules: Embree keeps the tree, the shapes are exact.
//
// What a ray hits is worked out in doubles, by the same operations on every processor, so that a
// picture has the same bytes anywhere; Embree only says which shapes a ray passes near.
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

typedef struct dmRayScene dmRayScene;

// Copies the primitives; NULL when there is no memory or no Embree.
dmRayScene *dmRaySceneOpen(const dmPrimitive *primitives, size_t count);
void dmRaySceneClose(dmRayScene *scene);

// The nearest place beyond `near` where a ray enters a shape; 0 when there is none.
int dmTrace(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    uint32_t mask, dmHit *hit);

// Whether a ray enters any shape between `near` and `far`.
int dmBlocked(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    double far, uint32_t mask);

#include "CPictures.h"

#endif
