// A world's shapes in Embree's tree: rays one by one, and pictures of which Embree traces every ray.
//
// Embree says which shapes a ray passes near; where it enters them is worked out as for tiles.
#ifndef DEMOMILL_CRAYS_H
#define DEMOMILL_CRAYS_H

#include "CPictures.h"

typedef struct dmRayScene dmRayScene;

// A tree of a world, which must live longer; NULL when there is no memory or no Embree.
dmRayScene *dmRaySceneOpen(const dmWorld *world);
void dmRaySceneClose(dmRayScene *scene);

// After shapes were moved, before the next ray; 0 when Embree cannot take them.
int dmRaySceneUpdate(dmRayScene *scene);

// The nearest place beyond `near` where a ray enters a shape; 0 when there is none.
int dmTrace(
    const dmRayScene *scene, const double origin[3], const double direction[3], double near,
    uint32_t mask, dmHit *hit);

// Whether a ray enters any shape within `far`, but for one (-1 for none).
int dmBlocked(
    const dmRayScene *scene, const double origin[3], const double direction[3], double far,
    uint32_t mask, int32_t except);

// Before the tiles of a view of the scene's world; dmViewBegin is not needed.
void dmRaysBegin(dmRayScene *scene, const dmView *view);

// The fragments of a tile, as dmViewTile has them; stay until the next call.
dmTile dmRaysTile(dmRayScene *scene, dmView *view, size_t tile);

// Distance and primitive at the middles of a tile's pixels, as dmViewMiddles has them.
void dmRaysMiddles(
    dmRayScene *scene, const dmView *view, size_t tile, float *distances, int32_t *primitives);

#endif
