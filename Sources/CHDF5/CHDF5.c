#include "CHDF5.h"
#include "Internal.h"

#include <hdf5/serial/hdf5.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Property lists, made once for the process: HDF5 only reads them afterwards.
static hid_t g_access_here = -1;   // link access that never follows a link into another file
static hid_t g_group_create = -1;  // groups without time stamps
static hid_t g_data_create = -1;   // datasets without time stamps
static hid_t g_text_type = -1;     // variable-length UTF-8
static pthread_once_t g_once = PTHREAD_ONCE_INIT;

static herr_t refuse_external(
    const char *parent_file, const char *parent_group, const char *file, const char *object,
    unsigned *flags, hid_t fapl, void *data) {
  (void)parent_file, (void)parent_group, (void)file, (void)object;
  (void)flags, (void)fapl, (void)data;
  return -1;
}

static void make_property_lists(void) {
  g_access_here = H5Pcreate(H5P_LINK_ACCESS);
  H5Pset_elink_cb(g_access_here, refuse_external, NULL);
  g_group_create = H5Pcreate(H5P_GROUP_CREATE);
  H5Pset_obj_track_times(g_group_create, 0);
  g_data_create = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_obj_track_times(g_data_create, 0);
  g_text_type = H5Tcopy(H5T_C_S1);
  H5Tset_size(g_text_type, H5T_VARIABLE);
  H5Tset_cset(g_text_type, H5T_CSET_UTF8);
}

void chdf5_ready(void) {
  static _Thread_local int quiet = 0;
  if (!quiet) {
    H5open();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    quiet = 1;
  }
  pthread_once(&g_once, make_property_lists);
}

static void ready(void) { chdf5_ready(); }

// MARK: Errors

typedef struct {
  char *buffer;
  size_t size;
} message;

static herr_t take_innermost(unsigned depth, const H5E_error2_t *error, void *context) {
  message *m = context;
  if (depth == 0 && error->desc && m->size > 0) {
    strncpy(m->buffer, error->desc, m->size - 1);
    m->buffer[m->size - 1] = 0;
  }
  return 0;
}

void chdf5_last_error(char *buffer, size_t size) {
  message m = {buffer, size};
  if (size > 0) buffer[0] = 0;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_innermost, &m);
}

// MARK: Files

int64_t chdf5_open_file(const char *path) {
  ready();
  return H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
}

// Closing the file closes what is still open in it. Metadata stay in memory until the file is closed or
// flushed: what is on the disk is the file as it was then, and something after its end.
static hid_t writing_access(void) {
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
  // a file has one writer; a lock would live on in a child that is being started, and keep the file from
  // being opened again
  H5Pset_file_locking(access, 0, 1);
  H5AC_cache_config_t cache;
  cache.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  if (H5Pget_mdc_config(access, &cache) >= 0) {
    cache.evictions_enabled = 0;
    cache.incr_mode = H5C_incr__off;
    cache.flash_incr_mode = H5C_flash_incr__off;
    cache.decr_mode = H5C_decr__off;
    H5Pset_mdc_config(access, &cache);
  }
  return access;
}

int64_t chdf5_reopen_file(const char *path) {
  ready();
  hid_t access = writing_access();
  hid_t file = H5Fopen(path, H5F_ACC_RDWR, access);
  H5Pclose(access);
  return file;
}

int64_t chdf5_create_file(const char *path) {
  ready();
  // the 1.8 format has small group headers
  hid_t access = writing_access();
  hid_t create = H5Pcreate(H5P_FILE_CREATE);
  H5Pset_obj_track_times(create, 0);
  hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, create, access);
  H5Pclose(create);
  H5Pclose(access);
  return file;
}

int chdf5_flush_file(int64_t file) {
  ready();
  return H5Fflush(file, H5F_SCOPE_GLOBAL) < 0 ? -1 : 0;
}

void chdf5_close(int64_t id) {
  ready();
  if (id >= 0 && H5Iis_valid(id) > 0) H5Idec_ref(id);
}

// MARK: Links and objects

int chdf5_link_kind(int64_t group, const char *name) {
  ready();
  htri_t there = H5Lexists(group, name, H5P_DEFAULT);
  if (there < 0) return -1;
  if (there == 0) return CHDF5_LINK_ABSENT;
  H5L_info_t info;
  if (H5Lget_info(group, name, &info, H5P_DEFAULT) < 0) return -1;
  switch (info.type) {
  case H5L_TYPE_HARD: return CHDF5_LINK_HARD;
  case H5L_TYPE_SOFT: return CHDF5_LINK_SOFT;
  case H5L_TYPE_EXTERNAL: return CHDF5_LINK_EXTERNAL;
  default: return CHDF5_LINK_OTHER;
  }
}

int64_t chdf5_open_object(int64_t group, const char *name, int32_t *kind) {
  ready();
  hid_t object = H5Oopen(group, name, g_access_here);
  if (object < 0) return -1;
  switch (H5Iget_type(object)) {
  case H5I_GROUP: *kind = CHDF5_OBJECT_GROUP; break;
  case H5I_DATASET: *kind = CHDF5_OBJECT_DATASET; break;
  default: *kind = CHDF5_OBJECT_OTHER; break;
  }
  return object;
}

typedef struct {
  chdf5_name_callback callback;
  void *context;
} iteration;

static herr_t take_name(hid_t group, const char *name, const H5L_info_t *info, void *context) {
  (void)group, (void)info;
  iteration *i = context;
  return i->callback(name, i->context);
}

int chdf5_each_child(int64_t group, chdf5_name_callback callback, void *context) {
  ready();
  iteration i = {callback, context};
  return H5Literate(group, H5_INDEX_NAME, H5_ITER_NATIVE, NULL, take_name, &i) < 0 ? -1 : 0;
}

int64_t chdf5_create_group(int64_t parent, const char *name) {
  ready();
  return H5Gcreate2(parent, name, H5P_DEFAULT, g_group_create, H5P_DEFAULT);
}

int chdf5_link_soft(int64_t group, const char *name, const char *target) {
  ready();
  return H5Lcreate_soft(target, group, name, H5P_DEFAULT, H5P_DEFAULT) < 0 ? -1 : 0;
}

int chdf5_link_external(int64_t group, const char *name, const char *file, const char *target) {
  ready();
  return H5Lcreate_external(file, target, group, name, H5P_DEFAULT, H5P_DEFAULT) < 0 ? -1 : 0;
}

// MARK: Types

static int32_t class_of(hid_t type) {
  switch (H5Tget_class(type)) {
  case H5T_INTEGER: return CHDF5_CLASS_INTEGER;
  case H5T_FLOAT: return CHDF5_CLASS_FLOAT;
  case H5T_ENUM: return CHDF5_CLASS_ENUM;
  case H5T_STRING:
    return H5Tis_variable_str(type) > 0 ? CHDF5_CLASS_VARIABLE_STRING : CHDF5_CLASS_FIXED_STRING;
  default: return CHDF5_CLASS_OTHER;
  }
}

static hid_t memory_type(int type) {
  switch (type) {
  case CHDF5_INT64: return H5T_NATIVE_INT64;
  case CHDF5_UINT8: return H5T_NATIVE_UINT8;
  default: return H5T_NATIVE_DOUBLE;
  }
}

static hid_t file_type(int type) {
  switch (type) {
  case CHDF5_INT64: return H5T_STD_I64LE;
  case CHDF5_UINT8: return H5T_STD_U8LE;
  default: return H5T_IEEE_F64LE;
  }
}

// MARK: Datasets

int chdf5_describe_storage(int64_t dataset, chdf5_dataset_info *info) {
  hid_t properties = H5Dget_create_plist(dataset);
  if (properties < 0) return -1;
  int ok = 0;
  H5D_layout_t layout = H5Pget_layout(properties);
  if (layout == H5D_LAYOUT_ERROR) ok = -1;
  info->is_virtual = layout == H5D_VIRTUAL;
  info->external_files = H5Pget_external_count(properties);
  if (info->external_files < 0) ok = -1;

  if (layout == H5D_CHUNKED) {
    hsize_t chunk[CHDF5_MAX_RANK];
    int rank = H5Pget_chunk(properties, CHDF5_MAX_RANK, chunk);
    if (rank < 0) ok = -1;
    info->chunk_elements = 1;
    for (int i = 0; i < rank; i++)
      if (__builtin_mul_overflow(info->chunk_elements, chunk[i], &info->chunk_elements))
        info->chunk_elements = UINT64_MAX / 2, i = rank;
  }

  int filters = H5Pget_nfilters(properties);
  if (filters < 0) ok = -1;
  for (int i = 0; i < filters && !info->refused_filter; i++) {
    unsigned flags, config;
    size_t values = 0;
    H5Z_filter_t id =
        H5Pget_filter2(properties, (unsigned)i, &flags, &values, NULL, 0, NULL, &config);
    if (id != H5Z_FILTER_DEFLATE && id != H5Z_FILTER_SHUFFLE && id != H5Z_FILTER_FLETCHER32)
      info->refused_filter = id > 0 ? id : -1;
  }
  H5Pclose(properties);
  return ok;
}

int chdf5_describe(int64_t dataset, chdf5_dataset_info *info) {
  ready();
  memset(info, 0, sizeof *info);
  if (chdf5_describe_storage(dataset, info) < 0) return -1;
  if (info->is_virtual || info->external_files) return 0;

  hid_t type = H5Dget_type(dataset);
  if (type < 0) return -1;
  info->element_class = class_of(type);
  info->element_size = H5Tget_size(type);
  H5Tclose(type);

  hid_t space = H5Dget_space(dataset);
  if (space < 0) return -1;
  hsize_t dims[CHDF5_MAX_RANK];
  info->rank = H5Sget_simple_extent_dims(space, dims, NULL);
  // a null space holds nothing at all
  if (H5Sget_simple_extent_type(space) == H5S_NULL) info->rank = 1, dims[0] = 0;
  H5Sclose(space);
  if (info->rank < 0 || info->rank > CHDF5_MAX_RANK) return -1;
  for (int i = 0; i < info->rank; i++) info->dims[i] = dims[i];
  return 0;
}

int chdf5_read(int64_t dataset, int type, void *into) {
  ready();
  herr_t read = H5Dread(dataset, memory_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
  return read < 0 ? -1 : 0;
}

int chdf5_read_fixed_strings(int64_t dataset, size_t size, void *into) {
  ready();
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, size);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  // the file's own character set, as HDF5 converts between none
  hid_t own = H5Dget_type(dataset);
  H5Tset_cset(type, H5Tget_cset(own));
  H5Tclose(own);
  herr_t read = H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
  H5Tclose(type);
  return read < 0 ? -1 : 0;
}

static int write_typed(
    hid_t group, const char *name, hid_t stored, hid_t given, int rank, const uint64_t *dims,
    const void *from) {
  hsize_t extent[CHDF5_MAX_RANK];
  int empty = 0;
  for (int i = 0; i < rank; i++) {
    extent[i] = dims[i];
    empty |= dims[i] == 0;
  }
  hid_t space = H5Screate_simple(rank, extent, NULL);
  if (space < 0) return -1;
  hid_t dataset = H5Dcreate2(group, name, stored, space, H5P_DEFAULT, g_data_create, H5P_DEFAULT);
  H5Sclose(space);
  if (dataset < 0) return -1;
  herr_t written = 0;
  if (!empty) written = H5Dwrite(dataset, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, from);
  if (H5Dclose(dataset) < 0 || written < 0) return -1;
  return 0;
}

int chdf5_write(
    int64_t group, const char *name, int type, int rank, const uint64_t *dims, const void *from) {
  ready();
  if (rank < 0 || rank > CHDF5_MAX_RANK) return -1;
  return write_typed(group, name, file_type(type), memory_type(type), rank, dims, from);
}

int chdf5_write_frames(
    int64_t group, const char *name, int type, int rank, const uint64_t *dims, int level,
    const void *from) {
  ready();
  int real = type == CHDF5_FLOAT;
  if (rank < 2 || rank > CHDF5_MAX_RANK) return -1;
  hsize_t extent[CHDF5_MAX_RANK], chunk[CHDF5_MAX_RANK];
  int empty = 0;
  for (int i = 0; i < rank; i++) {
    extent[i] = dims[i];
    chunk[i] = i == 0 ? 1 : dims[i];
    empty |= dims[i] == 0;
  }
  if (empty) return -1;
  hid_t space = H5Screate_simple(rank, extent, NULL);
  hid_t properties = H5Pcopy(g_data_create);
  hid_t dataset = -1;
  if (space >= 0 && properties >= 0 && H5Pset_chunk(properties, rank, chunk) >= 0 &&
      H5Pset_deflate(properties, (unsigned)level) >= 0)
    dataset = H5Dcreate2(
        group, name, real ? H5T_IEEE_F32LE : H5T_STD_U8LE, space, H5P_DEFAULT, properties,
        H5P_DEFAULT);
  if (properties >= 0) H5Pclose(properties);
  if (space >= 0) H5Sclose(space);
  if (dataset < 0) return -1;
  herr_t written = H5Dwrite(
      dataset, real ? H5T_NATIVE_FLOAT : H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, from);
  if (H5Dclose(dataset) < 0 || written < 0) return -1;
  return 0;
}

int chdf5_write_fixed_strings(
    int64_t group, const char *name, uint64_t count, size_t size, const void *from) {
  ready();
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, size);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  int result = write_typed(group, name, type, type, 1, &count, from);
  H5Tclose(type);
  return result;
}

// MARK: Attributes

int chdf5_has_attribute(int64_t object, const char *name) {
  ready();
  htri_t there = H5Aexists(object, name);
  return there < 0 ? -1 : there > 0;
}

// Opens an attribute that holds exactly one element.
static int open_single(hid_t object, const char *name, hid_t *attribute, hid_t *type) {
  htri_t there = H5Aexists(object, name);
  if (there < 0) return CHDF5_FAILED;
  if (there == 0) return CHDF5_ABSENT;
  *attribute = H5Aopen(object, name, H5P_DEFAULT);
  if (*attribute < 0) return CHDF5_FAILED;
  hid_t space = H5Aget_space(*attribute);
  hssize_t count = space < 0 ? -1 : H5Sget_simple_extent_npoints(space);
  if (space >= 0) H5Sclose(space);
  *type = H5Aget_type(*attribute);
  if (count == 1 && *type >= 0) return CHDF5_OK;
  if (*type >= 0) H5Tclose(*type);
  H5Aclose(*attribute);
  return count < 0 ? CHDF5_FAILED : CHDF5_WRONG_TYPE;
}

int chdf5_read_text(int64_t object, const char *name, size_t limit, char **text, size_t *length) {
  ready();
  hid_t attribute, type;
  int result = open_single(object, name, &attribute, &type);
  if (result != CHDF5_OK) return result;

  *text = NULL;
  size_t size = H5Tget_size(type);
  switch (class_of(type)) {
  case CHDF5_CLASS_FIXED_STRING: {
    if (size > limit) {
      result = CHDF5_TOO_LARGE;
      break;
    }
    char *bytes = calloc(size + 1, 1);
    if (bytes && H5Aread(attribute, type, bytes) >= 0) {
      *text = bytes;
      *length = strnlen(bytes, size);
      // blanks are padding only where the type says so
      if (H5Tget_strpad(type) == H5T_STR_SPACEPAD)
        while (*length > 0 && bytes[*length - 1] == ' ') --*length;
    } else {
      free(bytes);
      result = CHDF5_FAILED;
    }
    break;
  }
  case CHDF5_CLASS_VARIABLE_STRING: {
    char *own = NULL;
    if (H5Aread(attribute, type, &own) < 0) {
      result = CHDF5_FAILED;
    } else if (own && strlen(own) > limit) {
      result = CHDF5_TOO_LARGE;
    } else {
      *text = strdup(own ? own : "");
      *length = *text ? strlen(*text) : 0;
      if (!*text) result = CHDF5_FAILED;
    }
    if (own) H5free_memory(own);
    break;
  }
  default: result = CHDF5_WRONG_TYPE;
  }
  H5Tclose(type);
  H5Aclose(attribute);
  return result;
}

int chdf5_read_number(int64_t object, const char *name, double *number) {
  ready();
  hid_t attribute, type;
  int result = open_single(object, name, &attribute, &type);
  if (result != CHDF5_OK) return result;
  int32_t class = class_of(type);
  if (class != CHDF5_CLASS_INTEGER && class != CHDF5_CLASS_FLOAT)
    result = CHDF5_WRONG_TYPE;
  else if (H5Aread(attribute, H5T_NATIVE_DOUBLE, number) < 0)
    result = CHDF5_FAILED;
  H5Tclose(type);
  H5Aclose(attribute);
  return result;
}

static int write_attribute(
    hid_t object, const char *name, hid_t stored, hid_t given, const void *from) {
  hid_t space = H5Screate(H5S_SCALAR);
  hid_t attribute = H5Acreate2(object, name, stored, space, H5P_DEFAULT, H5P_DEFAULT);
  H5Sclose(space);
  if (attribute < 0) return -1;
  herr_t written = H5Awrite(attribute, given, from);
  return H5Aclose(attribute) < 0 || written < 0 ? -1 : 0;
}

int chdf5_write_text(int64_t object, const char *name, const char *text) {
  ready();
  return write_attribute(object, name, g_text_type, g_text_type, &text);
}

int chdf5_write_int(int64_t object, const char *name, int64_t value) {
  ready();
  return write_attribute(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}
