/* SPDX-License-Identifier: MIT */
/*
 * build - the paths compiled into the program
 *
 * The programs that the tests run are the same objects linked with another definition
 * (tests/lib/build_testable.c), so that the product has no test door.
 */
#ifndef MB_BUILD_H
#define MB_BUILD_H

#include <stdbool.h>

struct mb_build {
	const char *config;      /* of the machine: /etc/mailbearer.conf */
	const char *state_dir;   /* that belongs to it: /var/lib/mailbearer */
	const char *program_dir; /* the one directory of the programs behind the front */
	const char *plugin_dir;  /* the one directory of plugins */
	const char *locale_dir;  /* catalogues: de/LC_MESSAGES/mailbearer.mo */
	bool testable;           /* --plugin-dir is an option */
};

extern struct mb_build mb_build;

#endif
