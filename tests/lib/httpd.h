/* SPDX-License-Identifier: MIT */
/*
 * A small HTTP/1.1 server for tests: one thread per connection, one answer per connection.
 *
 * Ownership: a request belongs to the server and lives until the handler returns; lists filled by
 * mb_httpd_form() belong to the caller (mb_httpd_list_free). The handler runs in the connection's
 * own thread, many at once: it locks what it shares.
 * Untrusted: everything a peer sends. Head at most 64 KiB, body at most 1 MiB (Content-Length
 * only), 128 headers, 256 form pairs, each wait bounded by timeout_ms. What breaks a rule gets 4xx
 * or 5xx and never reaches the handler. Not enough memory ends the process.
 * Errors: mb_httpd_open() writes the reason into err; all other functions have no error that a test could use.
 */
#ifndef MB_HTTPD_H
#define MB_HTTPD_H

#include <stdbool.h>
#include <stddef.h>

#define MB_HTTPD_HEAD_MAX    (64 * 1024)
#define MB_HTTPD_BODY_MAX    (1024 * 1024)
#define MB_HTTPD_HEADERS_MAX 128
#define MB_HTTPD_PAIRS_MAX   256

struct mb_httpd;      /* the server */
struct mb_httpd_conn; /* one connection, inside a handler */

/* value[len] is '\0'; a value that holds NUL bytes has strlen(value) < len */
struct mb_httpd_pair {
	char *name, *value;
	size_t len;
};

struct mb_httpd_list {
	struct mb_httpd_pair *v;
	size_t n;
};

struct mb_httpd_req {
	char *method, *target; /* target as sent: "/p?q", "http://h/p?q", or "h:443" with CONNECT */
	char *path, *query;    /* not decoded; query "" when there is none */
	bool has_query;
	struct mb_httpd_list headers; /* names in lower case */
	char *body;                   /* never NULL; body[body_len] is '\0' */
	size_t body_len;
};

typedef void mb_httpd_handler(struct mb_httpd_conn *conn, const struct mb_httpd_req *req,
			      void *arg);

struct mb_httpd_options {
	int port;               /* 0: the system chooses */
	bool ipv6;              /* also listen on ::1, same port */
	const char *cert, *key; /* PEM files; both or neither */
	int timeout_ms;         /* for each request's arrival and each answer's sending; 0: 30 s */
	mb_httpd_handler *handle;
	void *arg;
};

/* the server; _run returns after _stop (safe in a signal handler) or max_seconds (0: no limit) */
bool mb_httpd_open(const struct mb_httpd_options *opt, struct mb_httpd **httpd_r, char *err,
		   size_t size);
int mb_httpd_port(const struct mb_httpd *httpd);
const char *mb_httpd_url(
    const struct mb_httpd *httpd); /* "http://127.0.0.1:PORT", no final slash */
void mb_httpd_run(struct mb_httpd *httpd, int max_seconds);
void mb_httpd_stop(struct mb_httpd *httpd);
void mb_httpd_close(struct mb_httpd **httpd);

/* looking into a request; _find returns how many there are and the first of them */
const char *mb_httpd_header(const struct mb_httpd_req *req, const char *lower_name); /* or NULL */
size_t mb_httpd_find(const struct mb_httpd_list *list, const char *name,
		     const struct mb_httpd_pair **first_r);
bool mb_httpd_form(const char *text, size_t len,
		   struct mb_httpd_list *list_r);      /* false: malformed */
bool mb_httpd_is_form(const struct mb_httpd_req *req); /* Content-Type says urlencoded */
void mb_httpd_list_free(struct mb_httpd_list *list);

/*
 * Answering; headers are whole lines "Name: value\r\n" or NULL. The server closes after the
 * handler.
 */
void mb_httpd_answer(struct mb_httpd_conn *conn, int status, const char *type, const char *headers,
		     const void *body, size_t len);
void mb_httpd_answer_text(struct mb_httpd_conn *conn, int status, const char *text);
/* send only the head, with any Content-Length, for answers that break the rules */
bool mb_httpd_send_head(struct mb_httpd_conn *conn, int status, const char *type,
			const char *headers, size_t len);
bool mb_httpd_send(struct mb_httpd_conn *conn, const void *data,
		   size_t len);                          /* raw; false: peer gone */
bool mb_httpd_sleep(struct mb_httpd_conn *conn, int ms); /* false: peer gone or server stopping */
void mb_httpd_reset(struct mb_httpd_conn *conn);         /* the peer sees ECONNRESET */
int mb_httpd_fd(const struct mb_httpd_conn *conn);

#endif
