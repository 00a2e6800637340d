#ifndef CHDF5_H
#define CHDF5_H

#include <stddef.h>
#include <stdint.h>

// The few calls that the Swift wrapper makes, with HDF5's macros, property lists and callbacks
// hidden behind them. Ids are hid_t. Negative results are failures; `chdf5_last_error` says why.

// What a link in a group is.
enum {
  CHDF5_LINK_ABSENT = 0,
  CHDF5_LINK_HARD = 1,
  CHDF5_LINK_SOFT = 2,
  CHDF5_LINK_EXTERNAL = 3,
  CHDF5_LINK_OTHER = 4
};

// What an object is.
enum { CHDF5_OBJECT_GROUP = 1, CHDF5_OBJECT_DATASET = 2, CHDF5_OBJECT_OTHER = 3 };

// What an element is.
enum {
  CHDF5_CLASS_OTHER = 0,
  CHDF5_CLASS_INTEGER = 1,
  CHDF5_CLASS_FLOAT = 2,
  CHDF5_CLASS_ENUM = 3,
  CHDF5_CLASS_FIXED_STRING = 4,
  CHDF5_CLASS_VARIABLE_STRING = 5
};

// Types for reading and writing in memory.
enum { CHDF5_DOUBLE = 0, CHDF5_INT64 = 1, CHDF5_UINT8 = 2, CHDF5_FLOAT = 3 };

// Answers about attributes.
enum {
  CHDF5_OK = 0,
  CHDF5_FAILED = -1,
  CHDF5_ABSENT = -2,
  CHDF5_WRONG_TYPE = -3,
  CHDF5_TOO_LARGE = -4
};

enum { CHDF5_MAX_RANK = 32 };

// What a dataset declares about itself. When `is_virtual` or `external_files` is not zero the rest
// is not filled in: asking for it would open other files.
typedef struct {
  int32_t is_virtual;
  int32_t external_files;
  int32_t refused_filter;  // id of the first filter not taken, or 0
  int32_t element_class;
  uint64_t element_size;
  uint64_t chunk_elements;  // 0: not chunked
  int32_t rank;
  uint64_t dims[CHDF5_MAX_RANK];
} chdf5_dataset_info;

// The innermost message of this thread's last failure, cut to `size` bytes with its final zero.
void chdf5_last_error(char *buffer, size_t size);

// Files
int64_t chdf5_open_file(const char *path);
int64_t chdf5_create_file(const char *path);
// An unfinished file of before, to go on with.
int64_t chdf5_reopen_file(const char *path);
int chdf5_flush_file(int64_t file);
void chdf5_close(int64_t id);

// Links and objects
int chdf5_link_kind(int64_t group, const char *name);
int64_t chdf5_open_object(int64_t group, const char *name, int32_t *kind);
typedef int (*chdf5_name_callback)(const char *name, void *context);
int chdf5_each_child(int64_t group, chdf5_name_callback callback, void *context);
int64_t chdf5_create_group(int64_t parent, const char *name);
int chdf5_link_soft(int64_t group, const char *name, const char *target);
int chdf5_link_external(int64_t group, const char *name, const char *file, const char *target);

// Writes bytes or floats frame by frame: chunks of one along the first axis, deflated at a level.
int chdf5_write_frames(
    int64_t group, const char *name, int type, int rank, const uint64_t *dims, int level,
    const void *from);

// Datasets
int chdf5_describe(int64_t dataset, chdf5_dataset_info *info);
int chdf5_read(int64_t dataset, int type, void *into);
int chdf5_read_fixed_strings(int64_t dataset, size_t size, void *into);
int chdf5_write(
    int64_t group, const char *name, int type, int rank, const uint64_t *dims, const void *from);
int chdf5_write_fixed_strings(
    int64_t group, const char *name, uint64_t count, size_t size, const void *from);

// Walks all objects that hard links lead to from `group`, each once, without reading any, and stops
// at the first that is refused. `path` takes its path from there, cut to `size` bytes with its final
// zero.
enum {
  CHDF5_REACH_OK = 0,
  CHDF5_REACH_DAMAGED = -1,
  CHDF5_REACH_EXTERNAL_LINK = 1,
  CHDF5_REACH_UNKNOWN_LINK = 2,
  CHDF5_REACH_OTHER_FILES = 3,  // virtual datasets, and those whose bytes lie in other files
  CHDF5_REACH_FILTER = 4,       // `filter` is its number
  CHDF5_REACH_TOO_MANY = 5,     // links
  CHDF5_REACH_TOO_DEEP = 6
};
int chdf5_walk(
    int64_t group, uint64_t most_links, int most_depth, char *path, size_t size, int32_t *filter);

// Attributes. A text is handed out as malloc'd bytes that the caller frees.
int chdf5_has_attribute(int64_t object, const char *name);
int chdf5_read_text(int64_t object, const char *name, size_t limit, char **text, size_t *length);
int chdf5_read_number(int64_t object, const char *name, double *number);
int chdf5_write_text(int64_t object, const char *name, const char *text);
int chdf5_write_int(int64_t object, const char *name, int64_t value);

#endif
