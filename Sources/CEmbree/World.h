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

struct dmWorld {
  size_t count, lampCount;
  dmPrimitive *primitives;
  dmLamp *lamps;
  // Whether a primitive was ever moved, and how many were.
  uint8_t *moves;
  size_t moving;
  // For passing use.
  int *found;
};

enum { dmResting = 1, dmMoving = 2 };

// Takes lamps from the fragments' bits that shapes of a kind, resting or moving or both, hide.
void dmWorldShade(const dmWorld *world, dmFragment *fragments, int count, int kinds);

#endif
