/* SPDX-License-Identifier: MIT */
/*
 * http - one request to a provider, by libcurl
 *
 * Requests use https with TLS 1.2 or newer and verified certificates (http for literal loopback addresses). There are
 * no redirects, cookies or netrc; time and size are limited.
 */
#ifndef MB_HTTP_H
#define MB_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "global/err.h"

struct mb_form;

/* Longest body of an answer, in bytes. */
#define MB_HTTP_BODY_MAX (256 * 1024)

struct mb_http_request {
	const char *url;            /* must have passed mb_url_fault() */
	const struct mb_form *form; /* the body of a POST, or NULL */
	const struct mb_buf *json;  /* the body of a POST, or NULL; both NULL: a GET */
	const struct mb_buf *basic; /* base64 for Authorization: Basic; NULL or empty: none */
	bool head;                  /* HEAD instead of GET, to ask only whether the URL works */
	const char *proxy;          /* NULL: as the environment says; "": none */
	const char *ca_file;        /* NULL: the system's certificates */
	struct mb_deadline deadline;
};

/* The answer of a server: untrusted, and it may hold tokens. */
struct mb_http_answer {
	long status;
	long proxy_said; /* when it was asked for a connection; 0: nothing */
	struct mb_buf body;
	int64_t retry_after; /* seconds; -1: the server sent none */
	int64_t date;        /* Unix time by the server's clock; 0: not sent (RFC 9110 6.6.1) */
};

/* Initialise libcurl. Call it once, before threads and child processes are made. */
void mb_http_init(void);

/*
 * Send a request and read the answer. False only if there is no whole answer: MB_E_RETRY for failures of the network,
 * MB_E_CONFIG for a ca_file that cannot be used or settings that make the request too long. Any HTTP status is an
 * answer. After 429 or 503 with Retry-After the request is repeated, if the deadline allows; after anything else it
 * is not, because the server may have obeyed a request whose answer got lost. The caller calls mb_http_answer_fini(),
 * also on failure.
 */
bool mb_http(const struct mb_http_request *request, struct mb_http_answer *answer,
	     struct mb_err *err);
void mb_http_answer_fini(struct mb_http_answer *answer);

/* Read an untrusted date in the format of header fields in HTTP and mail. Returns Unix time, -1 if the text is no
 * date or the date is before 1970 (RFC 9110 5.6.7, RFC 5322 3.3). */
int64_t mb_http_date(const char *text);

#endif
