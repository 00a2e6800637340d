// Where a ray enters a shape, in the shape's own frame, one ray at a time.
//
// Doubles, the same operations on every processor: no fused multiply-add.
#ifndef DEMOMILL_SHAPES_H
#define DEMOMILL_SHAPES_H

#include "CEmbree.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

static inline double dot(const double a[3], const double b[3]) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

// Where a ray enters a box: the slab that it enters last.
static inline int enter_box(
    const double h[3], const double o[3], const double d[3], double *t, double n[3]) {
  double enter = -INFINITY, leave = INFINITY;
  int axis = 0;
  for (int i = 0; i < 3; i++) {
    if (d[i] == 0) {
      if (fabs(o[i]) > h[i]) return 0;
      continue;
    }
    double a = (-h[i] - o[i]) / d[i], b = (h[i] - o[i]) / d[i];
    double low = a < b ? a : b, high = a < b ? b : a;
    if (low > enter) enter = low, axis = i;
    if (high < leave) leave = high;
  }
  if (enter > leave) return 0;
  *t = enter;
  n[0] = n[1] = n[2] = 0;
  n[axis] = d[axis] > 0 ? -1 : 1;
  return 1;
}

static inline int enter_sphere(
    double r, double height, const double o[3], const double d[3], double *t, double n[3]) {
  double c[3] = {o[0], o[1], o[2] - height};
  double a = dot(d, d), b = dot(c, d), q = b * b - a * (dot(c, c) - r * r);
  if (q < 0) return 0;
  *t = (-b - sqrt(q)) / a;
  for (int i = 0; i < 3; i++) n[i] = (c[i] + *t * d[i]) / r;
  return 1;
}

// The side of a cylinder; the height where the ray enters it in `z`.
static inline int enter_side(
    double r, const double o[3], const double d[3], double *t, double n[3], double *z) {
  double a = d[0] * d[0] + d[1] * d[1];
  if (a == 0) return 0;
  double b = o[0] * d[0] + o[1] * d[1], c = o[0] * o[0] + o[1] * o[1] - r * r, q = b * b - a * c;
  if (q < 0) return 0;
  *t = (-b - sqrt(q)) / a;
  *z = o[2] + *t * d[2];
  n[0] = (o[0] + *t * d[0]) / r, n[1] = (o[1] + *t * d[1]) / r, n[2] = 0;
  return 1;
}

static inline int enter_cylinder(
    double r, double l, const double o[3], const double d[3], double *t, double n[3]) {
  double z;
  if (enter_side(r, o, d, t, n, &z) && fabs(z) <= l) return 1;
  // the end that faces the ray
  if (d[2] == 0) return 0;
  double side = d[2] > 0 ? -1 : 1;
  *t = (side * l - o[2]) / d[2];
  double x = o[0] + *t * d[0], y = o[1] + *t * d[1];
  n[0] = n[1] = 0, n[2] = side;
  return x * x + y * y <= r * r;
}

static inline int enter_capsule(
    double r, double l, const double o[3], const double d[3], double *t, double n[3]) {
  double z;
  if (enter_side(r, o, d, t, n, &z) && fabs(z) <= l) return 1;
  // the nearer cap, where the ray meets both
  double t0, t1, n0[3], n1[3];
  int low = enter_sphere(r, -l, o, d, &t0, n0), high = enter_sphere(r, l, o, d, &t1, n1);
  if (!low && !high) return 0;
  int take = low && (!high || t0 < t1);
  *t = take ? t0 : t1;
  memcpy(n, take ? n0 : n1, sizeof n0);
  return 1;
}

// Where a ray in a shape's frame enters it, from in front or from behind.
static inline int enter_shape(
    const dmPrimitive *p, const double o[3], const double d[3], double *t, double n[3]) {
  switch (p->kind) {
    case dmBox: return enter_box(p->size, o, d, t, n);
    case dmSphere: return enter_sphere(p->size[0], 0, o, d, t, n);
    case dmCylinder: return enter_cylinder(p->size[0], p->size[1], o, d, t, n);
    case dmCapsule: return enter_capsule(p->size[0], p->size[1], o, d, t, n);
  }
  return 0;
}

// A direction of the world in a shape's frame.
static inline void turn_in(const dmPrimitive *p, const double v[3], double out[3]) {
  for (int i = 0; i < 3; i++)
    out[i] = p->rotation[i] * v[0] + p->rotation[3 + i] * v[1] + p->rotation[6 + i] * v[2];
}

// And back.
static inline void turn_out(const dmPrimitive *p, const double v[3], double out[3]) {
  for (int i = 0; i < 3; i++) out[i] = dot(p->rotation + 3 * i, v);
}

// A point of the world in a shape's frame.
static inline void move_in(const dmPrimitive *p, const double v[3], double out[3]) {
  double away[3] = {v[0] - p->position[0], v[1] - p->position[1], v[2] - p->position[2]};
  turn_in(p, away, out);
}

// How far a shape reaches from its middle along a unit direction of the world.
static inline double extent(const dmPrimitive *p, const double axis[3]) {
  const double *s = p->size;
  double a[3];
  turn_in(p, axis, a);
  double across = 1 - a[2] * a[2];
  switch (p->kind) {
    case dmBox: return fabs(a[0]) * s[0] + fabs(a[1]) * s[1] + fabs(a[2]) * s[2];
    case dmSphere: return s[0];
    case dmCylinder: return fabs(a[2]) * s[1] + s[0] * sqrt(across > 0 ? across : 0);
    default: return fabs(a[2]) * s[1] + s[0];
  }
}

#endif
