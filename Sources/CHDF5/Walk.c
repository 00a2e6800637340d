#include "Internal.h"

#include <hdf5/serial/hdf5.h>
#include <stdlib.h>
#include <string.h>

// Addresses that were seen, in a table with open places; at most half of it is ever full.
typedef struct {
  uint64_t *places;
  uint64_t mask;
  uint64_t count;
} addresses;

// Whether an address is new, which is noted; -1 when there is no memory.
static int note(addresses *seen, uint64_t address) {
  if (2 * (seen->count + 1) > seen->mask) {
    uint64_t size = seen->places ? 2 * (seen->mask + 1) : 1024;
    addresses larger = {calloc(size, sizeof(uint64_t)), size - 1, 0};
    if (!larger.places) return -1;
    for (uint64_t i = 0; seen->places && i <= seen->mask; i++)
      if (seen->places[i]) note(&larger, seen->places[i] - 1);
    free(seen->places);
    *seen = larger;
  }
  // one more than the address, since zero is an open place
  uint64_t wanted = address + 1;
  uint64_t place = (wanted * 0x9E3779B97F4A7C15u >> 20) & seen->mask;
  while (seen->places[place] && seen->places[place] != wanted) place = (place + 1) & seen->mask;
  if (seen->places[place]) return 0;
  seen->places[place] = wanted;
  seen->count++;
  return 1;
}

typedef struct {
  addresses seen;
  uint64_t links_left;
  int depth_left;
  int result;
  int32_t filter;
  // where the walk is
  char *path;
  size_t size;
  size_t length;
} walk;

static herr_t step(hid_t group, const char *name, const H5L_info_t *link, void *context);

static int walk_group(walk *w, hid_t group) {
  if (w->depth_left == 0) return w->result = CHDF5_REACH_TOO_DEEP;
  w->depth_left--;
  // by name, so that the same link of two is always named first
  herr_t result = H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL, step, w);
  w->depth_left++;
  if (result < 0 && w->result == CHDF5_REACH_OK) w->result = CHDF5_REACH_DAMAGED;
  return w->result;
}

static int walk_object(walk *w, hid_t object) {
  if (H5Iget_type(object) == H5I_GROUP) return walk_group(w, object);
  if (H5Iget_type(object) != H5I_DATASET) return CHDF5_REACH_OK;
  chdf5_dataset_info info = {0};
  if (chdf5_describe_storage(object, &info) < 0) return w->result = CHDF5_REACH_DAMAGED;
  if (info.is_virtual || info.external_files) return w->result = CHDF5_REACH_OTHER_FILES;
  w->filter = info.refused_filter;
  return w->result = info.refused_filter ? CHDF5_REACH_FILTER : CHDF5_REACH_OK;
}

// Writes a name behind the path; what does not fit is cut off.
static void enter(walk *w, const char *name) {
  if (w->length > 0 && w->length + 1 < w->size) w->path[w->length++] = '/';
  size_t room = w->size - 1 - w->length, length = strlen(name);
  if (length > room) length = room;
  memcpy(w->path + w->length, name, length);
  w->length += length;
  w->path[w->length] = 0;
}

// One link of a group; nonzero ends the walk, with the path of what ended it.
static herr_t step(hid_t group, const char *name, const H5L_info_t *link, void *context) {
  walk *w = context;
  if (w->links_left == 0) return w->result = CHDF5_REACH_TOO_MANY;
  w->links_left--;
  size_t outer = w->length;
  enter(w, name);
  switch (link->type) {
  case H5L_TYPE_HARD: {
    // by address: a name need not be one that can be looked up
    int is_new = note(&w->seen, link->u.address);
    hid_t object = is_new > 0 ? H5Oopen_by_addr(group, link->u.address) : -1;
    if (is_new < 0 || (is_new > 0 && object < 0)) w->result = CHDF5_REACH_DAMAGED;
    if (object >= 0) {
      walk_object(w, object);
      H5Oclose(object);
    }
    break;
  }
  // leads to nowhere, to what is found by its hard link, or through an external link that is found
  case H5L_TYPE_SOFT: break;
  case H5L_TYPE_EXTERNAL: w->result = CHDF5_REACH_EXTERNAL_LINK; break;
  default: w->result = CHDF5_REACH_UNKNOWN_LINK;
  }
  if (w->result != CHDF5_REACH_OK) return 1;
  w->length = outer;
  w->path[outer] = 0;
  return 0;
}

int chdf5_walk(
    int64_t group, uint64_t most_links, int most_depth, char *path, size_t size, int32_t *filter) {
  chdf5_ready();
  walk w = {.links_left = most_links, .depth_left = most_depth, .path = path, .size = size};
  path[0] = 0;
  H5O_info_t info;
  if (H5Oget_info2(group, &info, H5O_INFO_BASIC) < 0 || note(&w.seen, info.addr) < 0)
    w.result = CHDF5_REACH_DAMAGED;
  else
    walk_group(&w, group);
  *filter = w.filter;
  free(w.seen.places);
  return w.result;
}
