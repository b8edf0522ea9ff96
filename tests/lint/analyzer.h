/*
 * Told to clang-tidy only: sg_fail returns the status it is given. It looks at one source at a
 * time and would otherwise follow paths on which a failure had come out as SG_OK.
 */
#include "core/status.h"

#define sg_fail(error, status, ...) ((void)sg_fail(error, status, __VA_ARGS__), (status))
