#include "Versions.h"
#include "World.h"

#include <stdlib.h>

#pragma STDC FP_CONTRACT OFF

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
  made->casters = malloc((count ? count : 1) * sizeof *made->casters);
  made->lamps = calloc(lampCount ? lampCount : 1, sizeof *made->lamps);
  int whole = made->primitives && made->moves && made->casters && made->lamps;
  if (whole) memcpy(made->primitives, primitives, count * sizeof *primitives);
  for (size_t i = 0; whole && i < count; i++)
    if (primitives[i].mask & CASTS) made->casters[made->casting++] = (int)i;
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
  free(world->casters);
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

// Places on the plane across a lamp's light; those that the lamp does not light anyway are nowhere.
static int lay(
    const dmLamp *lamp, uint32_t bit, const dmFragment *fragments, int count, dmPlaces *places) {
  int some = 0;
  for (int i = 0; i < 3; i++) places->low[i] = INFINITY, places->high[i] = -INFINITY;
  for (int n = 0; n < count; n++) {
    const double *place = fragments[n].place;
    double at[3] = {dot(place, lamp->across[0]), dot(place, lamp->across[1]), dot(place, lamp->way)};
    int lit = (fragments[n].lit & bit) != 0;
    some |= lit;
    for (int i = 0; i < 3; i++) {
      places->at[i][n] = lit ? at[i] : NAN;
      places->low[i] = lit && at[i] < places->low[i] ? at[i] : places->low[i];
      places->high[i] = lit && at[i] > places->high[i] ? at[i] : places->high[i];
    }
  }
  return some;
}

// Whether a shape may shade anything within bounds.
static int reaches(const dmShade *s, const double low[3], const double high[3]) {
  return s->high[0] >= low[0] && s->low[0] <= high[0] && s->high[1] >= low[1] &&
         s->low[1] <= high[1] && s->top >= low[2];
}

// Which places a shape may shade.
VERSIONS static uint64_t within(const dmShade *s, const dmPlaces *p, int count, uint64_t *inside) {
  const double *restrict u = p->at[0], *restrict v = p->at[1], *restrict h = p->at[2];
  const double lowU = s->low[0], highU = s->high[0], lowV = s->low[1], highV = s->high[1];
  const double top = s->top;
  uint64_t any = 0;
  for (int n = 0; n < count; n++) {
    uint64_t in = (u[n] >= lowU) & (u[n] <= highU) & (v[n] >= lowV) & (v[n] <= highV) & (h[n] <= top);
    inside[n] = in;
    any |= in;
  }
  return any;
}

void dmWorldShade(dmWorld *world, dmFragment *fragments, int count, int kinds) {
  dmPlaces *places = &world->places;
  uint64_t inside[MOST_FRAGMENTS];
  for (size_t l = 0; l < world->lampCount; l++) {
    const dmLamp *lamp = world->lamps + l;
    uint32_t bit = UINT32_C(1) << l;
    if (!lay(lamp, bit, fragments, count, places)) continue;
    for (size_t c = 0; c < world->casting; c++) {
      int i = world->casters[c];
      const dmShade *s = lamp->shades + i;
      if (!(kinds & (world->moves[i] ? dmMoving : dmResting))) continue;
      if (!reaches(s, places->low, places->high) || !within(s, places, count, inside)) continue;
      const dmPrimitive *p = world->primitives + i;
      for (int n = 0; n < count; n++) {
        // no shape shades its own side that faces the lamp
        if (!inside[n] || fragments[n].primitive == i) continue;
        if (!blocks(p, s, fragments[n].place)) continue;
        fragments[n].lit &= ~bit;
        places->at[0][n] = NAN;
      }
    }
  }
}

void dmWorldBounds(
    dmWorld *world, const dmFragment *fragments, int count, dmReach *reaches) {
  for (size_t l = 0; l < world->lampCount; l++) {
    lay(world->lamps + l, UINT32_C(1) << l, fragments, count, &world->places);
    memcpy(reaches[l].low, world->places.low, sizeof reaches[l].low);
    memcpy(reaches[l].high, world->places.high, sizeof reaches[l].high);
  }
}

int dmWorldReaches(const dmWorld *world, const dmReach *bounds) {
  for (size_t l = 0; l < world->lampCount; l++)
    for (size_t c = 0; c < world->casting; c++) {
      int i = world->casters[c];
      if (world->moves[i] && reaches(world->lamps[l].shades + i, bounds[l].low, bounds[l].high))
        return 1;
    }
  return 0;
}
