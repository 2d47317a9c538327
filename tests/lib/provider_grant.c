/* SPDX-License-Identifier: MIT */
/* The grants of RFC 6749; the client is authenticated when they run. */
#include "provider.h"

#include <stdlib.h>
#include <string.h>

/* whether a new sign-in gets a refresh token */
static bool wants_refresh(struct mb_pv_call *call, const struct mb_pv_who *who)
{
	struct mb_pv *pv = call->pv;

	if (who->family == MB_PV_MICROSOFT)
		return mb_pv_scope_has(who->scope, "offline_access");
	if (who->family != MB_PV_GOOGLE || !pv->setting[MB_PV_FIRST_CONSENT])
		return true;
	for (size_t i = 0; i < pv->n_items; i++) {
		const struct mb_pv_item *item = pv->items[i];

		if (item->kind == MB_PV_REFRESH && item->who.client == who->client &&
		    item->who.user == who->user && mb_pv_item_live(pv, item))
			return false;
	}
	return true;
}

static bool verifier_ok(const char *verifier)
{
	size_t len = strlen(verifier);

	return len >= 43 && len <= 128 &&
	       strspn(verifier,
		      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") == len;
}

static bool check_verifier(struct mb_pv_call *call, const struct mb_pv_item *code)
{
	const char *verifier = mb_pv_param(&call->form, "code_verifier");
	char challenge[44];

	if (!code->challenge)
		return verifier ? mb_pv_refuse(call, MB_PV_WRONG_VERIFIER, NULL) : true;
	if (!verifier)
		return mb_pv_refuse(call, MB_PV_WRONG_VERIFIER, NULL);
	if (!verifier_ok(verifier))
		return mb_pv_refuse(call, MB_PV_BAD_VERIFIER, NULL);
	if (!mb_pv_s256(verifier, challenge) || strcmp(challenge, code->challenge))
		return mb_pv_refuse(call, MB_PV_WRONG_VERIFIER, NULL);
	return true;
}

void mb_pv_grant_code(struct mb_pv_call *call)
{
	const char *value, *redirect_uri;
	struct mb_pv_item *code;

	if (!mb_pv_need(call, "code", &value) || !mb_pv_need(call, "redirect_uri", &redirect_uri))
		return;
	code = mb_pv_item_find(call->pv, MB_PV_CODE, value);
	if (!code || code->who.family != call->family || code->who.client != call->client) {
		mb_pv_refuse(call, MB_PV_BAD_CODE, NULL);
		return;
	}
	if (code->used) {
		call->pv->counter[MB_PV_C_CODE_REUSED]++;
		mb_pv_revoke_sign_in(call->pv, code->who.sign_in);
		mb_pv_refuse(call, MB_PV_USED_CODE, NULL);
		return;
	}
	code->used = true; /* a failed try spends the code too */
	if (!mb_pv_item_live(call->pv, code))
		mb_pv_refuse(call, MB_PV_OLD_CODE, NULL);
	else if (strcmp(code->who.tenant, call->tenant))
		mb_pv_refuse(call, MB_PV_OTHER_TENANT, NULL);
	else if (strcmp(code->redirect_uri, redirect_uri))
		mb_pv_refuse(call, MB_PV_OTHER_REDIRECT, NULL);
	else if (check_verifier(call, code))
		mb_pv_issue(call, &code->who, wants_refresh(call, &code->who));
}

static bool usable(struct mb_pv_call *call, struct mb_pv_item *old, enum mb_pv_rotate rotate)
{
	if (!old || old->who.family != call->family || old->who.client != call->client)
		return mb_pv_refuse(call, MB_PV_BAD_REFRESH, NULL);
	if (old->used && rotate == MB_PV_STRICT) {
		call->pv->counter[MB_PV_C_REFRESH_REUSED]++;
		mb_pv_revoke_sign_in(call->pv, old->who.sign_in);
		return mb_pv_refuse(call, MB_PV_REUSED_REFRESH, NULL);
	}
	if (old->revoked)
		return mb_pv_refuse(call, MB_PV_REVOKED, NULL);
	if (!mb_pv_item_live(call->pv, old))
		return mb_pv_refuse(call, MB_PV_OLD_REFRESH, NULL);
	return true;
}

void mb_pv_grant_refresh(struct mb_pv_call *call)
{
	struct mb_pv *pv = call->pv;
	enum mb_pv_rotate rotate =
	    (enum mb_pv_rotate)pv->setting[MB_PV_ROTATE_MICROSOFT + (int)call->family];
	const char *value, *scope = mb_pv_param(&call->form, "scope");
	struct mb_pv_item *old;
	struct mb_pv_who who;
	enum mb_pv_why why;

	if (!mb_pv_need(call, "refresh_token", &value))
		return;
	old = mb_pv_item_find(pv, MB_PV_REFRESH, value);
	if (!usable(call, old, rotate))
		return;
	who = old->who;
	who.scope = mb_pv_strdup(scope ? scope : old->who.scope);
	if (scope && !mb_pv_scope_ok(call, scope, &why)) {
		mb_pv_refuse(call, why, scope);
	} else if (!mb_pv_scope_within(who.scope, old->who.scope)) {
		mb_pv_refuse(call, MB_PV_WIDER_SCOPE, NULL);
	} else {
		old->used = true;
		old->expires = mb_pv_time(pv) +
			       pv->setting[MB_PV_REFRESH_LIFETIME]; /* idle time starts anew */
		mb_pv_issue(call, &who, rotate != MB_PV_KEEP);
		if (rotate != MB_PV_KEEP && scope) { /* the new one is worth what the old one was */
			struct mb_pv_item *newest = pv->items[pv->n_items - 1];

			free(newest->who.scope);
			newest->who.scope = mb_pv_strdup(old->who.scope);
		}
	}
	free(who.scope);
}

static enum mb_pv_why check_password(struct mb_pv *pv, const struct mb_pv_user *user,
				     const char *password)
{
	int *wrong = user ? &pv->wrong_passwords[user - mb_pv_users] : NULL;

	if (!user)
		return MB_PV_UNKNOWN_USER;
	if (*wrong >= pv->setting[MB_PV_LOCK_AFTER])
		return MB_PV_LOCKED;
	if (strcmp(password, user->password)) {
		++*wrong;
		return MB_PV_WRONG_PASSWORD;
	}
	*wrong = 0;
	return user->refusal;
}

static void start_who(struct mb_pv_call *call, const char *scope, struct mb_pv_who *who_r)
{
	memset(who_r, 0, sizeof(*who_r));
	who_r->client = call->client;
	who_r->family = call->family;
	memcpy(who_r->tenant, call->tenant, sizeof(who_r->tenant));
	who_r->scope = mb_pv_strdup(scope);
	who_r->sign_in = ++call->pv->sign_ins;
}

void mb_pv_grant_password(struct mb_pv_call *call)
{
	const char *name, *password, *scope;
	struct mb_pv_who who;
	enum mb_pv_why why;

	if (!mb_pv_need(call, "username", &name) || !mb_pv_need(call, "password", &password) ||
	    !mb_pv_need(call, "scope", &scope))
		return;
	if (!mb_pv_scope_ok(call, scope, &why)) {
		mb_pv_refuse(call, why, scope);
		return;
	}
	why = check_password(call->pv, mb_pv_user(name), password);
	if (why != MB_PV_WHYS) {
		mb_pv_refuse(call, why, NULL);
		return;
	}
	start_who(call, scope, &who);
	who.user = mb_pv_user(name);
	mb_pv_issue(call, &who, wants_refresh(call, &who));
	free(who.scope);
}

void mb_pv_grant_client(struct mb_pv_call *call)
{
	const char *scope;
	struct mb_pv_who who;
	enum mb_pv_why why = MB_PV_BAD_SCOPE;

	if (!call->client->secret && !call->client->asserts) {
		mb_pv_refuse(call, MB_PV_PUBLIC_CLIENT, NULL);
		return;
	}
	if (!mb_pv_need(call, "scope", &scope))
		return;
	if (!mb_pv_scope_ok(call, scope, &why) ||
	    (call->family == MB_PV_MICROSOFT &&
	     (strchr(scope, ' ') || !strstr(scope, "/.default")))) {
		mb_pv_refuse(call, why, scope);
		return;
	}
	start_who(call, scope, &who);
	mb_pv_issue(call, &who, false);
	free(who.scope);
}
