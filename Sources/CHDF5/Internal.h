#ifndef CHDF5_INTERNAL_H
#define CHDF5_INTERNAL_H

#include "CHDF5.h"

// Turns off the printing of errors, which HDF5 keeps per thread.
void chdf5_ready(void);

// Layout, outside files and filters, from the creation properties alone; fields not set stay.
int chdf5_describe_storage(int64_t dataset, chdf5_dataset_info *info);

#endif
