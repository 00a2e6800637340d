// Samples of a pixel that see the same face, as one.
#include "View.h"

#pragma STDC FP_CONTRACT OFF

// off the surface, so that it does not shade itself, metres
static const double LIFT = 1e-5;

static uint64_t low_bits(double key) {
  uint64_t bits;
  memcpy(&bits, &key, 8);
  return bits & KEY_MASK;
}

// The normal where a shape has a point on its surface.
static void normal_at(const dmPrimitive *p, int face, const double at[3], double n[3]) {
  double l = p->kind == dmCapsule ? p->size[1] : 0;
  double c[3] = {at[0], at[1], at[2] - (at[2] > l ? l : at[2] < -l ? -l : at[2])};
  if (p->kind == dmSphere) c[2] = at[2];
  if (p->kind == dmBox || (p->kind == dmCylinder && face == 1)) {
    int axis = p->kind == dmBox ? face : 2;
    for (int i = 0; i < 3; i++) c[i] = i == axis ? at[i] : 0;
  } else if (p->kind == dmCylinder) {
    c[2] = 0;
  }
  double length = sqrt(dot(c, c));
  for (int i = 0; i < 3; i++) n[i] = length > 0 ? c[i] / length : i == 2;
}

// Where a ray of the picture enters a shape; without `always` 0 where it does not.
static int hit(
    const dmView *view, const dmPrimitive *p, double x, double y, const double *always, int face,
    dmFragment *f) {
  double origin[3], direction[3], o[3], d[3];
  dmViewRay(&view->camera, x, y, origin, direction);
  move_in(p, origin, o);
  turn_in(p, direction, d);
  int met = enter_shape(p, o, d, &f->distance, f->normal) && f->distance >= view->camera.near;
  if (!met && !always) return 0;
  if (!met) f->distance = *always;
  for (int i = 0; i < 3; i++) f->point[i] = o[i] + f->distance * d[i];
  if (!met) normal_at(p, face, f->point, f->normal);

  // how the place changes from pixel to pixel, not too much where the face is seen from its side
  const dmCamera *c = &view->camera;
  double slant = dot(d, f->normal), size = sqrt(dot(d, d)), span = c->parallel ? 1 : f->distance;
  if (slant > -0.1 * size) slant = -0.1 * size;
  for (int axis = 0; axis < 2; axis++) {
    double step[3], *out = axis ? f->down : f->across;
    turn_in(p, axis ? c->down : c->right, step);
    double leave = dot(step, f->normal) / slant;
    for (int i = 0; i < 3; i++) out[i] = (step[i] - d[i] * leave) * c->pixel * span;
  }

  // in the world
  double length = sqrt(dot(direction, direction));
  turn_out(p, f->normal, f->facing);
  for (int i = 0; i < 3; i++) {
    f->view[i] = -direction[i] / length;
    f->place[i] = origin[i] + direction[i] * f->distance + f->facing[i] * LIFT;
  }
  return 1;
}

// One fragment of the samples that see a face.
static void make(
    const dmView *view, int x, int y, const double *keys, const int *members, int count,
    dmFragment *f) {
  int first = members[0];
  memset(f, 0, sizeof *f);
  f->pixel = y * view->camera.width + x;
  f->weight = (double)count / view->count;
  f->sample = first;
  for (int i = 0; i < count; i++) f->samples |= members[i] < 32 ? UINT32_C(1) << members[i] : 0;
  f->primitive = -1;
  if (!(keys[first] < INFINITY)) return;

  // where its samples are on average, else where the first is
  uint64_t low = low_bits(keys[first]);
  f->primitive = (int32_t)(low >> 2);
  const dmPrimitive *p = view->world->primitives + f->primitive;
  double middle[2] = {0, 0};
  for (int i = 0; i < count; i++)
    for (int j = 0; j < 2; j++) middle[j] += view->samples[2 * members[i] + j];
  const double *alone = view->samples + 2 * first;
  int face = (int)(low & 3);
  for (int j = 0; j < 2; j++) f->middle[j] = middle[j] / count;
  if (!hit(view, p, x + f->middle[0], y + f->middle[1], NULL, face, f)) {
    memcpy(f->middle, alone, sizeof f->middle);
    hit(view, p, x + alone[0], y + alone[1], keys + first, face, f);
  }
  for (size_t l = 0; l < view->world->lampCount; l++)
    if (dot(f->facing, view->world->lamps[l].way) > 0) f->lit |= UINT32_C(1) << l;
}

int dmViewResolve(
    const dmView *view, int x, int y, const double *keys, dmFragment *fragments) {
  int made = 0, members[MOST_SAMPLES], taken[MOST_SAMPLES] = {0};
  for (int s = 0; s < view->count; s++) {
    if (taken[s]) continue;
    int count = 0;
    int nothing = !(keys[s] < INFINITY);
    for (int other = s; other < view->count; other++) {
      if (other > s && !view->join) break;
      int same = nothing ? !(keys[other] < INFINITY)
                         : keys[other] < INFINITY && low_bits(keys[other]) == low_bits(keys[s]);
      if (taken[other] || !same) continue;
      taken[other] = 1;
      members[count++] = other;
    }
    make(view, x, y, keys, members, count, fragments + made++);
  }
  return made;
}
