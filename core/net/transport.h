/* SPDX-License-Identifier: MIT */
/*
 * transport - what all connections by libcurl have in common
 *
 * All connections use TLS 1.2 or newer with verified certificates, no netrc, no signals, and have a time limit. Their
 * failures become sentences here.
 */
#ifndef MB_TRANSPORT_H
#define MB_TRANSPORT_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/clock.h"
#include "global/err.h"

/* Set the common options. `proxy` NULL: as the environment says; "": none. `ca_file` NULL: the system's. */
void mb_transport_options(CURL *curl, const char *proxy, const char *ca_file,
			  struct mb_deadline deadline);

/* Set `err` to a sentence about `where` for libcurl's error `rc`; `detail` is the error buffer, `proxy_said` the status with
 * which a proxy answered when it was asked for a connection, or 0. Returns false. */
bool mb_transport_failed(const char *where, const char *ca_file, CURLcode rc, const char *detail,
			 long proxy_said, struct mb_err *err);

#endif
