/* SPDX-License-Identifier: MIT */
/*
 * build - the paths compiled into the program
 *
 * The tests run the same objects, linked with another definition of mb_build (tests/lib/build_testable.c), so that
 * the installed programs have no back door for tests.
 */
#ifndef MB_BUILD_H
#define MB_BUILD_H

#include <stdbool.h>

struct mb_build {
	const char *config;      /* the machine's config file: /etc/mailbearer.conf */
	const char *state_dir;   /* the state folder for that config: /var/lib/mailbearer */
	const char *program_dir; /* the only folder of the programs behind the front */
	const char *plugin_dir;  /* the only folder from which plugins are loaded */
	const char *
	    snippet_dir; /* the folder with a file for each mail program (cmd/snippet/snippet_file.h) */
	const char *locale_dir; /* the folder with de/LC_MESSAGES/mailbearer.mo and the like */
	bool testable;          /* accept the option --plugin-dir; true in the tests only */
};

extern struct mb_build mb_build;

#endif
