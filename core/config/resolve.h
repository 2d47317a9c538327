/* SPDX-License-Identifier: MIT */
/*
 * resolve - an account's endpoints, scopes and hosts: its own settings, else its plugin's tables
 */
#ifndef MB_RESOLVE_H
#define MB_RESOLVE_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"

struct mb_account;

/* A sentence with {key} replaced; what stands for nothing is called by a general word. The caller frees it;
 * never NULL. */
char *mb_resolve_sentence(const struct mb_account *account, const char *text);

/* The endpoint's URL; the caller frees it. NULL without an error: the provider has none (`err` is
 * untouched). NULL with MB_E_CONFIG: it is no address to send secrets to. */
char *mb_resolve_endpoint(const struct mb_account *account, enum mb_endpoint_kind kind,
			  struct mb_err *err);
/* The same, but having none is MB_E_CONFIG too. */
char *mb_resolve_required(const struct mb_account *account, enum mb_endpoint_kind kind,
			  struct mb_err *err);
/* Who gives the tokens: the token endpoint or, where none is known, the issuer that publishes one; the
 * caller frees it. NULL with MB_E_CONFIG: neither, or one that is no address to send secrets to. */
char *mb_resolve_authority(const struct mb_account *account, struct mb_err *err);

/* The scope to ask for with this grant, "" if none; the caller frees it. */
char *mb_resolve_scope(const struct mb_account *account, unsigned grant);

/* The plugin's own scope for one service alone, or for whatever service (MB_SERVICE_ANY), whatever the
 * account says; "" if none; the caller frees it. */
char *mb_resolve_scope_of(const struct mb_account *account, unsigned grant, unsigned service);

/* The grant of the account: as set, else the plugin's first that is not refused. */
unsigned mb_resolve_grant(const struct mb_account *account);
/* Grants that need no person: they can run whenever a token is wanted. */
bool mb_grant_is_direct(unsigned grant);

/* Where a service of the account is; false if the provider has none. The caller frees *host_r. */
bool mb_resolve_host(const struct mb_account *account, enum mb_service service, char **host_r,
		     uint16_t *port_r, enum mb_tls *tls_r);

#endif
