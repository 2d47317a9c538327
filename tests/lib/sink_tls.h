/* SPDX-License-Identifier: MIT */
/* TLS for the sink: one connection as two streams. */
#ifndef SINK_TLS_H
#define SINK_TLS_H

#include <stdio.h>

/* Load certificate and key; ends the program if they cannot be used. */
void sink_tls_init(const char *cert, const char *key);
/* Do the handshake as a server. The streams are NULL if it fails. */
void sink_tls_open(int fd, FILE **in, FILE **out);

#endif
