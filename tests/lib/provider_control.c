/* SPDX-License-Identifier: MIT */
/* /control?do=COMMAND: how a test steers the provider. Answers "ok" or "bad: why". */
#include "provider.h"

#include <stdlib.h>
#include <string.h>

typedef void command(struct mb_pv_call *call, const struct mb_httpd_list *args);

static void bad(struct mb_pv_call *call, const char *why)
{
	char text[256];

	snprintf(text, sizeof(text), "bad: %.200s\n", why);
	mb_pv_reply_text(call, 400, text);
}

static void do_ping(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)call;
	(void)args;
}

static void do_set(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	for (size_t i = 0; i < args->n; i++)
		if (strcmp(args->v[i].name, "do") &&
		    !mb_pv_set(call->pv, args->v[i].name, args->v[i].value))
			bad(call, args->v[i].name);
}

static void do_fault(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	const char *why;

	if (!mb_pv_fault_add(call->pv, args, &why))
		bad(call, why);
}

static void do_clear(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)args;
	mb_pv_faults_clear(call->pv);
	memset(&call->pv->next, 0, sizeof(call->pv->next));
}

static void take(const struct mb_httpd_list *args, const char *name, char *out, size_t size)
{
	const char *value = mb_pv_param(args, name);

	snprintf(out, size, "%s", value ? value : "");
}

static void do_authorize(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	const char *user = mb_pv_param(args, "user"), *count = mb_pv_param(args, "count");
	struct mb_pv_next next = { .count = count ? (int)strtol(count, NULL, 10) : 1 };

	take(args, "error", next.error, sizeof(next.error));
	take(args, "text", next.text, sizeof(next.text));
	take(args, "state", next.state, sizeof(next.state));
	take(args, "iss", next.iss, sizeof(next.iss));
	take(args, "code", next.code, sizeof(next.code));
	next.user = user ? mb_pv_user(user) : NULL;
	if (user && !next.user)
		bad(call, "no such user");
	else
		call->pv->next = next;
}

static void device(struct mb_pv_call *call, const struct mb_httpd_list *args,
		   enum mb_pv_answer answer)
{
	const char *name = mb_pv_param(args, "user");
	const struct mb_pv_user *user = mb_pv_user(name ? name : "alice@test");

	if (!user)
		bad(call, "no such user");
	else if (!mb_pv_device_answer(call->pv, mb_pv_param(args, "user_code"), user, answer))
		bad(call, "no such user_code");
}

static void do_approve(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	device(call, args, MB_PV_APPROVED);
}

static void do_deny(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	device(call, args, MB_PV_DENIED);
}

static void do_expire_access(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)args;
	for (size_t i = 0; i < call->pv->n_items; i++)
		if (call->pv->items[i]->kind == MB_PV_ACCESS)
			call->pv->items[i]->expires = 0;
}

static void do_revoke_refresh(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)args;
	for (size_t i = 0; i < call->pv->n_items; i++)
		if (call->pv->items[i]->kind == MB_PV_REFRESH)
			call->pv->items[i]->revoked = true;
}

static void do_advance(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	const char *seconds = mb_pv_param(args, "seconds");

	call->pv->skew += seconds ? strtol(seconds, NULL, 10) : 0;
}

static void do_unlock(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)args;
	memset(call->pv->wrong_passwords, 0, sizeof(call->pv->wrong_passwords));
}

static void do_counters(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	const char *only = mb_pv_param(args, "name");
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	for (int i = 0; i < MB_PV_COUNTERS; i++) {
		const char *name = mb_pv_counter_name((enum mb_pv_counter)i);

		if (!only)
			fprintf(out, "%s %lu\n", name, call->pv->counter[i]);
		else if (!strcmp(only, name))
			fprintf(out, "%lu\n", call->pv->counter[i]);
	}
	if (fclose(out))
		abort();
	mb_pv_reply_set(call, 200, NULL, text, size);
}

static void do_reset(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)args;
	memset(call->pv->counter, 0, sizeof(call->pv->counter));
}

/* tokens without any grant, to fill a store with */
static void do_issue(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	static const char *const families[] = { "microsoft", "google", "generic" };
	const char *family = mb_pv_param(args, "family"), *client = mb_pv_param(args, "client_id");
	const char *user = mb_pv_param(args, "user"), *scope = mb_pv_param(args, "scope");
	struct mb_pv_who who = { .family = MB_PV_GENERIC, .sign_in = ++call->pv->sign_ins };
	enum mb_pv_why why;

	for (int i = 0; family && i < 3; i++)
		if (!strcmp(family, families[i]))
			who.family = (enum mb_pv_family)i;
	take(args, "tenant", who.tenant, sizeof(who.tenant));
	if (who.family == MB_PV_MICROSOFT && !*who.tenant)
		snprintf(who.tenant, sizeof(who.tenant), "organizations");
	call->family = who.family;
	memcpy(call->tenant, who.tenant, sizeof(call->tenant));
	who.client = client ? mb_pv_client(client, 1u << who.family) : NULL;
	who.user = mb_pv_user(user ? user : "alice@test");
	if (!who.client || !who.user || !scope || !mb_pv_scope_ok(call, scope, &why)) {
		bad(call, "client_id, user or scope");
		return;
	}
	who.scope = mb_pv_strdup(scope);
	mb_pv_issue(call, &who, true);
	free(who.scope);
}

/* owner: a client id or a service account's address */
static void do_key(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	const char *owner = mb_pv_param(args, "owner"), *file = mb_pv_param(args, "file");

	if (!owner || !file ||
	    !mb_pv_key_add(owner, mb_pv_param(args, "kid"), mb_pv_param(args, "scope"), file))
		bad(call, "owner or file");
}

static void do_forget_clients(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)call;
	(void)args;
	mb_pv_forget_registered();
}

static void do_quit(struct mb_pv_call *call, const struct mb_httpd_list *args)
{
	(void)args;
	mb_httpd_stop(call->pv->httpd);
}

static const struct {
	const char *name;
	command *run;
} commands[] = {
	{ "ping", do_ping },
	{ "set", do_set },
	{ "fault", do_fault },
	{ "clear", do_clear },
	{ "authorize", do_authorize },
	{ "approve", do_approve },
	{ "deny", do_deny },
	{ "expire_access", do_expire_access },
	{ "revoke_refresh", do_revoke_refresh },
	{ "advance", do_advance },
	{ "unlock", do_unlock },
	{ "counters", do_counters },
	{ "reset", do_reset },
	{ "issue", do_issue },
	{ "key", do_key },
	{ "forget_clients", do_forget_clients },
	{ "quit", do_quit },
};

void mb_pv_control(struct mb_pv_call *call)
{
	const struct mb_httpd_list *args = strcmp(call->req->method, "POST") ? &call->query
									     : &call->form;
	const char *name = mb_pv_param(args, "do");

	for (size_t i = 0; name && i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (strcmp(commands[i].name, name))
			continue;
		mb_pv_reply_text(call, 200, "ok\n");
		commands[i].run(call, args);
		return;
	}
	bad(call, call->form_ok && call->query_ok ? "no such command" : "malformed");
}
