#include "CEmbree.h"

#include <embree3/rtcore.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// no fused multiply-add, whose last bit would differ between processors
#pragma STDC FP_CONTRACT OFF

// coplanar faces: the earlier primitive wins, whichever the tree visits first; metres
static const double TIE = 1e-9;

struct dmRayScene {
  RTCDevice device;
  RTCScene scene;
  dmPrimitive *primitives;
};

// a ray in doubles beside Embree's floats
typedef struct {
  struct RTCIntersectContext base;
  const dmPrimitive *primitives;
  double origin[3], direction[3], near, far;
  uint32_t mask;
  dmHit hit;
} query;

// ---- shapes, in their own frames ----

static double dot(const double a[3], const double b[3]) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

// Where a ray enters a box: the slab that it enters last.
static int enter_box(
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

static int enter_sphere(
    double r, double height, const double o[3], const double d[3], double *t, double n[3]) {
  double c[3] = {o[0], o[1], o[2] - height};
  double a = dot(d, d), b = dot(c, d), q = b * b - a * (dot(c, c) - r * r);
  if (q < 0) return 0;
  *t = (-b - sqrt(q)) / a;
  for (int i = 0; i < 3; i++) n[i] = (c[i] + *t * d[i]) / r;
  return 1;
}

// The side of a cylinder; the height where the ray enters it in `z`.
static int enter_side(
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

static int enter_cylinder(
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

static int enter_capsule(
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

static int enter(const dmPrimitive *p, const query *ray, dmHit *hit) {
  if (!(p->mask & ray->mask)) return 0;

  // the ray in the shape's frame
  double o[3], d[3];
  for (int i = 0; i < 3; i++) {
    o[i] = d[i] = 0;
    for (int j = 0; j < 3; j++) {
      o[i] += p->rotation[3 * j + i] * (ray->origin[j] - p->position[j]);
      d[i] += p->rotation[3 * j + i] * ray->direction[j];
    }
  }
  int met = 0;
  switch (p->kind) {
    case dmBox: met = enter_box(p->size, o, d, &hit->distance, hit->normal); break;
    case dmSphere: met = enter_sphere(p->size[0], 0, o, d, &hit->distance, hit->normal); break;
    case dmCylinder:
      met = enter_cylinder(p->size[0], p->size[1], o, d, &hit->distance, hit->normal);
      break;
    case dmCapsule:
      met = enter_capsule(p->size[0], p->size[1], o, d, &hit->distance, hit->normal);
      break;
  }
  if (!met || !(hit->distance >= ray->near && hit->distance <= ray->far)) return 0;
  for (int i = 0; i < 3; i++) hit->point[i] = o[i] + hit->distance * d[i];
  return 1;
}

// ---- Embree's callbacks ----

static void bounds(const struct RTCBoundsFunctionArguments *args) {
  const dmPrimitive *p = (const dmPrimitive *)args->geometryUserPtr + args->primID;
  double half[3];
  for (int i = 0; i < 3; i++) {
    const double *row = p->rotation + 3 * i, *s = p->size;
    double across = 1 - row[2] * row[2];
    switch (p->kind) {
      case dmBox: half[i] = fabs(row[0]) * s[0] + fabs(row[1]) * s[1] + fabs(row[2]) * s[2]; break;
      case dmSphere: half[i] = s[0]; break;
      case dmCylinder: half[i] = fabs(row[2]) * s[1] + s[0] * sqrt(across > 0 ? across : 0); break;
      default: half[i] = fabs(row[2]) * s[1] + s[0];
    }
    // floats are coarser than doubles
    half[i] += 1e-5 + 1e-6 * fabs(p->position[i]);
  }
  args->bounds_o->lower_x = (float)(p->position[0] - half[0]);
  args->bounds_o->lower_y = (float)(p->position[1] - half[1]);
  args->bounds_o->lower_z = (float)(p->position[2] - half[2]);
  args->bounds_o->upper_x = (float)(p->position[0] + half[0]);
  args->bounds_o->upper_y = (float)(p->position[1] + half[1]);
  args->bounds_o->upper_z = (float)(p->position[2] + half[2]);
}

static void intersect(const struct RTCIntersectFunctionNArguments *args) {
  query *ray = (query *)args->context;
  dmHit hit;
  int index = (int)args->primID;
  if (!args->valid[0] || !enter(ray->primitives + index, ray, &hit)) return;

  // keep the nearest
  double nearer = ray->hit.distance - hit.distance;
  int none = ray->hit.primitive < 0;
  if (!none && (nearer < -TIE || (nearer <= TIE && index > ray->hit.primitive))) return;
  hit.primitive = index;
  ray->hit = hit;

  // Embree need not look farther, but for ties
  struct RTCRayHit *single = (struct RTCRayHit *)args->rayhit;
  single->ray.tfar = (float)(hit.distance * (1 + 1e-6) + 1e-6);
  single->hit.primID = args->primID;
  single->hit.geomID = args->geomID;
}

static void occluded(const struct RTCOccludedFunctionNArguments *args) {
  query *ray = (query *)args->context;
  dmHit hit;
  if (!args->valid[0] || !enter(ray->primitives + args->primID, ray, &hit)) return;
  ((struct RTCRay *)args->ray)->tfar = -INFINITY;
}

// ---- scenes and rays ----

dmRayScene *dmRaySceneOpen(const dmPrimitive *primitives, size_t count) {
  dmRayScene *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->primitives = malloc((count ? count : 1) * sizeof *primitives);
  made->device = rtcNewDevice("threads=1,set_affinity=0");
  if (!made->primitives || !made->device) {
    dmRaySceneClose(made);
    return NULL;
  }
  memcpy(made->primitives, primitives, count * sizeof *primitives);

  // one geometry holds all shapes
  RTCGeometry geometry = rtcNewGeometry(made->device, RTC_GEOMETRY_TYPE_USER);
  rtcSetGeometryUserPrimitiveCount(geometry, (unsigned)count);
  rtcSetGeometryUserData(geometry, made->primitives);
  rtcSetGeometryBoundsFunction(geometry, bounds, NULL);
  rtcSetGeometryIntersectFunction(geometry, intersect);
  rtcSetGeometryOccludedFunction(geometry, occluded);
  rtcCommitGeometry(geometry);
  made->scene = rtcNewScene(made->device);
  rtcSetSceneFlags(made->scene, RTC_SCENE_FLAG_ROBUST);
  rtcAttachGeometry(made->scene, geometry);
  rtcReleaseGeometry(geometry);
  rtcCommitScene(made->scene);
  if (rtcGetDeviceError(made->device) != RTC_ERROR_NONE) {
    dmRaySceneClose(made);
    return NULL;
  }
  return made;
}

void dmRaySceneClose(dmRayScene *scene) {
  if (!scene) return;
  if (scene->scene) rtcReleaseScene(scene->scene);
  if (scene->device) rtcReleaseDevice(scene->device);
  free(scene->primitives);
  free(scene);
}

static query begin(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    double far, uint32_t mask, struct RTCRay *ray) {
  query made;
  rtcInitIntersectContext(&made.base);
  made.primitives = scene->primitives;
  memcpy(made.origin, origin, sizeof made.origin);
  memcpy(made.direction, direction, sizeof made.direction);
  made.near = near;
  made.far = far;
  made.mask = mask;
  made.hit.primitive = -1;
  made.hit.distance = INFINITY;
  *ray = (struct RTCRay){
      .org_x = (float)origin[0], .org_y = (float)origin[1], .org_z = (float)origin[2],
      .dir_x = (float)direction[0], .dir_y = (float)direction[1], .dir_z = (float)direction[2],
      .tnear = (float)(near * (1 - 1e-6) - 1e-6), .tfar = (float)(far * (1 + 1e-6)),
      .mask = 0xFFFFFFFF};
  if (ray->tnear < 0) ray->tnear = 0;
  return made;
}

int dmTrace(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    uint32_t mask, dmHit *hit) {
  struct RTCRayHit single;
  query ray = begin(scene, origin, direction, near, INFINITY, mask, &single.ray);
  single.hit.geomID = RTC_INVALID_GEOMETRY_ID;
  rtcIntersect1(scene->scene, &ray.base, &single);
  *hit = ray.hit;
  return ray.hit.primitive >= 0;
}

int dmBlocked(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    double far, uint32_t mask) {
  struct RTCRay single;
  query ray = begin(scene, origin, direction, near, far, mask, &single);
  rtcOccluded1(scene->scene, &ray.base, &single);
  return single.tfar < 0;
}
