// Which shapes may be where in a picture, and which is the nearest.
#include "View.h"

#include <stdlib.h>

#pragma STDC FP_CONTRACT OFF

// bounds are a little larger: metres, and pixels
static const double MARGIN = 1e-6, PIXEL_MARGIN = 0.01;

void dmViewRay(const dmCamera *c, double x, double y, double origin[3], double direction[3]) {
  double right = (x - c->width / 2.0) * c->pixel, down = (y - c->height / 2.0) * c->pixel;
  for (int i = 0; i < 3; i++) {
    double across = c->right[i] * right + c->down[i] * down;
    origin[i] = c->parallel ? c->eye[i] + across : c->eye[i];
    direction[i] = c->parallel ? c->forward[i] : c->forward[i] + across;
  }
}

// ---- what may be where ----

// The pixels that the box around a shape may cover; 0 when it is out of the picture.
static int project(const dmCamera *c, const dmPrimitive *p, dmSeen *seen) {
  const double *s = p->size;
  double h[3] = {s[0], s[0], s[0]};
  if (p->kind == dmBox) h[1] = s[1], h[2] = s[2];
  if (p->kind == dmCylinder) h[2] = s[1];
  if (p->kind == dmCapsule) h[2] = s[0] + s[1];

  // the camera's axes in the shape's frame, and the shape's middle in the camera's
  const double *axes[3] = {c->right, c->down, c->forward};
  double a[3][3], m[3], away[3];
  for (int i = 0; i < 3; i++) away[i] = p->position[i] - c->eye[i];
  for (int i = 0; i < 3; i++) turn_in(p, axes[i], a[i]), m[i] = dot(away, axes[i]);
  double reach = extent(p, c->forward) + MARGIN;
  if (m[2] + reach < c->near) return 0;
  seen->nearest = m[2] - reach;

  // all of the picture when a corner is beside the eye
  double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
  if (!c->parallel && seen->nearest < 1e-3) {
    low[0] = low[1] = -1e9, high[0] = high[1] = 1e9;
  } else {
    for (int corner = 0; corner < 8; corner++) {
      double at[3];
      for (int i = 0; i < 3; i++) {
        at[i] = m[i];
        for (int j = 0; j < 3; j++) at[i] += (corner >> j & 1 ? h[j] : -h[j]) * a[i][j];
      }
      double scale = c->parallel ? c->pixel : c->pixel * (at[2] > 1e-3 ? at[2] : 1e-3);
      for (int i = 0; i < 2; i++) {
        double pixel = at[i] / scale + (i ? c->height : c->width) / 2.0;
        if (pixel < low[i]) low[i] = pixel;
        if (pixel > high[i]) high[i] = pixel;
      }
    }
  }
  for (int i = 0; i < 2; i++) {
    int end = i ? c->height : c->width;
    if (!(low[i] - PIXEL_MARGIN < end && high[i] + PIXEL_MARGIN > 0)) return 0;
    double first = floor(low[i] - PIXEL_MARGIN), last = floor(high[i] + PIXEL_MARGIN);
    seen->low[i] = first < 0 ? 0 : (int)first;
    seen->high[i] = last > end - 1 ? end - 1 : (int)last;
  }
  return 1;
}

void dmViewLens(const dmView *view, size_t index, dmLens *lens) {
  const dmCamera *c = &view->camera;
  const dmPrimitive *p = view->world->primitives + index;
  lens->primitive = p;
  lens->near = c->near;
  lens->index = index;

  // the rays in the shape's frame
  double origin[3], direction[3];
  dmViewRay(c, 0, 0, origin, direction);
  move_in(p, origin, lens->o);
  turn_in(p, direction, lens->d);
  double x[3], y[3], none[3] = {0, 0, 0};
  for (int i = 0; i < 3; i++) x[i] = c->right[i] * c->pixel, y[i] = c->down[i] * c->pixel;
  turn_in(p, c->parallel ? x : none, lens->ox);
  turn_in(p, c->parallel ? y : none, lens->oy);
  turn_in(p, c->parallel ? none : x, lens->dx);
  turn_in(p, c->parallel ? none : y, lens->dy);
}

static int nearer(const void *a, const void *b) {
  const dmSeen *x = a, *y = b;
  return x->nearest < y->nearest   ? -1
         : x->nearest > y->nearest ? 1
                                   : (x->lens.index > y->lens.index) - (x->lens.index < y->lens.index);
}

void dmViewFind(dmView *view, int kinds, dmSeens *into) {
  const dmWorld *world = view->world;
  into->count = 0;
  for (size_t i = 0; i < world->count; i++) {
    if (!(kinds & (world->moves[i] ? dmMoving : dmResting))) continue;
    dmSeen *seen = into->seen + into->count;
    const dmPrimitive *p = world->primitives + i;
    if (!(p->mask & (15 | SOLID)) || !project(&view->camera, p, seen)) continue;
    dmViewLens(view, i, &seen->lens);
    into->count++;
  }
  qsort(into->seen, (size_t)into->count, sizeof *into->seen, nearer);
}

// ---- what is nearest ----

void dmViewTrace(
    const dmView *view, const dmSeens *seens, size_t tile, const dmLanes *lanes, double *keys) {
  int corner[2] = {(int)(tile % view->across) * SIDE, (int)(tile / view->across) * SIDE};
  int row = lanes->count / SIDE, middles = !lanes->bits;
  double farthest = dmLanesFarthest(keys, lanes->count);
  for (int n = 0; n < seens->count; n++) {
    // all that follows is farther than what is there
    const dmSeen *seen = seens->seen + n;
    if (seen->nearest > farthest) break;
    if (seen->low[0] >= corner[0] + SIDE || seen->high[0] < corner[0]) continue;
    if (seen->low[1] >= corner[1] + SIDE || seen->high[1] < corner[1]) continue;
    if (!(seen->lens.primitive->mask & (middles ? SOLID : 15))) continue;

    // its rows, from the tile's corner
    int first = seen->low[1] - corner[1], last = seen->high[1] - corner[1];
    first = first < 0 ? 0 : first;
    last = last >= SIDE ? SIDE - 1 : last;
    dmLens lens = seen->lens;
    dmLensMove(&lens, corner);
    dmLanesTake(&lens, view->camera.parallel, lanes, first * row, (last + 1) * row, keys);
    farthest = dmLanesFarthest(keys, lanes->count);
  }
}
