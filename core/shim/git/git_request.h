/* SPDX-License-Identifier: MIT */
/*
 * git_request - reading a request of git to its credential helper (git-credential(1), INPUT/OUTPUT FORMAT)
 *
 * A request is lines of KEY=VALUE, up to an empty line or the end of input. Unknown keys are skipped. Untrusted.
 */
#ifndef MB_GIT_REQUEST_H
#define MB_GIT_REQUEST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "global/err.h"

struct mb_secret;

struct mb_git_request {
	char *protocol, *host, *username; /* owned; NULL: not told; `host` is without the port */
	uint16_t port;                    /* 0: not told */
	struct mb_secret *password;
};

/* Read a request. MB_E_DATA if it cannot be understood. The caller calls mb_git_request_fini(), also on failure. */
bool mb_git_request_read(struct mb_git_request *request, FILE *in, struct mb_err *err);
void mb_git_request_fini(struct mb_git_request *request);

#endif
