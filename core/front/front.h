/* SPDX-License-Identifier: MIT */
/*
 * front - the installed `mailbearer`
 *
 * The front answers `token ACCOUNT` from the token file and replaces itself by one of the programs
 * in programs/ for all else. It links libc alone: loading the network code costs ten times a bare
 * process.
 */
#ifndef MB_FRONT_H
#define MB_FRONT_H

#include <stdbool.h>
#include <stdint.h>

/* The one command line that the front answers itself. Strings are borrowed from argv. */
struct mb_front_request {
	const char *config; /* --config, or NULL */
	const char *account;
	int64_t min_validity; /* --min-validity, or -1 */
};

/* Parse the command line. False: it is for another program; so is a wrong one. */
bool mb_front_parse(struct mb_front_request *request, int argc, char *const *argv);

/* Print a cached token and return the exit status. -1: the small core has to do it; then the
 * account's lock, if it could be had, is at MB_LOCK_FD. */
int mb_front_token(const struct mb_front_request *request);

/* Find the program for this command line: "core" of mailbearer-core. An unknown command goes to
 * a program that says so. */
const char *mb_front_program(int argc, char *const *argv);

#endif
