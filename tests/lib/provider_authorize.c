/* SPDX-License-Identifier: MIT */
/* The authorization endpoint. Nobody is asked: what is valid is approved at once. */
#include "provider.h"

#include <stdlib.h>
#include <string.h>

/* An error that must not be redirected: client or redirect URI are not to be trusted. */
static void page(struct mb_pv_call *call, enum mb_pv_why why, const char *detail)
{
	char text[512], *html;
	const char *error = mb_pv_refusal(call->family, why, detail, text, sizeof(text));
	size_t size;
	FILE *out = open_memstream(&html, &size);

	if (!out)
		abort();
	fprintf(out, "<!doctype html><title>Sign-in error</title><p>%s: ", error);
	for (const char *s = text; *s; s++)
		fputs(*s == '<' ? "&lt;" : *s == '&' ? "&amp;" : (char[]){ *s, '\0' }, out);
	fputs("</p>\n", out);
	if (fclose(out))
		abort();
	snprintf(call->reply.error, sizeof(call->reply.error), "%s", error);
	mb_pv_reply_set(call, 400, "text/html; charset=utf-8", html, size);
}

static void add(FILE *out, char *sep, const char *name, const char *value)
{
	fprintf(out, "%c%s=", *sep, name);
	mb_pv_urlencode(out, value);
	*sep = '&';
}

/* The 302 with name=value (code or error), description, state and iss, as /control wants them. */
static void redirect(struct mb_pv_call *call, const char *name, const char *value, const char *text)
{
	const char *uri = mb_pv_param(&call->query, "redirect_uri");
	const char *state = mb_pv_param(&call->query, "state");
	const struct mb_pv_next *next = &call->pv->next;
	const char *authority = strstr(uri, "://");
	char *location, sep = '?';
	size_t size;
	FILE *out = open_memstream(&location, &size);

	if (!out)
		abort();
	/* no path comes back as "/" */
	fprintf(out, "%s%s", uri, authority && !strchr(authority + 3, '/') ? "/" : "");
	if (strcmp(name, "code") || !*next->code)
		add(out, &sep, name, value);
	if (text)
		add(out, &sep, "error_description", text);
	if (state && strcmp(next->state, "omit"))
		add(out, &sep, "state", !strcmp(next->state, "wrong") ? "wrong-state" : state);
	if (!strcmp(next->iss, "wrong"))
		add(out, &sep, "iss", "https://attacker.example");
	else if (call->family != MB_PV_MICROSOFT && strcmp(next->iss, "omit"))
		add(out, &sep, "iss", call->pv->issuer);
	if (fclose(out))
		abort();
	mb_pv_reply_set(call, 302, NULL, mb_pv_strdup(""), 0);
	mb_pv_reply_header(call, "Location", location);
	free(location);
}

static void refuse(struct mb_pv_call *call, enum mb_pv_why why, const char *detail)
{
	char text[512];
	const char *error = mb_pv_refusal(call->family, why, detail, text, sizeof(text));

	redirect(call, "error", error, text);
	snprintf(call->reply.error, sizeof(call->reply.error), "%s", error);
}

/* who asks and where the answer goes; false: a page says what is wrong */
static bool check_target(struct mb_pv_call *call)
{
	static const char *const names[] = { "client_id", "redirect_uri" };
	const char *id, *uri;

	for (size_t i = 0; i < 2; i++) {
		const struct mb_httpd_pair *pair = NULL;
		size_t n = mb_httpd_find(&call->query, names[i], &pair);

		if (n == 1 && pair && pair->len && strlen(pair->value) == pair->len)
			continue;
		page(call, n > 1 ? MB_PV_DUPLICATE : MB_PV_MISSING, names[i]);
		return false;
	}
	id = mb_pv_param(&call->query, "client_id");
	uri = mb_pv_param(&call->query, "redirect_uri");
	call->client = mb_pv_client(id, 1u << call->family);
	if (!call->client)
		page(call, MB_PV_UNKNOWN_CLIENT, id);
	else if (!mb_pv_redirect_ok(call->client, uri))
		page(call, MB_PV_BAD_REDIRECT, uri);
	else
		return true;
	return false;
}

static bool challenge_ok(const char *challenge, const char *method)
{
	return challenge && method && !strcmp(method, "S256") && strlen(challenge) == 43 &&
	       strspn(challenge,
		      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == 43;
}

/* false: refused by redirect */
static bool check_rest(struct mb_pv_call *call)
{
	const char *type = mb_pv_param(&call->query, "response_type"),
		   *scope = mb_pv_param(&call->query, "scope");
	const char *challenge = mb_pv_param(&call->query, "code_challenge");
	const char *method = mb_pv_param(&call->query, "code_challenge_method");
	const char *mode = mb_pv_param(&call->query, "response_mode");
	enum mb_pv_why why = MB_PV_BAD_SCOPE;

	if (!mb_pv_list_clean(call, &call->query))
		refuse(call, MB_PV_MALFORMED, "a parameter is repeated or has NUL");
	else if (!type)
		refuse(call, MB_PV_MISSING, "response_type");
	else if (strcmp(type, "code"))
		refuse(call, MB_PV_BAD_RESPONSE_TYPE, type);
	else if (mode && strcmp(mode, "query"))
		refuse(call, MB_PV_MALFORMED, "response_mode");
	else if (!scope)
		refuse(call, MB_PV_MISSING, "scope");
	else if (!mb_pv_scope_ok(call, scope, &why))
		refuse(call, why, scope);
	else if (call->client->pkce && !challenge)
		refuse(call, MB_PV_NO_PKCE, NULL);
	else if ((challenge || method) && !challenge_ok(challenge, method))
		refuse(call, MB_PV_BAD_CHALLENGE, NULL);
	else
		return true;
	return false;
}

static void approve(struct mb_pv_call *call)
{
	const char *hint = mb_pv_param(&call->query, "login_hint");
	const char *challenge = mb_pv_param(&call->query, "code_challenge");
	struct mb_pv *pv = call->pv;
	struct mb_pv_who who = { .client = call->client,
				 .family = call->family,
				 .sign_in = ++pv->sign_ins };
	struct mb_pv_item *code;

	who.user = pv->next.user ? pv->next.user : hint ? mb_pv_user(hint) : NULL;
	if (!who.user)
		who.user = mb_pv_user("alice@test");
	memcpy(who.tenant, call->tenant, sizeof(who.tenant));
	who.scope = mb_pv_strdup(mb_pv_param(&call->query, "scope"));
	code = mb_pv_item_new(pv, MB_PV_CODE, &who,
			      mb_pv_random(call->family == MB_PV_GOOGLE ? "4/0" : "", 120),
			      pv->setting[MB_PV_CODE_LIFETIME]);
	code->redirect_uri = mb_pv_strdup(mb_pv_param(&call->query, "redirect_uri"));
	code->challenge = challenge ? mb_pv_strdup(challenge) : NULL;
	redirect(call, "code", code->value, NULL);
	free(who.scope);
}

void mb_pv_authorize(struct mb_pv_call *call)
{
	struct mb_pv_next *next = &call->pv->next;

	call->pv->counter[MB_PV_C_AUTHORIZE]++;
	if (strcmp(call->req->method, "GET")) {
		mb_pv_reply_text(call, 405, "GET only\n");
		mb_pv_reply_header(call, "Allow", "GET");
		return;
	}
	if (!call->query_ok) {
		page(call, MB_PV_MALFORMED, "query");
		return;
	}
	if (!check_target(call) || !check_rest(call))
		return;
	if (*next->error) {
		redirect(call, "error", next->error, *next->text ? next->text : NULL);
		snprintf(call->reply.error, sizeof(call->reply.error), "%s", next->error);
	} else {
		approve(call);
	}
	if (next->count > 0 && --next->count == 0)
		memset(next, 0, sizeof(*next));
}
