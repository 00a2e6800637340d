#include "Lanes.h"
#include "Versions.h"

#pragma STDC FP_CONTRACT OFF

#define LANE static inline __attribute__((always_inline))

#define ROOT(x) __builtin_elementwise_sqrt(x)

LANE double least(double a, double b) { return a < b ? a : b; }
LANE double most(double a, double b) { return a > b ? a : b; }

// Distance, primitive and face in one number; infinite where the shape is not met.
LANE double key(double t, int met, double near, uint64_t low) {
  uint64_t bits;
  __builtin_memcpy(&bits, &t, 8);
  bits = (bits & ~(KEY_MASK | UINT64_C(1) << 63)) | low;
  double made;
  __builtin_memcpy(&made, &bits, 8);
  return (met & (t >= near)) ? made : INFINITY;
}

// ---- shapes ----

// Slabs; of parallel rays along a slab it is said once who is within.
LANE double box(const dmLens *p, int parallel, const double o[3], const double d[3]) {
  const double *h = p->primitive->size;
  double enter = -INFINITY, leave = INFINITY;
  uint64_t face = 0;
  for (int i = 0; i < 3; i++) {
    double inverse = 1 / d[i];
    double a = (-h[i] - o[i]) * inverse, b = (h[i] - o[i]) * inverse;
    double low = least(a, b), high = most(a, b);
    if (parallel) {
      int along = d[i] == 0, within = fabs(o[i]) <= h[i];
      low = along ? (within ? -INFINITY : INFINITY) : low;
      high = along ? INFINITY : high;
    }
    face = low > enter ? (uint64_t)i : face;
    enter = most(low, enter);
    leave = least(high, leave);
  }
  return key(enter, enter <= leave, p->near, p->index << 2 | face);
}

LANE double ball(double r, double height, const double o[3], const double d[3]) {
  double c[3] = {o[0], o[1], o[2] - height};
  double a = dot(d, d), b = dot(c, d), q = b * b - a * (dot(c, c) - r * r);
  double t = (-b - ROOT(most(q, 0))) / a;
  return q >= 0 ? t : INFINITY;
}

LANE double tube(double r, double l, const double o[3], const double d[3]) {
  double a = d[0] * d[0] + d[1] * d[1], b = o[0] * d[0] + o[1] * d[1];
  double q = b * b - a * (o[0] * o[0] + o[1] * o[1] - r * r);
  double t = (-b - ROOT(most(q, 0))) / a;
  return ((q >= 0) & (fabs(o[2] + t * d[2]) <= l)) ? t : INFINITY;
}

LANE double sphere(const dmLens *p, int parallel, const double o[3], const double d[3]) {
  double t = ball(p->primitive->size[0], 0, o, d);
  return key(t, t < INFINITY, p->near, p->index << 2);
}

LANE double cylinder(const dmLens *p, int parallel, const double o[3], const double d[3]) {
  double r = p->primitive->size[0], l = p->primitive->size[1];
  double t = tube(r, l, o, d);
  // else the end that faces the ray
  double end = ((d[2] > 0 ? -l : l) - o[2]) / d[2];
  double x = o[0] + end * d[0], y = o[1] + end * d[1];
  int side = t < INFINITY;
  double found = side ? t : x * x + y * y <= r * r ? end : INFINITY;
  return key(found, found < INFINITY, p->near, p->index << 2 | (side ? 0 : 1));
}

LANE double capsule(const dmLens *p, int parallel, const double o[3], const double d[3]) {
  double r = p->primitive->size[0], l = p->primitive->size[1];
  double t = tube(r, l, o, d);
  double caps = least(ball(r, -l, o, d), ball(r, l, o, d));
  double found = t < INFINITY ? t : caps;
  return key(found, found < INFINITY, p->near, p->index << 2);
}

// ---- loops ----

#define LOOP(name, shape, parallel, shared)                                                        \
  VERSIONS static void name(                                                                      \
      const dmLens *given, const dmLanes *lanes, int first, int end, double *restrict keys) {     \
    const dmLens p = *given;                                                                      \
    const double *restrict lx = lanes->x, *restrict ly = lanes->y;                                \
    const uint64_t mask = p.primitive->mask;                                                      \
    for (int n = first; n < end; n++) {                                                           \
      double o[3], d[3];                                                                          \
      for (int i = 0; i < 3; i++) {                                                               \
        o[i] = parallel ? p.o[i] + lx[n] * p.ox[i] + ly[n] * p.oy[i] : p.o[i];                    \
        d[i] = parallel ? p.d[i] : p.d[i] + lx[n] * p.dx[i] + ly[n] * p.dy[i];                    \
      }                                                                                           \
      double found = shape(&p, parallel, o, d);                                                   \
      if (shared) found = lanes->bits[n] & mask ? found : INFINITY;                                 \
      keys[n] = least(found, keys[n]);                                                            \
    }                                                                                             \
  }

#define LOOPS(shape)                                                                              \
  LOOP(shape##_perspective, shape, 0, 0)                                                          \
  LOOP(shape##_parallel, shape, 1, 0)                                                             \
  LOOP(shape##_shared, shape, 0, 1)                                                               \
  LOOP(shape##_parallel_shared, shape, 1, 1)

LOOPS(box)
LOOPS(sphere)
LOOPS(cylinder)
LOOPS(capsule)

typedef void loop(const dmLens *, const dmLanes *, int, int, double *);

void dmLanesTake(
    const dmLens *lens, int parallel, const dmLanes *lanes, int first, int end, double *keys) {
  // by shape; by whether glass lets some samples through; by camera
  static loop *const loops[4][2][2] = {
      {{box_perspective, box_parallel}, {box_shared, box_parallel_shared}},
      {{sphere_perspective, sphere_parallel}, {sphere_shared, sphere_parallel_shared}},
      {{cylinder_perspective, cylinder_parallel}, {cylinder_shared, cylinder_parallel_shared}},
      {{capsule_perspective, capsule_parallel}, {capsule_shared, capsule_parallel_shared}},
  };
  int shared = lanes->bits && (lens->primitive->mask & 15) != 15;
  loops[lens->primitive->kind][shared][parallel](lens, lanes, first, end, keys);
}

VERSIONS double dmLanesFarthest(const double *keys, int count) {
  double found[8] = {0};
  int n = 0;
  for (; n + 8 <= count; n += 8)
    for (int i = 0; i < 8; i++) found[i] = most(keys[n + i], found[i]);
  for (; n < count; n++) found[0] = most(keys[n], found[0]);
  for (int i = 1; i < 8; i++) found[0] = most(found[i], found[0]);
  return found[0];
}
