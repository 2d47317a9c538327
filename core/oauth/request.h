/* SPDX-License-Identifier: MIT */
/*
 * request - forms on their way to an endpoint of the provider
 */
#ifndef MB_REQUEST_H
#define MB_REQUEST_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

#include "base/json.h"
#include "global/err.h"
#include "meaning/reply.h"
#include "oauth/party.h"

struct mb_form;

/* Adds what the plugin's tables and the account's `authorize_params` or `token_params` want in this
 * phase, then lets the plugin's hook have its say. Names that are the core's own or hold a secret
 * are left as they are. */
bool mb_request_params(const struct mb_account *account, enum mb_phase phase, struct mb_form *form,
		       struct mb_err *err);

/* POSTs the form. False only without an answer; mb_reply_fini() in any case. Secrets of the form
 * that the provider repeats in its error text are blotted out of the reply. */
bool mb_request_send(const struct mb_party *p, const char *url, const struct mb_form *form,
		     struct mb_reply *reply, struct mb_err *err);
/* The same with a JSON object that holds no secret, or with NULL a GET. */
bool mb_request_json(const struct mb_party *p, const char *url, const json_t *json,
		     struct mb_reply *reply, struct mb_err *err);

#endif
