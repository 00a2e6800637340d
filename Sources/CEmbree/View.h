// Pictures of a world, tile by tile.
#ifndef DEMOMILL_VIEW_H
#define DEMOMILL_VIEW_H

#include "Lanes.h"
#include "World.h"

enum { SIDE = dmTileSide, PIXELS = SIDE * SIDE, MOST_SAMPLES = 64 };

// A shape that may be in the picture: pixels that it may cover, and its least distance.
typedef struct {
  dmLens lens;
  double nearest;
  int low[2], high[2];
} dmSeen;

// Shapes in the order of their least distance.
typedef struct {
  dmSeen *seen;
  int count;
} dmSeens;

// What rests in a tile.
typedef struct {
  double *keys, *middles;
  dmFragment *fragments;
  int count, moved;
  // Where each lamp lights it.
  dmReach *reaches;
  // Where each pixel's fragments begin.
  int first[PIXELS + 1];
} dmLayer;

struct dmView {
  dmWorld *world;
  dmCamera camera;
  double samples[2 * MOST_SAMPLES];
  int count, join, across, down;
  // Places and masks of a tile's samples and of its pixels' middles.
  double *x, *y, middleX[PIXELS], middleY[PIXELS];
  uint64_t *bits;
  // What rests, or all where nothing is kept; and what moves.
  dmSeens resting, moving;
  int keeps;
  size_t known;
  dmLayer *layers;
  // A tile's keys and fragments in passing.
  double *keys;
  dmFragment *fragments;
};

// The ray of a place in the picture, pixels from its top left corner.
void dmViewRay(const dmCamera *c, double x, double y, double origin[3], double direction[3]);

// A shape as the picture's rays see it, from the picture's corner.
void dmViewLens(const dmView *view, size_t index, dmLens *lens);

// The shapes of kinds that may be in the picture.
void dmViewFind(dmView *view, int kinds, dmSeens *into);

// The nearest of shapes for the lanes of a tile.
void dmViewTrace(
    const dmView *view, const dmSeens *seens, size_t tile, const dmLanes *lanes, double *keys);

// Distances and primitives of a tile's middles, whose keys are given, into whole pictures.
void dmViewMeasure(
    const dmView *view, size_t tile, const double *keys, float *distances, int32_t *primitives);

// The fragments of a pixel of a tile, whose samples' keys are given; returns how many.
int dmViewResolve(
    const dmView *view, int x, int y, const double *keys, dmFragment *fragments);

#endif
