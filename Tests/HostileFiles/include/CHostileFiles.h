#ifndef CHOSTILEFILES_H
#define CHOSTILEFILES_H

#include <stdint.h>

// HDF5 files as strangers might send them. Each call opens the file at `path`, does one thing to it
// in place of what is at `name` (a path within), and closes it. 0, or -1 when HDF5 refuses.

// A link into another file.
int hostile_external_link(const char *path, const char *name, const char *file, const char *object);
// A soft link.
int hostile_soft_link(const char *path, const char *name, const char *target);
// A link of a kind of its own.
int hostile_user_link(const char *path, const char *name);
// A dataset of `count` doubles whose bytes are another file's.
int hostile_external_storage(const char *path, const char *name, const char *file, uint64_t count);
// A dataset that is made of another file's dataset.
int hostile_virtual(const char *path, const char *name, const char *file, const char *source);
// A dataset with a filter by number, said to be optional.
int hostile_filter(const char *path, const char *name, int filter);
// A dataset that declares so many rows of 4 by 4 doubles and holds none.
int hostile_huge(const char *path, const char *name, uint64_t rows);
// A dataset of zeros, deflated a thousand to one.
int hostile_zeros(const char *path, const char *name, uint64_t rows);
// So many attributes on the group `name`, which is made where it is not there.
int hostile_attributes(const char *path, const char *name, int64_t count);
// So many groups in the group `name`, which stays.
int hostile_groups(const char *path, const char *name, int64_t count);
// A text attribute of so many bytes, of fixed length, on the group `name`.
int hostile_text(const char *path, const char *name, const char *attribute, int64_t bytes);

#endif
