/* SPDX-License-Identifier: MIT */
/*
 * service - the mail services: their names, settings and ports
 *
 * The one table of them. Plugins' tables name services by enum mb_service, the config by their names.
 */
#ifndef MB_SERVICE_H
#define MB_SERVICE_H

#include <stddef.h>
#include <stdint.h>

#include <mailbearer/plugin.h>

#define MB_SERVICES      3
#define MB_SERVICE_PORTS 3

struct mb_service_row {
	enum mb_service service;
	enum mb_where where; /* what error rules call the words of its servers */
	const char *name;    /* in the config and on the command line */
	const char *host_key, *port_key, *tls_key; /* its settings */
	struct {
		uint16_t port; /* 0: no more */
		enum mb_tls tls;
	} ports[MB_SERVICE_PORTS]; /* the usual one first (RFC 8314 3 and 7.3) */
};

/* IMAP, POP3, SMTP. ACCOUNT.status keeps what mail servers refused in the same order. */
extern const struct mb_service_row mb_service_rows[MB_SERVICES];

/* Find the row of one service; of MB_SERVICE_ANY that of SMTP. */
const struct mb_service_row *mb_service_row(unsigned service);
/* Find the row's number in mb_service_rows. */
size_t mb_service_index(unsigned service);

/* Find the bit of "imap", "pop3", "smtp"; 0 for any other text. */
unsigned mb_service_by_name(const char *name);
/* The service's name, "?" for what is not one service. */
const char *mb_service_name(unsigned service);

/* Tell how TLS begins on a port that some mail service has for its own; `otherwise` for all other ports. */
enum mb_tls mb_service_tls(uint16_t port, enum mb_tls otherwise);

#endif
