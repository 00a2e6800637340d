#include "COpenDE.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// messages since the last step began; one world a process, so a plain counter will do
static int solverMessages = 0;

static void onMessage(int number, const char *message, va_list arguments) {
  (void)number;
  (void)message;
  (void)arguments;
  solverMessages++;
}

void dmInitialize(void) {
  static int started = 0;
  if (started) return;
  started = 1;
  dInitODE2(0);
  dAllocateODEDataForThread(dAllocateMaskAll);
  dSetMessageHandler(onMessage);
}

static double cpuSeconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

enum { maxContactsPerPair = 16 };

static int isRound(dGeomID geom) { return dGeomGetClass(geom) == dCylinderClass; }

static double squaredDistance(const dContact *a, const dContact *b) {
  double sum = 0;
  for (int k = 0; k < 3; k++) {
    double d = a->geom.pos[k] - b->geom.pos[k];
    sum += d * d;
  }
  return sum;
}

// Keeps the deepest contact and then, one by one, the one farthest from all that are kept.
static int spread(dContact *contact, int found, int most) {
  if (found <= most) return found;
  for (int kept = 0; kept < most; kept++) {
    int best = kept;
    double bestScore = -1;
    for (int i = kept; i < found; i++) {
      double score = contact[i].geom.depth;
      if (kept > 0) {
        score = squaredDistance(&contact[i], &contact[0]);
        for (int j = 1; j < kept; j++) {
          double d = squaredDistance(&contact[i], &contact[j]);
          if (d < score) score = d;
        }
      }
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    dContact swapped = contact[kept];
    contact[kept] = contact[best];
    contact[best] = swapped;
  }
  return most;
}

static void onNear(void *data, dGeomID first, dGeomID second) {
  dmStepper *stepper = data;
  const dmGeom *a = dGeomGetData(first);
  const dmGeom *b = dGeomGetData(second);
  dBodyID bodyA = dGeomGetBody(first);
  dBodyID bodyB = dGeomGetBody(second);
  if (bodyA == bodyB) return;
  if (a->parent == b->body || b->parent == a->body) return;

  // cap the contacts: the direct solver's cost grows with the cube of the rows
  int most = a->maxContacts < b->maxContacts ? a->maxContacts : b->maxContacts;
  if (most > maxContactsPerPair) most = maxContactsPerPair;
  dContact contact[maxContactsPerPair];
  int found;
  if (isRound(first) || isRound(second)) {
    // the first few contacts of a cylinder may all be on one side, and it would fall over
    found = dCollide(first, second, maxContactsPerPair, &contact[0].geom, sizeof(dContact));
    found = spread(contact, found, most < 3 ? 3 : most);
  } else {
    found = dCollide(first, second, most, &contact[0].geom, sizeof(dContact));
  }

  double friction = sqrt(a->friction * b->friction);
  for (int i = 0; i < found; i++) {
    // room was made for every pair beforehand; more is a programming error and is dropped
    if (stepper->contactCount == stepper->contactCapacity) return;
    dmContact *record = &stepper->contacts[stepper->contactCount++];
    record->a = a->body;
    record->b = b->body;
    record->depth = contact[i].geom.depth;

    dSurfaceParameters *surface = &contact[i].surface;
    memset(surface, 0, sizeof(*surface));
    surface->mode = dContactSoftERP | dContactSoftCFM | dContactApprox1;
    surface->mu = friction;
    surface->soft_erp = stepper->softERP;
    surface->soft_cfm = stepper->softCFM;
    dJointID joint = dJointCreateContact(stepper->world, stepper->contactJoints, &contact[i]);
    dJointAttach(joint, bodyA, bodyB);
    if (stepper->measureForces) {
      // nothing is written for a contact of bodies that are asleep
      dJointFeedback *force = &stepper->forces[stepper->contactCount - 1];
      memset(force, 0, sizeof(*force));
      dJointSetFeedback(joint, force);
    }
  }
}

int dmIsSane(const dmStepper *stepper) {
  const double farthest = 1000;
  for (int i = 0; i < stepper->bodyCount; i++) {
    const double *p = dBodyGetPosition(stepper->bodies[i]);
    const double *q = dBodyGetQuaternion(stepper->bodies[i]);
    // written so that NaN fails, too
    for (int k = 0; k < 3; k++)
      if (!(fabs(p[k]) < farthest)) return 0;
    for (int k = 0; k < 4; k++)
      if (!(fabs(q[k]) <= 1.1)) return 0;
  }
  return 1;
}

void dmCollide(dmStepper *stepper) {
  double start = stepper->measureSeconds ? cpuSeconds() : 0;
  stepper->contactCount = 0;
  dSpaceCollide(stepper->movingSpace, stepper, onNear);
  dSpaceCollide2((dGeomID)stepper->movingSpace, (dGeomID)stepper->staticSpace, stepper, onNear);
  if (stepper->measureSeconds) stepper->seconds += cpuSeconds() - start;
}

static void save(dmStepper *stepper) {
  double *to = stepper->saved;
  for (int i = 0; i < stepper->bodyCount; i++, to += 19) {
    dBodyID body = stepper->bodies[i];
    memcpy(to, dBodyGetPosition(body), 3 * sizeof(double));
    memcpy(to + 3, dBodyGetQuaternion(body), 4 * sizeof(double));
    memcpy(to + 7, dBodyGetLinearVel(body), 3 * sizeof(double));
    memcpy(to + 10, dBodyGetAngularVel(body), 3 * sizeof(double));
    memcpy(to + 13, dBodyGetForce(body), 3 * sizeof(double));
    memcpy(to + 16, dBodyGetTorque(body), 3 * sizeof(double));
  }
}

static void restore(dmStepper *stepper) {
  const double *from = stepper->saved;
  for (int i = 0; i < stepper->bodyCount; i++, from += 19) {
    dBodyID body = stepper->bodies[i];
    dQuaternion q = {from[3], from[4], from[5], from[6]};
    dBodySetPosition(body, from[0], from[1], from[2]);
    dBodySetQuaternion(body, q);
    dBodySetLinearVel(body, from[7], from[8], from[9]);
    dBodySetAngularVel(body, from[10], from[11], from[12]);
    dBodySetForce(body, from[13], from[14], from[15]);
    dBodySetTorque(body, from[16], from[17], from[18]);
  }
}

// Takes note of the largest force of a contact in the step that was done.
static void noteForces(dmStepper *stepper) {
  double most = 0;
  for (int i = 0; i < stepper->contactCount; i++) {
    const double *f = stepper->forces[i].f1;
    double square = f[0] * f[0] + f[1] * f[1] + f[2] * f[2];
    if (square > most) most = square;
  }
  double force = sqrt(most);
  if (force > stepper->peakForce) stepper->peakForce = force;
}

void dmStep(dmStepper *stepper, double dt) {
  double start = stepper->measureSeconds ? cpuSeconds() : 0;
  save(stepper);
  solverMessages = 0;
  dWorldStep(stepper->world, dt);
  if (solverMessages > 0) {
    restore(stepper);
    dRandSetSeed(1);
    dWorldQuickStep(stepper->world, dt);
    stepper->fallbacks++;
  }
  stepper->steps++;
  if (stepper->measureForces) noteForces(stepper);
  dJointGroupEmpty(stepper->contactJoints);
  if (stepper->measureSeconds) stepper->seconds += cpuSeconds() - start;
}

typedef struct {
  int *tags;
  int count, capacity;
} queryResult;

static void onQuery(void *data, dGeomID first, dGeomID second) {
  queryResult *result = data;
  if (result->count == result->capacity) return;
  dContactGeom point;
  if (dCollide(first, second, 1, &point, sizeof(point)) == 0) return;
  int a = ((const dmGeom *)dGeomGetData(first))->body;
  int b = ((const dmGeom *)dGeomGetData(second))->body;
  // ODE may hand the pair over in either order
  int queryFirst = a < -1 && a > dmFirstFixtureTag;
  result->tags[2 * result->count] = queryFirst ? a : b;
  result->tags[2 * result->count + 1] = queryFirst ? b : a;
  result->count++;
}

int dmQuery(dmStepper *stepper, dSpaceID querySpace, int *tags, int capacity) {
  queryResult result = {tags, 0, capacity};
  dGeomID query = (dGeomID)querySpace;
  dSpaceCollide2(query, (dGeomID)stepper->staticSpace, &result, onQuery);
  dSpaceCollide2(query, (dGeomID)stepper->movingSpace, &result, onQuery);
  return result.count;
}
