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

/* Replace each {key} in a sentence, for the caller to free; a key that stands for nothing by a
 * general word. Never NULL. */
char *mb_resolve_sentence(const struct mb_account *account, const char *text);

/* Return the endpoint's URL, for the caller to free. NULL without an error (`err` is untouched):
 * the provider has none. NULL with MB_E_CONFIG: it is no address to send secrets to. */
char *mb_resolve_endpoint(const struct mb_account *account, enum mb_endpoint_kind kind,
			  struct mb_err *err);
/* Return the endpoint's URL as mb_resolve_endpoint() does, but having none is MB_E_CONFIG too. */
char *mb_resolve_required(const struct mb_account *account, enum mb_endpoint_kind kind,
			  struct mb_err *err);
/* Return who gives the tokens, for the caller to free: the token endpoint or, where none is
 * known, the issuer that publishes it. NULL with MB_E_CONFIG: there is neither, or it is no
 * address to send secrets to. */
char *mb_resolve_authority(const struct mb_account *account, struct mb_err *err);

/* Return the scope to ask for with this grant, for the caller to free; "" if none. */
char *mb_resolve_scope(const struct mb_account *account, unsigned grant);

/* Return the plugin's own scope for one service alone, or for any service (MB_SERVICE_ANY),
 * whatever the account says; "" if none. The caller frees it. */
char *mb_resolve_scope_of(const struct mb_account *account, unsigned grant, unsigned service);

/* Return the grant of the account: as set, else the plugin's first that is not refused. */
unsigned mb_resolve_grant(const struct mb_account *account);
/* Does the grant need no person, so that it can run whenever a token is wanted? */
bool mb_grant_is_direct(unsigned grant);

/* Find where a service of the account is; false if the provider has none. The caller frees
 * *host_r. */
bool mb_resolve_host(const struct mb_account *account, enum mb_service service, char **host_r,
		     uint16_t *port_r, enum mb_tls *tls_r);

#endif
