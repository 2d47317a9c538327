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

/* Add the parameters of this phase: those of the plugin's tables and of the account's
 * `authorize_params` or `token_params`; then the plugin's hook may change them. A parameter that
 * is the core's own or holds a secret is left as it is. */
bool mb_request_params(const struct mb_account *account, enum mb_phase phase, struct mb_form *form,
		       struct mb_err *err);

/* POST the form. False: there was no answer. The reply is untrusted, and the caller ends it with
 * mb_reply_fini() in any case. Secrets of the form that the provider repeats in its error text
 * are blotted out. */
bool mb_request_send(const struct mb_party *p, const char *url, const struct mb_form *form,
		     struct mb_reply *reply, struct mb_err *err);
/* POST a JSON object that holds no secret, or with NULL send a GET; all else as
 * mb_request_send(). */
bool mb_request_json(const struct mb_party *p, const char *url, const json_t *json,
		     struct mb_reply *reply, struct mb_err *err);

#endif
