// Pictures ray by ray: what tiles find together, Embree finds for each sample and each lamp alone.
#include "Tree.h"

#pragma STDC FP_CONTRACT OFF

void dmRaysBegin(dmRayScene *scene, const dmView *view) {
  for (size_t i = 0; i < scene->world->count; i++) dmViewLens(view, i, scene->lenses + i);
}

// The nearest of what a place in a tile sees.
static double trace(
    const dmRayScene *scene, const dmView *view, const int corner[2], const double *x,
    const double *y, uint32_t mask) {
  const dmCamera *camera = &view->camera;
  dmSight sight = {
      .lenses = scene->lenses, .parallel = camera->parallel, .corner = {corner[0], corner[1]},
      .lane = {.count = 1, .x = x, .y = y, .bits = NULL}, .key = INFINITY};
  double origin[3], direction[3];
  dmViewRay(camera, corner[0] + *x, corner[1] + *y, origin, direction);
  dmTreeLook(scene, origin, direction, camera->near, mask, &sight);
  return sight.key;
}

dmTile dmRaysTile(dmRayScene *scene, dmView *view, size_t tile) {
  int corner[2] = {(int)(tile % view->across) * SIDE, (int)(tile / view->across) * SIDE};
  int count = 0;
  for (int pixel = 0; pixel < PIXELS; pixel++) {
    int x = corner[0] + pixel % SIDE, y = corner[1] + pixel / SIDE;
    if (x >= view->camera.width || y >= view->camera.height) continue;
    for (int s = 0; s < view->count; s++) {
      int lane = pixel * view->count + s;
      view->keys[s] = trace(
          scene, view, corner, view->x + lane, view->y + lane, (uint32_t)view->bits[lane]);
    }
    count += dmViewResolve(view, x, y, view->keys, view->fragments + count);
  }

  // lamps; no shape shades its own side that faces the lamp
  const dmWorld *world = scene->world;
  for (int n = 0; n < count; n++) {
    dmFragment *f = view->fragments + n;
    for (size_t l = 0; l < world->lampCount; l++) {
      uint32_t bit = UINT32_C(1) << l;
      if (!(f->lit & bit)) continue;
      if (dmBlocked(scene, f->place, world->lamps[l].way, INFINITY, CASTS, f->primitive))
        f->lit &= ~bit;
    }
  }
  return (dmTile){view->fragments, count, 0};
}

void dmRaysMiddles(
    dmRayScene *scene, const dmView *view, size_t tile, float *distances, int32_t *primitives) {
  int corner[2] = {(int)(tile % view->across) * SIDE, (int)(tile / view->across) * SIDE};
  double keys[PIXELS];
  for (int pixel = 0; pixel < PIXELS; pixel++) {
    const double *x = view->middleX + pixel, *y = view->middleY + pixel;
    keys[pixel] = trace(scene, view, corner, x, y, SOLID);
  }
  dmViewMeasure(view, tile, keys, distances, primitives);
}
