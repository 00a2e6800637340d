#include "World.h"

#include <stdlib.h>

#pragma STDC FP_CONTRACT OFF

// the mask's bit of shapes that cast shadows
static const uint32_t CASTS = 1 << 4;
// bounds are a little larger, metres
static const double MARGIN = 1e-6;

// ---- worlds ----

static void cast(dmLamp *lamp, const dmPrimitive *p, size_t index) {
  dmShade *shade = lamp->shades + index;
  turn_in(p, lamp->way, shade->way);
  for (int i = 0; i < 2; i++) {
    double middle = dot(p->position, lamp->across[i]);
    double half = extent(p, lamp->across[i]) + MARGIN;
    shade->low[i] = middle - half;
    shade->high[i] = middle + half;
  }
  shade->top = dot(p->position, lamp->way) + extent(p, lamp->way) + MARGIN;
}

static int open_lamp(dmLamp *lamp, const double way[3], const dmPrimitive *p, size_t count) {
  lamp->shades = malloc((count ? count : 1) * sizeof *lamp->shades);
  if (!lamp->shades) return 0;

  // two axes across the light, from the one that it is most across to
  int least = 0;
  for (int i = 1; i < 3; i++)
    if (fabs(way[i]) < fabs(way[least])) least = i;
  double *u = lamp->across[0], *v = lamp->across[1], length = 0;
  memcpy(lamp->way, way, sizeof lamp->way);
  for (int i = 0; i < 3; i++) u[i] = (i == least) - way[least] * way[i];
  length = sqrt(dot(u, u));
  for (int i = 0; i < 3; i++) u[i] /= length;
  for (int i = 0; i < 3; i++)
    v[i] = way[(i + 1) % 3] * u[(i + 2) % 3] - way[(i + 2) % 3] * u[(i + 1) % 3];
  for (size_t i = 0; i < count; i++) cast(lamp, p + i, i);
  return 1;
}

dmWorld *dmWorldOpen(
    const dmPrimitive *primitives, size_t count, const double *lamps, size_t lampCount) {
  dmWorld *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->count = count;
  made->primitives = malloc((count ? count : 1) * sizeof *primitives);
  made->moves = calloc(count ? count : 1, 1);
  made->found = malloc((count ? count : 1) * sizeof *made->found);
  made->lamps = calloc(lampCount ? lampCount : 1, sizeof *made->lamps);
  int whole = made->primitives && made->moves && made->found && made->lamps;
  if (whole) memcpy(made->primitives, primitives, count * sizeof *primitives);
  for (size_t i = 0; whole && i < lampCount; i++) {
    made->lampCount = i + 1;
    whole = open_lamp(made->lamps + i, lamps + 3 * i, primitives, count);
  }
  if (whole) return made;
  dmWorldClose(made);
  return NULL;
}

void dmWorldClose(dmWorld *world) {
  if (!world) return;
  for (size_t i = 0; i < world->lampCount; i++) free(world->lamps[i].shades);
  free(world->lamps);
  free(world->found);
  free(world->moves);
  free(world->primitives);
  free(world);
}

void dmWorldMove(dmWorld *world, size_t index, const dmPrimitive *to) {
  dmPrimitive *p = world->primitives + index;
  *p = *to;
  if (!world->moves[index]) world->moves[index] = 1, world->moving++;
  for (size_t i = 0; i < world->lampCount; i++) cast(world->lamps + i, p, index);
}

// ---- shadows ----

// Whether a shape stands between a place and a lamp.
static int blocks(const dmPrimitive *p, const dmShade *shade, const double place[3]) {
  double o[3], t, n[3];
  move_in(p, place, o);
  return enter_shape(p, o, shade->way, &t, n) && t >= 0;
}

// Those shapes of a kind that may shade any of the fragments with the lamp's bit.
static int gather(
    const dmWorld *world, const dmLamp *lamp, uint32_t bit, const dmFragment *fragments, int count,
    int kinds, int *found) {
  double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY}, bottom = INFINITY;
  for (int n = 0; n < count; n++) {
    if (!(fragments[n].lit & bit)) continue;
    for (int i = 0; i < 2; i++) {
      double at = dot(fragments[n].place, lamp->across[i]);
      if (at < low[i]) low[i] = at;
      if (at > high[i]) high[i] = at;
    }
    double height = dot(fragments[n].place, lamp->way);
    if (height < bottom) bottom = height;
  }
  int many = 0;
  if (!(low[0] <= high[0])) return 0;
  for (size_t i = 0; i < world->count; i++) {
    const dmShade *s = lamp->shades + i;
    if (s->high[0] < low[0] || s->low[0] > high[0] || s->high[1] < low[1] || s->low[1] > high[1] ||
        s->top < bottom)
      continue;
    if (!(world->primitives[i].mask & CASTS)) continue;
    if (kinds & (world->moves[i] ? dmMoving : dmResting)) found[many++] = (int)i;
  }
  return many;
}

void dmWorldShade(const dmWorld *world, dmFragment *fragments, int count, int kinds) {
  int *found = world->found;
  for (size_t l = 0; l < world->lampCount; l++) {
    const dmLamp *lamp = world->lamps + l;
    uint32_t bit = UINT32_C(1) << l;
    int many = gather(world, lamp, bit, fragments, count, kinds, found);
    for (int n = 0; many && n < count; n++) {
      dmFragment *f = fragments + n;
      if (!(f->lit & bit)) continue;
      double u = dot(f->place, lamp->across[0]), v = dot(f->place, lamp->across[1]);
      double height = dot(f->place, lamp->way);
      for (int k = 0; k < many; k++) {
        int i = found[k];
        const dmShade *s = lamp->shades + i;
        // no shape shades its own side that faces the lamp
        if (u < s->low[0] || u > s->high[0] || v < s->low[1] || v > s->high[1] ||
            height > s->top || i == f->primitive)
          continue;
        if (!blocks(world->primitives + i, s, f->place)) continue;
        f->lit &= ~bit;
        // the neighbours' likeliest
        found[k] = found[0], found[0] = i;
        break;
      }
    }
  }
}
