/* SPDX-License-Identifier: MIT */
#include "store/stamp.h"

#include "base/text.h"

char *mb_stamp(const char *path, const struct stat *st)
{
	struct mb_number dev, ino, size, sec, nsec;

	return mb_text_cat(mb_text_of_number(&dev, (int64_t)st->st_dev), ":",
			   mb_text_of_number(&ino, (int64_t)st->st_ino), ":",
			   mb_text_of_number(&size, st->st_size), ":",
			   mb_text_of_number(&sec, st->st_mtim.tv_sec), ".",
			   mb_text_of_number(&nsec, st->st_mtim.tv_nsec), " ", path, NULL);
}
