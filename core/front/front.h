/* SPDX-License-Identifier: MIT */
/*
 * front - the installed `mailbearer`
 *
 * Answers `token ACCOUNT` from the token file and replaces itself by one of the programs in
 * programs/ for all else. Links libc alone: loading the network code costs ten times a bare process.
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

/* False when the command line is for another program, also when it is wrong. */
bool mb_front_parse(struct mb_front_request *request, int argc, char *const *argv);

/* Prints a cached token and returns its exit status; -1 when the small core has to do it: then
 * the account's lock, if it could be had, is at MB_LOCK_FD. */
int mb_front_token(const struct mb_front_request *request);

/* Which program does this command line: "core" of mailbearer-core. What is no command at all goes to
 * one that can say so. */
const char *mb_front_program(int argc, char *const *argv);

#endif
