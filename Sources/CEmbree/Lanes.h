// The nearest primitive of many samples at once.
//
// A sample keeps one double: the distance, whose last 24 bits give way to the primitive and its face.
// The least is the nearest and, of faces that coincide, the one of the lowest index, in whichever order
// primitives come. Loops have no branches, so that compilers make vectors of them; each lane does the
// same operations on every processor.
#ifndef DEMOMILL_LANES_H
#define DEMOMILL_LANES_H

#include "Shapes.h"

#define KEY_BITS 24
#define KEY_MASK ((UINT64_C(1) << KEY_BITS) - 1)

// A primitive as the samples of a tile see it: sample (x, y) has a ray from `o + x ox + y oy` along
// `d + x dx + y dy` in the primitive's frame; of cameras with perspective ox and oy are 0, of parallel
// ones dx and dy.
typedef struct {
  const dmPrimitive *primitive;
  double o[3], ox[3], oy[3], d[3], dx[3], dy[3];
  double near;
  uint64_t index;
} dmLens;

// The lanes of a tile: places in pixels from its corner, and which primitives' masks they see.
typedef struct {
  int count;
  const double *x, *y;
  const uint64_t *bits;
} dmLanes;

// From the picture's corner to a tile's.
static inline void dmLensMove(dmLens *lens, const int corner[2]) {
  for (int i = 0; i < 3; i++) {
    lens->o[i] += corner[0] * lens->ox[i] + corner[1] * lens->oy[i];
    lens->d[i] += corner[0] * lens->dx[i] + corner[1] * lens->dy[i];
  }
}

// Takes a primitive in for lanes `first` up to `end`.
void dmLanesTake(
    const dmLens *lens, int parallel, const dmLanes *lanes, int first, int end, double *keys);

// The greatest of keys.
double dmLanesFarthest(const double *keys, int count);

#endif
