// The parts of a rollout's inner loop that Swift cannot say well: ODE's callbacks take C pointers,
// its vectors import as tuples, and its message handler is variadic.
#ifndef DEMOMILL_COPENDE_H
#define DEMOMILL_COPENDE_H

#include <ode/ode.h>

// Bodies have indices from 0, the table is -1, the geoms of queries are below it, and fixtures that no
// state speaks of are at this and below.
enum { dmFirstFixtureTag = -1000000 };

// What the collider knows of a geom; reachable from dGeomGetData.
typedef struct dmGeom {
  int body;         // index of the body, or a negative tag for what has none
  double friction;  // Coulomb coefficient; a pair takes the geometric mean
  int maxContacts;  // cap per pair
  int parent;       // index of the body that a joint ties it to and that it passes through, or -1000
} dmGeom;

// One contact point of the last collision pass.
typedef struct dmContact {
  int a;
  int b;
  double depth;  // metres
} dmContact;

// One world's collision and stepping state.
typedef struct dmStepper {
  dWorldID world;
  dJointGroupID contactJoints;
  dSpaceID movingSpace;
  dSpaceID staticSpace;
  double softERP, softCFM;

  dmContact *contacts;
  int contactCount, contactCapacity;
  dJointFeedback *forces;  // of the contacts, room for as many
  double peakForce;        // newtons, the largest of a single contact so far, when measured
  int measureForces;

  dBodyID *bodies;
  double *saved;  // 19 numbers a body
  int bodyCount;

  long steps, fallbacks;
  double seconds;      // CPU seconds inside ODE, when measured
  int measureSeconds;
} dmStepper;

// Starts ODE for this process and silences its printing.
void dmInitialize(void);

// Whether every body is finite, and near enough for the colliders, which abort the process otherwise.
int dmIsSane(const dmStepper *stepper);

// Collides everything that moves, with friction contacts; fills `contacts`.
void dmCollide(dmStepper *stepper);

// One step of `dt` seconds with the contacts of the last dmCollide. Where the direct solver fails,
// the state before the step is put back and the step is done by the iterative one. Measuring forces only
// has ODE write down what it computes anyway: no bit of the motion depends on it.
void dmStep(dmStepper *stepper, double dt);

// The touching pairs of the geoms of a query space and others: up to `capacity` times two `body` tags, the query
// geom's first. Returns how many pairs there are room for.
int dmQuery(dmStepper *stepper, dSpaceID querySpace, int *tags, int capacity);

#endif
