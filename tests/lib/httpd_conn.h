/* SPDX-License-Identifier: MIT */
/* What httpd.c, httpd_conn.c and httpd_parse.c share; nobody else includes this. */
#ifndef MB_HTTPD_CONN_H
#define MB_HTTPD_CONN_H

#include <gnutls/gnutls.h>
#include <stdint.h>

#include "httpd.h"

struct mb_httpd_conn {
	int fd, stop_fd, timeout_ms;
	gnutls_session_t tls; /* NULL: plain */
	bool reset;
};

void *mb_httpd_alloc(void *old, size_t size); /* realloc that ends the process on failure */
int64_t mb_httpd_now(void);                   /* monotonic milliseconds */

/* httpd_parse.c: 0 or the status to answer; head is cut up in place and must outlive req */
int mb_httpd_parse_head(char *head, size_t len, struct mb_httpd_req *req);

/* httpd_conn.c: everything one connection does, from handshake to close */
void mb_httpd_serve(struct mb_httpd_conn *conn, gnutls_certificate_credentials_t cred,
		    mb_httpd_handler *handle, void *arg);

#endif
