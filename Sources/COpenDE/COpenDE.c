#include "COpenDE.h"
