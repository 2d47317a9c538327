/* SPDX-License-Identifier: MIT */
#include "global/path.h"

#include <stddef.h>

#include "base/env.h"
#include "base/text.h"
#include "base/xalloc.h"

char *mb_path_expand(const char *value)
{
	const char *tail = value ? mb_text_after(value, "~/") : NULL;
	const char *home = tail ? mb_env_home() : NULL;

	return home ? mb_text_cat(home, "/", tail, NULL) : mb_xstrdup(value);
}
