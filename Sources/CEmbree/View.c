#include "View.h"

#include <stdlib.h>

#pragma STDC FP_CONTRACT OFF

// ---- views ----

static void drop(dmView *view) {
  size_t tiles = dmViewTiles(view);
  for (size_t i = 0; view->layers && i < tiles; i++) {
    free(view->layers[i].keys);
    free(view->layers[i].middles);
    free(view->layers[i].reaches);
    free(view->layers[i].fragments);
  }
  free(view->layers);
  view->layers = NULL;
}

// Where the samples of a tile are, and which masks they see.
static void lay(dmView *view) {
  // the order in which few samples take turns to see what is half transparent
  for (int pixel = 0; pixel < PIXELS; pixel++) {
    int column = pixel % SIDE, row = pixel / SIDE;
    for (int s = 0; s < view->count; s++) {
      int lane = pixel * view->count + s;
      view->x[lane] = column + view->samples[2 * s];
      view->y[lane] = row + view->samples[2 * s + 1];
      int turn = view->count < 4 ? s + column + 2 * (row & 1) : s;
      view->bits[lane] = UINT64_C(1) << (turn & 3);
    }
    view->middleX[pixel] = column + 0.5;
    view->middleY[pixel] = row + 0.5;
  }
}

dmView *dmViewOpen(
    dmWorld *world, const dmCamera *camera, const double *samples, size_t count, int join) {
  dmView *made = calloc(1, sizeof *made);
  if (!made || count < 1 || count > MOST_SAMPLES) {
    free(made);
    return NULL;
  }
  made->world = world;
  made->camera = *camera;
  made->count = (int)count;
  made->join = join;
  made->across = (camera->width + SIDE - 1) / SIDE;
  made->down = (camera->height + SIDE - 1) / SIDE;
  memcpy(made->samples, samples, 2 * count * sizeof *samples);
  size_t lanes = PIXELS * count, shapes = world->count ? world->count : 1;
  made->x = malloc(lanes * sizeof *made->x);
  made->y = malloc(lanes * sizeof *made->y);
  made->bits = malloc(lanes * sizeof *made->bits);
  made->keys = malloc(lanes * sizeof *made->keys);
  made->fragments = malloc(lanes * sizeof *made->fragments);
  made->resting.seen = malloc(shapes * sizeof *made->resting.seen);
  made->moving.seen = malloc(shapes * sizeof *made->moving.seen);
  if (!made->x || !made->y || !made->bits || !made->keys || !made->fragments ||
      !made->resting.seen || !made->moving.seen) {
    dmViewClose(made);
    return NULL;
  }
  lay(made);
  return made;
}

void dmViewClose(dmView *view) {
  if (!view) return;
  drop(view);
  free(view->x);
  free(view->y);
  free(view->bits);
  free(view->keys);
  free(view->fragments);
  free(view->resting.seen);
  free(view->moving.seen);
  free(view);
}

size_t dmViewTiles(const dmView *view) { return (size_t)view->across * (size_t)view->down; }

int dmViewBegin(dmView *view, int keep) {
  // what rests is another: the layers are of no use
  int stale = !keep || !view->keeps || view->known != view->world->moving;
  if (stale) {
    drop(view);
    view->keeps = 0;
    if (keep) view->layers = calloc(dmViewTiles(view), sizeof *view->layers);
    if (view->layers) view->keeps = 1;
    view->known = view->world->moving;
    dmViewFind(view, view->keeps ? dmResting : dmResting | dmMoving, &view->resting);
  }
  view->moving.count = 0;
  if (view->keeps) dmViewFind(view, dmMoving, &view->moving);
  return stale;
}

// ---- tiles ----

static dmLanes lanes(const dmView *view) {
  return (dmLanes){
      .count = PIXELS * view->count, .x = view->x, .y = view->y, .bits = view->bits};
}

static void clear(double *keys, int count) {
  for (int i = 0; i < count; i++) keys[i] = INFINITY;
}

// Whether a shape that moves may be in a tile.
static int visits(const dmView *view, size_t tile) {
  int x = (int)(tile % view->across) * SIDE, y = (int)(tile / view->across) * SIDE;
  for (int n = 0; n < view->moving.count; n++) {
    const dmSeen *s = view->moving.seen + n;
    if (s->low[0] < x + SIDE && s->high[0] >= x && s->low[1] < y + SIDE && s->high[1] >= y)
      return 1;
  }
  return 0;
}

// The fragments of a tile's pixels; of pixels whose keys a layer has, the layer's.
static int resolve(
    const dmView *view, size_t tile, const double *keys, const dmLayer *layer, int *first,
    dmFragment *fragments) {
  int corner[2] = {(int)(tile % view->across) * SIDE, (int)(tile / view->across) * SIDE};
  int count = 0;
  for (int pixel = 0; pixel < PIXELS; pixel++) {
    if (first) first[pixel] = count;
    int x = corner[0] + pixel % SIDE, y = corner[1] + pixel / SIDE;
    if (x >= view->camera.width || y >= view->camera.height) continue;
    const double *own = keys + pixel * view->count;
    if (layer) {
      const double *resting = layer->keys + pixel * view->count;
      int same = 1;
      for (int s = 0; s < view->count; s++) same &= own[s] == resting[s];
      if (same) {
        int begin = layer->first[pixel], many = layer->first[pixel + 1] - begin;
        memcpy(fragments + count, layer->fragments + begin, (size_t)many * sizeof *fragments);
        count += many;
        continue;
      }
    }
    count += dmViewResolve(view, x, y, own, fragments + count);
  }
  if (first) first[PIXELS] = count;
  return count;
}

dmTile dmViewResting(dmView *view, size_t tile) {
  dmTile none = {NULL, 0, 0};
  if (!view->keeps || view->layers[tile].keys) return none;
  dmLayer *layer = view->layers + tile;
  dmLanes all = lanes(view);
  double *keys = malloc((size_t)all.count * sizeof *keys);
  if (!keys) return none;
  clear(keys, all.count);
  dmViewTrace(view, &view->resting, tile, &all, keys);
  int count = resolve(view, tile, keys, NULL, layer->first, view->fragments);
  size_t lamps = view->world->lampCount;
  layer->fragments = malloc((size_t)(count ? count : 1) * sizeof *layer->fragments);
  layer->reaches = malloc((lamps ? lamps : 1) * sizeof *layer->reaches);
  if (!layer->fragments || !layer->reaches) {
    free(keys);
    free(layer->fragments);
    free(layer->reaches);
    layer->fragments = NULL;
    layer->reaches = NULL;
    return none;
  }
  memcpy(layer->fragments, view->fragments, (size_t)count * sizeof *layer->fragments);
  layer->keys = keys;
  layer->count = count;
  // something may have moved there before
  layer->moved = 1;
  dmWorldShade(view->world, layer->fragments, count, dmResting);
  for (int i = 0; i < count; i++) layer->fragments[i].open = layer->fragments[i].lit;
  dmWorldBounds(view->world, layer->fragments, count, layer->reaches);
  return (dmTile){layer->fragments, count, 0};
}

dmTile dmViewTile(dmView *view, size_t tile) {
  dmLanes all = lanes(view);
  dmLayer *layer = view->keeps && view->layers[tile].keys ? view->layers + tile : NULL;
  if (!layer) {
    clear(view->keys, all.count);
    dmViewTrace(view, &view->resting, tile, &all, view->keys);
    dmViewTrace(view, &view->moving, tile, &all, view->keys);
    int count = resolve(view, tile, view->keys, NULL, NULL, view->fragments);
    dmWorldShade(view->world, view->fragments, count, dmResting | dmMoving);
    return (dmTile){view->fragments, count, 0};
  }

  // shapes that move, before what rests
  dmTile result = {layer->fragments, layer->count, 0};
  int visited = visits(view, tile);
  if (visited) {
    memcpy(view->keys, layer->keys, (size_t)all.count * sizeof *view->keys);
    dmViewTrace(view, &view->moving, tile, &all, view->keys);
    result.fragments = view->fragments;
    result.count = resolve(view, tile, view->keys, layer, NULL, view->fragments);
    dmFragment *f = view->fragments;
    // what is new is colourless
    int fresh = 0;
    for (int i = 0; i < result.count; i++) fresh |= !f[i].colored;
    for (int i = 0, end; fresh && i < result.count; i = end) {
      for (end = i; end < result.count && !f[end].colored; end++) continue;
      if (end > i) dmWorldShade(view->world, f + i, end - i, dmResting);
      for (int j = i; j < end; j++) f[j].open = f[j].lit;
      if (end == i) end++;
    }
  }
  // and shapes that move before lamps
  int shaded = visited || dmWorldReaches(view->world, layer->reaches);
  if (shaded || layer->moved)
    for (int i = 0; i < result.count; i++) result.fragments[i].lit = result.fragments[i].open;
  if (shaded) dmWorldShade(view->world, result.fragments, result.count, dmMoving);

  // the same again when nothing moves or shades there, now and in the picture before
  int moved = visited;
  for (int i = 0; shaded && !moved && i < result.count; i++)
    moved = result.fragments[i].lit != result.fragments[i].open;
  result.rests = !moved && !layer->moved;
  layer->moved = moved;
  return result;
}

void dmViewMiddles(dmView *view, size_t tile, float *distances, int32_t *primitives) {
  dmLanes middles = {.count = PIXELS, .x = view->middleX, .y = view->middleY, .bits = NULL};
  double keys[PIXELS];
  dmLayer *layer = view->keeps ? view->layers + tile : NULL;
  if (layer && layer->middles) {
    memcpy(keys, layer->middles, sizeof keys);
  } else {
    clear(keys, PIXELS);
    dmViewTrace(view, &view->resting, tile, &middles, keys);
    if (layer && (layer->middles = malloc(sizeof keys)))
      memcpy(layer->middles, keys, sizeof keys);
  }
  dmViewTrace(view, &view->moving, tile, &middles, keys);
  dmViewMeasure(view, tile, keys, distances, primitives);
}

void dmViewMeasure(
    const dmView *view, size_t tile, const double *keys, float *distances, int32_t *primitives) {
  // distance and primitive apart
  int corner[2] = {(int)(tile % view->across) * SIDE, (int)(tile / view->across) * SIDE};
  for (int pixel = 0; pixel < PIXELS; pixel++) {
    int x = corner[0] + pixel % SIDE, y = corner[1] + pixel / SIDE;
    if (x >= view->camera.width || y >= view->camera.height) continue;
    size_t at = (size_t)y * (size_t)view->camera.width + (size_t)x;
    int none = !(keys[pixel] < INFINITY);
    uint64_t bits;
    memcpy(&bits, keys + pixel, 8);
    primitives[at] = none ? -1 : (int32_t)((bits & KEY_MASK) >> 2);
    bits &= ~KEY_MASK;
    double distance;
    memcpy(&distance, &bits, 8);
    distances[at] = none ? INFINITY : (float)distance;
  }
}
