#include "Tree.h"

#include <stdlib.h>

// no fused multiply-add, whose last bit would differ between processors
#pragma STDC FP_CONTRACT OFF

// coplanar faces: the earlier primitive wins, whichever the tree visits first; metres
static const double TIE = 1e-9;

// a ray in doubles beside Embree's floats
typedef struct {
  struct RTCIntersectContext base;
  const dmPrimitive *primitives;
  double origin[3], direction[3], near, far;
  uint32_t mask;
  int32_t except;
  dmHit hit;
  // of pictures' rays
  dmSight *sight;
} query;

static int enter(const dmPrimitive *p, const query *ray, dmHit *hit) {
  if (!(p->mask & ray->mask)) return 0;

  // the ray in the shape's frame
  double o[3], d[3];
  move_in(p, ray->origin, o);
  turn_in(p, ray->direction, d);
  int met = enter_shape(p, o, d, &hit->distance, hit->normal);
  if (!met || !(hit->distance >= ray->near && hit->distance <= ray->far)) return 0;
  for (int i = 0; i < 3; i++) hit->point[i] = o[i] + hit->distance * d[i];
  return 1;
}

// ---- Embree's callbacks ----

static void bounds(const struct RTCBoundsFunctionArguments *args) {
  const dmPrimitive *p = (const dmPrimitive *)args->geometryUserPtr + args->primID;
  double half[3];
  for (int i = 0; i < 3; i++) {
    double axis[3] = {i == 0, i == 1, i == 2};
    half[i] = extent(p, axis);
    // Embree's floats are coarser; enough for rays that begin 500 m away
    half[i] += 1e-4 + 1e-6 * (fabs(p->position[i]) + half[i]);
  }
  args->bounds_o->lower_x = (float)(p->position[0] - half[0]);
  args->bounds_o->lower_y = (float)(p->position[1] - half[1]);
  args->bounds_o->lower_z = (float)(p->position[2] - half[2]);
  args->bounds_o->upper_x = (float)(p->position[0] + half[0]);
  args->bounds_o->upper_y = (float)(p->position[1] + half[1]);
  args->bounds_o->upper_z = (float)(p->position[2] + half[2]);
}

// A picture's ray takes a shape in just as all of a tile's do.
static void look(query *ray, unsigned index, struct RTCRay *single) {
  dmSight *sight = ray->sight;
  dmLens lens = sight->lenses[index];
  if (!(lens.primitive->mask & ray->mask)) return;
  double before = sight->key;
  dmLensMove(&lens, sight->corner);
  dmLanesTake(&lens, sight->parallel, &sight->lane, 0, 1, &sight->key);
  if (sight->key < before) single->tfar = (float)(sight->key * (1 + 1e-6) + 1e-6);
}

static void intersect(const struct RTCIntersectFunctionNArguments *args) {
  query *ray = (query *)args->context;
  dmHit hit;
  int index = (int)args->primID;
  struct RTCRayHit *single = (struct RTCRayHit *)args->rayhit;
  if (!args->valid[0]) return;
  if (ray->sight) {
    look(ray, args->primID, &single->ray);
    return;
  }
  if (!enter(ray->primitives + index, ray, &hit)) return;

  // keep the nearest
  double nearer = ray->hit.distance - hit.distance;
  int none = ray->hit.primitive < 0;
  if (!none && (nearer < -TIE || (nearer <= TIE && index > ray->hit.primitive))) return;
  hit.primitive = index;
  ray->hit = hit;

  // Embree need not look farther, but for ties
  single->ray.tfar = (float)(hit.distance * (1 + 1e-6) + 1e-6);
  single->hit.primID = args->primID;
  single->hit.geomID = args->geomID;
}

static void occluded(const struct RTCOccludedFunctionNArguments *args) {
  query *ray = (query *)args->context;
  dmHit hit;
  if (!args->valid[0] || (int)args->primID == ray->except) return;
  if (!enter(ray->primitives + args->primID, ray, &hit)) return;
  ((struct RTCRay *)args->ray)->tfar = -INFINITY;
}

// ---- scenes and rays ----

dmRayScene *dmRaySceneOpen(const dmWorld *world) {
  dmRayScene *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->world = world;
  made->lenses = malloc((world->count ? world->count : 1) * sizeof *made->lenses);
  made->device = rtcNewDevice("threads=1,set_affinity=0");
  if (!made->lenses || !made->device) {
    dmRaySceneClose(made);
    return NULL;
  }

  // one geometry holds all shapes
  RTCGeometry geometry = rtcNewGeometry(made->device, RTC_GEOMETRY_TYPE_USER);
  rtcSetGeometryUserPrimitiveCount(geometry, (unsigned)world->count);
  rtcSetGeometryUserData(geometry, world->primitives);
  rtcSetGeometryBoundsFunction(geometry, bounds, NULL);
  rtcSetGeometryIntersectFunction(geometry, intersect);
  rtcSetGeometryOccludedFunction(geometry, occluded);
  made->scene = rtcNewScene(made->device);
  rtcSetSceneFlags(made->scene, RTC_SCENE_FLAG_ROBUST);
  rtcAttachGeometryByID(made->scene, geometry, 0);
  rtcReleaseGeometry(geometry);
  if (dmRaySceneUpdate(made)) return made;
  dmRaySceneClose(made);
  return NULL;
}

int dmRaySceneUpdate(dmRayScene *scene) {
  rtcCommitGeometry(rtcGetGeometry(scene->scene, 0));
  rtcCommitScene(scene->scene);
  return rtcGetDeviceError(scene->device) == RTC_ERROR_NONE;
}

void dmRaySceneClose(dmRayScene *scene) {
  if (!scene) return;
  if (scene->scene) rtcReleaseScene(scene->scene);
  if (scene->device) rtcReleaseDevice(scene->device);
  free(scene->lenses);
  free(scene);
}

static query begin(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    double far, uint32_t mask, struct RTCRay *ray) {
  query made;
  rtcInitIntersectContext(&made.base);
  made.primitives = scene->world->primitives;
  memcpy(made.origin, origin, sizeof made.origin);
  memcpy(made.direction, direction, sizeof made.direction);
  made.near = near;
  made.far = far;
  made.mask = mask;
  made.except = -1;
  made.sight = NULL;
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
    const dmRayScene *scene, const double origin[3], const double direction[3], double far,
    uint32_t mask, int32_t except) {
  struct RTCRay single;
  query ray = begin(scene, origin, direction, 0, far, mask, &single);
  ray.except = except;
  rtcOccluded1(scene->scene, &ray.base, &single);
  return single.tfar < 0;
}

void dmTreeLook(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    uint32_t mask, dmSight *sight) {
  struct RTCRayHit single;
  query ray = begin(scene, origin, direction, near, INFINITY, mask, &single.ray);
  ray.sight = sight;
  single.hit.geomID = RTC_INVALID_GEOMETRY_ID;
  rtcIntersect1(scene->scene, &ray.base, &single);
}
