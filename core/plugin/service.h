/* SPDX-License-Identifier: MIT */
/*
 * service - the mail services: their names, settings and ports, in one table
 *
 * Tables of plugins name a service by enum mb_service, the config names it by its name.
 */
#ifndef MB_SERVICE_H
#define MB_SERVICE_H

#include <stddef.h>
#include <stdint.h>

#include <mailbearer/plugin.h>

#include "plugin/settings.h"

#define MB_SERVICES      3
#define MB_SERVICE_PORTS 3

struct mb_service_row {
	enum mb_service service;
	enum mb_where where;                /* the place of its servers' answers in error rules */
	const char *name;                   /* its name in the config and on the command line */
	enum mb_setting_id host, port, tls; /* its settings */
	struct {
		uint16_t port; /* 0: no more */
		enum mb_tls tls;
	} ports[MB_SERVICE_PORTS]; /* the usual one first (RFC 8314 3 and 7.3) */
};

/* The table: IMAP, POP3, SMTP. ACCOUNT.status keeps the refusals of mail servers in the same order. */
extern const struct mb_service_row mb_service_rows[MB_SERVICES];

/* Find the row of one service; for MB_SERVICE_ANY the row of SMTP. */
const struct mb_service_row *mb_service_row(unsigned service);
/* Find the number of that row in mb_service_rows. */
size_t mb_service_index(unsigned service);

/* Find the bit (enum mb_service) of "imap", "pop3" or "smtp"; 0 for any other text. */
unsigned mb_service_by_name(const char *name);
/* Return the service's name, "?" unless `service` is exactly one bit. */
const char *mb_service_name(unsigned service);

/* Return how TLS begins on a usual port of some mail service; `otherwise` for all other ports. */
enum mb_tls mb_service_tls(uint16_t port, enum mb_tls otherwise);

#endif
