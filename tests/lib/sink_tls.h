/* SPDX-License-Identifier: MIT */
/* The sink's TLS: one connection as two streams. */
#ifndef SINK_TLS_H
#define SINK_TLS_H

#include <stdio.h>

/* Ends the program when the files are no good. */
void sink_tls_init(const char *cert, const char *key);
/* Handshake, as a server. NULL streams when it fails. */
void sink_tls_open(int fd, FILE **in, FILE **out);

#endif
