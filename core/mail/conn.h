/* SPDX-License-Identifier: MIT */
/*
 * conn - a connection to a mail server, always by TLS
 *
 * libcurl finds the host, goes through a proxy, speaks the protocol as far as STARTTLS wants it and
 * checks the certificate. From then on the connection is ours: no command of ours went over it in
 * clear. What the server sends is untrusted.
 *
 * Errors: MB_E_RETRY for what the network or the server did, MB_E_CONFIG for settings that cannot
 * be right.
 */
#ifndef MB_CONN_H
#define MB_CONN_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/clock.h"
#include "global/err.h"

/* Longest line taken from a server, in bytes. */
#define MB_CONN_LINE_MAX 65536

struct mb_conn;

struct mb_conn_target {
	enum mb_service service;
	const char *host;
	uint16_t port;
	enum mb_tls tls;
	const char *proxy;   /* NULL: as the environment says */
	const char *ca_file; /* NULL: the system's */
};

/* The greeting was read and was friendly, and the server was asked for its capabilities. */
bool mb_conn_open(struct mb_conn **conn_r, const struct mb_conn_target *target,
		  struct mb_deadline deadline, struct mb_err *err);
/* Sets to NULL; *conn may be NULL. */
void mb_conn_close(struct mb_conn **conn);

/* What the server said before the connection was ours, lines divided by '\n'. Borrowed. */
const char *mb_conn_prologue(const struct mb_conn *conn);
/* Says whether a line of it was too long for libcurl, which then takes the middle out. */
bool mb_conn_cut(const struct mb_conn *conn);

/* The next line without its line end, borrowed until the next call on this connection. False also
 * when the server ends the connection, or sends a line that is too long or has a NUL. */
bool mb_conn_line(struct mb_conn *conn, struct mb_deadline deadline, char **line_r,
		  struct mb_err *err);
/* Exactly `len` bytes. */
bool mb_conn_bytes(struct mb_conn *conn, void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err);
/* All of it. */
bool mb_conn_write(struct mb_conn *conn, const void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err);
/* A command, and the line end; never logged. */
bool mb_conn_say(struct mb_conn *conn, struct mb_deadline deadline, struct mb_err *err,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Waits up to so many milliseconds: is there something to read, or the end? */
bool mb_conn_ready(struct mb_conn *conn, int ms);

/* Without waiting. Bytes moved; 0 from recv: the server has ended; -1: not now, poll
 * mb_conn_fd(); -2: the connection is broken. Read until -1 before polling. */
ssize_t mb_conn_recv(struct mb_conn *conn, void *data, size_t len);
ssize_t mb_conn_send(struct mb_conn *conn, const void *data, size_t len);
int mb_conn_fd(const struct mb_conn *conn);
/* We have said all (close_notify, then FIN); reading goes on. */
void mb_conn_half_close(struct mb_conn *conn);

#endif
