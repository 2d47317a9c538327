/* SPDX-License-Identifier: MIT */
/*
 * conn - a connection to a mail server, always by TLS
 *
 * libcurl connects, if need be through a proxy, speaks the protocol up to STARTTLS and checks the certificate. Only
 * then we take the connection over, so none of our commands is sent unencrypted. Whatever the server sends is
 * untrusted.
 *
 * Errors: MB_E_RETRY for failures of the network or the server, MB_E_CONFIG for settings that must be wrong.
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

/* Longest line of a server, in bytes. */
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

/* Connect to a server, read its greeting and ask for its capabilities. The caller closes *conn_r. */
bool mb_conn_open(struct mb_conn **conn_r, const struct mb_conn_target *target,
		  struct mb_deadline deadline, struct mb_err *err);
/* Close *conn, which may be NULL, and set it to NULL. */
void mb_conn_close(struct mb_conn **conn);

/* Return what the server said before we took the connection over, lines divided by '\n'. Borrowed. */
const char *mb_conn_prologue(const struct mb_conn *conn);
/* Says whether a line of it was too long for libcurl, which then takes the middle out. */
bool mb_conn_cut(const struct mb_conn *conn);

/* Read the next line; it is without its line end, and borrowed until the next call for this connection. MB_E_RETRY,
 * too, if the server ends the connection or sends a line that is too long or has a NUL. */
bool mb_conn_line(struct mb_conn *conn, struct mb_deadline deadline, char **line_r,
		  struct mb_err *err);
/* Read exactly `len` bytes. */
bool mb_conn_bytes(struct mb_conn *conn, void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err);
/* Write all of `data`. */
bool mb_conn_write(struct mb_conn *conn, const void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err);
/* Send a command and a line end. The command is never logged. */
bool mb_conn_say(struct mb_conn *conn, struct mb_deadline deadline, struct mb_err *err,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Wait up to `ms` milliseconds until there is something to read, or the server has ended the connection. False if the
 * time ran out. */
bool mb_conn_ready(struct mb_conn *conn, int ms);

/* Read or write without waiting. Returns the number of bytes; 0 from recv if the server has ended the connection; -1
 * if it is not possible now (poll mb_conn_fd(), but only after recv returned -1); -2 if the connection is broken. */
ssize_t mb_conn_recv(struct mb_conn *conn, void *data, size_t len);
ssize_t mb_conn_send(struct mb_conn *conn, const void *data, size_t len);
int mb_conn_fd(const struct mb_conn *conn);
/* Tell the server that we send nothing more (close_notify, then FIN). Reading goes on. */
void mb_conn_half_close(struct mb_conn *conn);

#endif
