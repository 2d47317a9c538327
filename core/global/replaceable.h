/* SPDX-License-Identifier: MIT */
/*
 * replaceable - whether rename() onto a file will work, asked before something irrevocable
 */
#ifndef MB_REPLACEABLE_H
#define MB_REPLACEABLE_H

#include <stdbool.h>

#include "global/err.h"

/*
 * Sees without changing anything that `path` can be replaced: it is no folder and no mount point, and
 * neither a read-only mount, nor the folder's mode or sticky bit, nor an attribute such as immutable or
 * append-only forbids it. *absent_r: there is no such file yet. `probe`: a name in the same folder for a
 * moment's link, where the kernel cannot tell a mount point; what a crash leaves there may be removed.
 *
 * Not seen: what a security module (SELinux) allows for rename() alone, and that a new name may need
 * room in the folder itself.
 */
bool mb_replaceable(const char *path, const char *probe, bool *absent_r, struct mb_err *err);
/* Sees that a name can be taken out of its folder. */
bool mb_replaceable_name(const char *path, struct mb_err *err);

#endif
