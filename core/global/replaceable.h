/* SPDX-License-Identifier: MIT */
/*
 * replaceable - whether rename() onto a file will work, checked before something that cannot be undone
 */
#ifndef MB_REPLACEABLE_H
#define MB_REPLACEABLE_H

#include <stdbool.h>

#include "global/err.h"

/*
 * Check that `path` can be replaced: it is no folder and no mount point, and neither a read-only mount, nor the
 * folder's mode or sticky bit, nor an attribute such as immutable or append-only forbids a replacement. *absent_r:
 * the file does not exist yet. `probe` is a name in the same folder for a short-lived link, needed where the kernel
 * cannot tell a mount point; a file of that name may be removed.
 *
 * Not found out: a security module (SELinux) that forbids only rename(), and a folder without room for a new name.
 */
bool mb_replaceable(const char *path, const char *probe, bool *absent_r, struct mb_err *err);
/* Check that the name `path` can be removed from its folder. Removes nothing but an empty folder of that name. */
bool mb_replaceable_name(const char *path, struct mb_err *err);

#endif
