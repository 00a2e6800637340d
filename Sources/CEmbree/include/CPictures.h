// What the pixels of a picture see, for many pictures of shapes of which few move.
//
// A picture is made tile by tile. Of each tile every sample's nearest shape is found by exact rays, and
// samples of a pixel that see the same face become one fragment, which is to be shaded. A view that is
// used again keeps what does not move; that changes no bit.
#ifndef DEMOMILL_CPICTURES_H
#define DEMOMILL_CPICTURES_H

#include <stddef.h>
#include <stdint.h>

// Pixels along a tile's side.
enum { dmTileSide = 8 };

// A camera with its picture; unit vectors of the world.
typedef struct {
  double eye[3], right[3], down[3], forward[3];
  // Metres across a pixel: of parallel cameras, else at a distance of 1 m.
  double pixel;
  double near;
  int32_t parallel, width, height;
} dmCamera;

// A part of a pixel that sees one face.
typedef struct {
  // Along the line of sight.
  double distance;
  // The share of the pixel's samples.
  double weight;
  // In the shape's frame.
  double point[3], normal[3];
  // How the place in the shape's frame changes along a pixel across and down, on a flat face.
  double across[3], down[3];
  // Where in the pixel it is.
  double middle[2];
  // In the world: where it is, its normal, and the unit vector towards the eye.
  double place[3], facing[3], view[3];
  // For the caller to fill where `colored` is 0; comes back with fragments that did not change.
  double color[3];
  // -1 where there is nothing.
  int32_t primitive;
  // Row by row from the top left.
  int32_t pixel;
  // The first of the samples that it stands for, bit by bit where there are up to 32 of them.
  int32_t sample;
  uint32_t samples;
  int32_t colored;
  // A bit for each lamp that no shape that rests hides, and that nothing hides.
  uint32_t open, lit;
} dmFragment;

// The fragments of a tile, pixel by pixel.
typedef struct {
  dmFragment *fragments;
  int32_t count;
  // Whether all of it is as in the picture before.
  int32_t rests;
} dmTile;

typedef struct dmWorld dmWorld;
typedef struct dmView dmView;

// Copies the primitives; lamps shine from a unit direction each, 32 at most. NULL without memory.
dmWorld *dmWorldOpen(
    const dmPrimitive *primitives, size_t count, const double *lamps, size_t lampCount);
void dmWorldClose(dmWorld *world);

// Puts a primitive elsewhere.
void dmWorldMove(dmWorld *world, size_t index, const dmPrimitive *to);

// A picture of a world with 1 to 64 samples a pixel at places from 0 to 1, x before y; `join` makes one
// fragment of samples that see the same face. The world must live longer.
dmView *dmViewOpen(
    dmWorld *world, const dmCamera *camera, const double *samples, size_t count, int join);
void dmViewClose(dmView *view);

// Before the tiles of a picture; `keep` what rests for the next one. 1 when what rests is another than
// in the picture before.
int dmViewBegin(dmView *view, int keep);

// Tiles in all; row by row.
size_t dmViewTiles(const dmView *view);

// What rests in a tile, where that is new; to be coloured before the tile is asked for.
dmTile dmViewResting(dmView *view, size_t tile);

// The fragments of a tile; stay until the next call.
dmTile dmViewTile(dmView *view, size_t tile);

// Distance and primitive (-1 for none) at the middles of a tile's pixels, into whole pictures.
void dmViewMiddles(dmView *view, size_t tile, float *distances, int32_t *primitives);

#endif
