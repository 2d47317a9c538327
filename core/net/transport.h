/* SPDX-License-Identifier: MIT */
/*
 * transport - what all connections by libcurl have in common
 *
 * TLS 1.2 or newer, certificates verified, no netrc, no signals, a time limit; and what to say when
 * it fails.
 */
#ifndef MB_TRANSPORT_H
#define MB_TRANSPORT_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/clock.h"
#include "global/err.h"

/* `proxy` NULL: as the environment says, "": none. `ca_file` NULL: the system's. */
void mb_transport_options(CURL *curl, const char *proxy, const char *ca_file,
			  struct mb_deadline deadline);

/* What libcurl reports as a sentence about `where`; `detail` is its error buffer, `proxy_said` what a proxy answered
 * when it was asked for a connection, or 0. Returns false. */
bool mb_transport_failed(const char *where, const char *ca_file, CURLcode rc, const char *detail,
			 long proxy_said, struct mb_err *err);

#endif
