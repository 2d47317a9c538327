/* SPDX-License-Identifier: MIT */
/*
 * http - one request to a provider, by libcurl
 *
 * https with TLS 1.2 or newer (http for loopback literals), certificates verified, no redirects,
 * no cookies, no netrc, bounded in time and size.
 */
#ifndef MB_HTTP_H
#define MB_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "global/err.h"

struct mb_form;

/* Longest answer read. */
#define MB_HTTP_BODY_MAX (256 * 1024)

struct mb_http_request {
	const char *url; /* passed mb_url_fault() */
	const struct mb_form
	    *form; /* what is posted; NULL: `json`, or nothing, so that it is a GET */
	const struct mb_buf *json;
	const struct mb_buf *basic; /* credentials in base64 for the head; NULL or empty: none */
	bool head;                  /* HEAD instead of GET: only whether it is there */
	const char *proxy;          /* NULL: as the environment says */
	const char *ca_file;        /* NULL: the system's */
	struct mb_deadline deadline;
};

/* Untrusted, and it may hold tokens. */
struct mb_http_answer {
	long status;
	long proxy_said; /* when it was asked for a connection; 0: nothing */
	struct mb_buf body;
	int64_t retry_after; /* seconds; -1: none was sent */
	int64_t date;        /* Unix time by the server's clock (RFC 9110 6.6.1); 0: not told */
};

/* Once, before threads and children. */
void mb_http_init(void);

/*
 * False only when there is no whole answer: MB_E_RETRY for what the network did, MB_E_CONFIG for a
 * ca_file or proxy that cannot be used. Any HTTP status is an answer. 429 and 503 with Retry-After
 * are asked again as long as the deadline allows; nothing else is, because a request that got lost
 * on the way back may have been obeyed. The caller ends with mb_http_answer_fini() either way.
 */
bool mb_http(const struct mb_http_request *request, struct mb_http_answer *answer,
	     struct mb_err *err);
void mb_http_answer_fini(struct mb_http_answer *answer);

/* Read an untrusted date as header fields of HTTP and mail write it (RFC 9110 5.6.7, RFC 5322 3.3). Returns Unix
 * time, -1 for what is no date, or one before 1970. */
int64_t mb_http_date(const char *text);

#endif
