/* SPDX-License-Identifier: MIT */
/*
 * git_request - what git asks its credential helper (git-credential(1), INPUT/OUTPUT FORMAT)
 *
 * Lines of KEY=VALUE up to an empty line or the end; keys that we do not know are skipped.
 */
#ifndef MB_GIT_REQUEST_H
#define MB_GIT_REQUEST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "global/err.h"

struct mb_secret;

struct mb_git_request {
	char *protocol, *host, *username; /* owned; NULL: not told; host without the port */
	uint16_t port;                    /* 0: not told */
	struct mb_secret *password;
};

/* MB_E_DATA when it cannot be understood. mb_git_request_fini() either way. */
bool mb_git_request_read(struct mb_git_request *request, FILE *in, struct mb_err *err);
void mb_git_request_fini(struct mb_git_request *request);

#endif
