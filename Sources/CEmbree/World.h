// Shapes in their places, as lamps see them.
#ifndef DEMOMILL_WORLD_H
#define DEMOMILL_WORLD_H

#include "Shapes.h"

// A shape on the plane across a lamp's light: its bounds, and how far it reaches towards the lamp.
typedef struct {
  double low[2], high[2], top;
  // The way to the lamp in the shape's frame.
  double way[3];
} dmShade;

typedef struct {
  // Towards the lamp, and two axes across.
  double way[3], across[2][3];
  dmShade *shades;
} dmLamp;

// Fragments of a tile at most: one for each sample.
enum { MOST_FRAGMENTS = dmTileSide * dmTileSide * 64 };

// Places on the plane across a lamp's light, and towards it; and their bounds.
typedef struct {
  double at[3][MOST_FRAGMENTS], low[3], high[3];
} dmPlaces;

typedef struct {
  double low[3], high[3];
} dmReach;

struct dmWorld {
  size_t count, lampCount;
  dmPrimitive *primitives;
  dmLamp *lamps;
  // Whether a primitive was ever moved, and how many were.
  uint8_t *moves;
  size_t moving;
  // Those that cast shadows.
  int *casters;
  size_t casting;
  // In passing.
  dmPlaces places;
};

enum { dmResting = 1, dmMoving = 2 };

// Bits of masks: shapes that cast shadows, and that depths know of.
enum { CASTS = 1 << 4, SOLID = 1 << 5 };

// Takes lamps from the fragments' bits that shapes of a kind, resting or moving or both, hide.
void dmWorldShade(dmWorld *world, dmFragment *fragments, int count, int kinds);

// The bounds of fragments that lamps light, lamp by lamp.
void dmWorldBounds(dmWorld *world, const dmFragment *fragments, int count, dmReach *reaches);

// Whether a shape that moves may shade anything within such bounds.
int dmWorldReaches(const dmWorld *world, const dmReach *bounds);

#endif
