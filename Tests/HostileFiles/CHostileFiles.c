#include "CHostileFiles.h"

#include <hdf5/serial/hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hid_t open_file(const char *path) {
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  // the newest forms of groups, which hold a million things without complaint
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_libver_bounds(access, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
  H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
  // in memory until it is closed
  H5Pset_fapl_core(access, 64 << 20, 1);
  hid_t file = H5Fopen(path, H5F_ACC_RDWR, access);
  H5Pclose(access);
  return file;
}

static int done(hid_t file, herr_t result) {
  if (H5Fclose(file) < 0) return -1;
  return result < 0 ? -1 : 0;
}

static void clear(hid_t file, const char *name) {
  if (H5Lexists(file, name, H5P_DEFAULT) > 0) H5Ldelete(file, name, H5P_DEFAULT);
}

int hostile_external_link(
    const char *path, const char *name, const char *target, const char *object) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  clear(file, name);
  return done(file, H5Lcreate_external(target, object, file, name, H5P_DEFAULT, H5P_DEFAULT));
}

int hostile_soft_link(const char *path, const char *name, const char *target) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  clear(file, name);
  return done(file, H5Lcreate_soft(target, file, name, H5P_DEFAULT, H5P_DEFAULT));
}

static hid_t nowhere(
    const char *name, hid_t group, const void *data, size_t size, hid_t access, hid_t transfer) {
  (void)name, (void)group, (void)data, (void)size, (void)access, (void)transfer;
  return -1;
}

int hostile_user_link(const char *path, const char *name) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  clear(file, name);
  H5L_class_t kind = {H5L_LINK_CLASS_T_VERS, 200, "own", NULL, NULL, NULL, nowhere, NULL, NULL};
  herr_t result = H5Lregister(&kind);
  if (result >= 0)
    result = H5Lcreate_ud(file, name, 200, "/etc/passwd", 12, H5P_DEFAULT, H5P_DEFAULT);
  H5Lunregister(200);
  return done(file, result);
}

static int make(hid_t file, const char *name, int rank, const hsize_t *dims, hid_t properties) {
  clear(file, name);
  hid_t space = H5Screate_simple(rank, dims, NULL);
  hid_t dataset =
      H5Dcreate2(file, name, H5T_IEEE_F64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
  H5Sclose(space);
  if (dataset < 0) return -1;
  return H5Dclose(dataset) < 0 ? -1 : 0;
}

int hostile_external_storage(
    const char *path, const char *name, const char *target, uint64_t count) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  herr_t result = H5Pset_external(properties, target, 0, count * 8);
  hsize_t dims[1] = {count};
  if (result >= 0) result = make(file, name, 1, dims, properties);
  H5Pclose(properties);
  return done(file, result);
}

int hostile_virtual(const char *path, const char *name, const char *target, const char *source) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  hsize_t dims[3] = {90, 4, 4};
  hid_t space = H5Screate_simple(3, dims, NULL);
  herr_t result = H5Pset_virtual(properties, space, target, source, space);
  if (result >= 0) result = make(file, name, 3, dims, properties);
  H5Sclose(space);
  H5Pclose(properties);
  return done(file, result);
}

static int chunked(
    const char *path, const char *name, uint64_t rows, uint64_t chunk, int filter, int write) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
  hsize_t dims[3] = {rows, 4, 4}, chunks[3] = {chunk, 4, 4};
  herr_t result = H5Pset_chunk(properties, 3, chunks);
  if (filter == H5Z_FILTER_DEFLATE) result = H5Pset_deflate(properties, 9);
  if (filter == H5Z_FILTER_NBIT) result = H5Pset_nbit(properties);
  if (filter == H5Z_FILTER_SCALEOFFSET)
    result = H5Pset_scaleoffset(properties, H5Z_SO_FLOAT_DSCALE, 3);
  if (filter > 255) result = H5Pset_filter(properties, filter, H5Z_FLAG_OPTIONAL, 0, NULL);
  if (result >= 0) result = make(file, name, 3, dims, properties);
  H5Pclose(properties);
  if (result >= 0 && write) {
    double *zeros = calloc(rows * 16, sizeof *zeros);
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    result = H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, zeros);
    H5Dclose(dataset);
    free(zeros);
  }
  return done(file, result);
}

int hostile_filter(const char *path, const char *name, int filter) {
  return chunked(path, name, 90, 90, filter, 0);
}

int hostile_huge(const char *path, const char *name, uint64_t rows) {
  return chunked(path, name, rows, 1024, 0, 0);
}

int hostile_zeros(const char *path, const char *name, uint64_t rows) {
  return chunked(path, name, rows, rows / 8, H5Z_FILTER_DEFLATE, 1);
}

int hostile_attributes(const char *path, const char *name, int64_t count) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  hid_t group = H5Lexists(file, name, H5P_DEFAULT) > 0
      ? H5Gopen2(file, name, H5P_DEFAULT)
      : H5Gcreate2(file, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  hid_t space = H5Screate(H5S_SCALAR);
  herr_t result = group < 0 ? -1 : 0;
  for (int64_t i = 0; i < count && result >= 0; i++) {
    char attribute[32];
    snprintf(attribute, sizeof attribute, "a%lld", (long long)i);
    hid_t id = H5Acreate2(group, attribute, H5T_STD_U8LE, space, H5P_DEFAULT, H5P_DEFAULT);
    result = id < 0 ? -1 : H5Aclose(id);
  }
  H5Sclose(space);
  H5Gclose(group);
  return done(file, result);
}

int hostile_groups(const char *path, const char *name, int64_t count) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  herr_t result = 0;
  for (int64_t i = 0; i < count && result >= 0; i++) {
    char group[256];
    snprintf(group, sizeof group, "%s/demo_%lld", name, (long long)(i + 1000));
    hid_t id = H5Gcreate2(file, group, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    result = id < 0 ? -1 : H5Gclose(id);
  }
  return done(file, result);
}

int hostile_text(const char *path, const char *name, const char *attribute, int64_t bytes) {
  hid_t file = open_file(path);
  if (file < 0) return -1;
  hid_t group = H5Gopen2(file, name, H5P_DEFAULT);
  hid_t type = H5Tcopy(H5T_C_S1);
  hid_t space = H5Screate(H5S_SCALAR);
  H5Tset_size(type, (size_t)bytes);
  if (H5Aexists(group, attribute) > 0) H5Adelete(group, attribute);
  hid_t id = H5Acreate2(group, attribute, type, space, H5P_DEFAULT, H5P_DEFAULT);
  herr_t result = id;
  if (id >= 0) {
    char *text = malloc((size_t)bytes);
    memset(text, '[', (size_t)bytes);
    result = H5Awrite(id, type, text);
    free(text);
    H5Aclose(id);
  }
  H5Sclose(space);
  H5Tclose(type);
  H5Gclose(group);
  return done(file, result);
}
