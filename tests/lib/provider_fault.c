/* SPDX-License-Identifier: MIT */
/* Scripted faults: what the next requests get instead of their answer, or have done to it. */
#include "provider.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define FAULTS_MAX 64
#define BODY_MAX   (64 * 1024 * 1024)

enum kind { DELAY, ANSWER, REDIRECT, EDIT, HANG, RESET, CLOSE, TRUNCATE, DRIP, RAW, KINDS };

static const char *const kind_names[KINDS] = { "delay", "answer", "redirect", "edit", "hang",
					       "reset", "close",  "truncate", "drip", "raw" };
static const char *const endpoint_names[] = { "authorize",  "token",     "device",   "revoke",
					      "introspect", "tokeninfo", "metadata", "register",
					      "page",       "control" };

struct mb_pv_fault {
	struct mb_pv_fault *next;
	atomic_int refs;
	int skip, count; /* changed under mb_pv.lock only; count -1: for good */
	int endpoint;    /* MB_PV_E_NONE: all but control */
	enum kind kind;
	bool after, literal; /* run the endpoint first; the answer is given here */
	int delay_ms, drip_ms, status, cut;
	char *grant, *type, *headers, *body, *drop;
	size_t len;
	json_t *merge;
};

void mb_pv_fault_free(struct mb_pv_fault *fault)
{
	if (!fault || atomic_fetch_sub(&fault->refs, 1) > 1)
		return;
	free(fault->grant);
	free(fault->type);
	free(fault->headers);
	free(fault->body);
	free(fault->drop);
	json_decref(fault->merge);
	free(fault);
}

void mb_pv_faults_clear(struct mb_pv *pv)
{
	while (pv->faults) {
		struct mb_pv_fault *fault = pv->faults;

		pv->faults = fault->next;
		mb_pv_fault_free(fault);
	}
}

static int number(const struct mb_httpd_list *args, const char *name, int otherwise)
{
	const char *value = mb_pv_param(args, name);

	return value ? (int)strtol(value, NULL, 10) : otherwise;
}

static int index_of(const char *word, const char *const *list, int n)
{
	for (int i = 0; word && i < n; i++)
		if (!strcmp(word, list[i]))
			return i;
	return n;
}

static char *join_headers(const struct mb_httpd_list *args)
{
	const char *retry = mb_pv_param(args, "retry_after"),
		   *location = mb_pv_param(args, "location");
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	if (retry)
		fprintf(out, "Retry-After: %s\r\n", retry);
	if (location)
		fprintf(out, "Location: %s\r\n", location);
	for (size_t i = 0; i < args->n; i++)
		if (!strcmp(args->v[i].name, "header"))
			fprintf(out, "%s\r\n", args->v[i].value);
	if (fclose(out))
		abort();
	return text;
}

/* body= (repeat= times), or aadsts= error= text= suberror= as Microsoft's JSON */
static bool fill_body(struct mb_pv_fault *fault, const struct mb_httpd_list *args)
{
	const struct mb_httpd_pair *body = NULL;
	const char *aadsts = mb_pv_param(args, "aadsts"), *error = mb_pv_param(args, "error");
	const char *text = mb_pv_param(args, "text");
	int repeat = number(args, "repeat", 1);
	json_t *json;

	if (aadsts || error) {
		if (aadsts)
			json = mb_pv_microsoft_error(
			    error ? error : "invalid_grant", (int)strtol(aadsts, NULL, 10),
			    text ? text : "Scripted.", mb_pv_param(args, "suberror"));
		else
			json = json_pack("{s:s, s:s*}", "error", error, "error_description", text);
		fault->body = json_dumps(json, JSON_COMPACT);
		json_decref(json);
		fault->len = fault->body ? strlen(fault->body) : 0;
		fault->status = number(args, "status", 400);
		return fault->literal = fault->body != NULL;
	}
	if (!mb_httpd_find(args, "body", &body) || !body)
		return true;
	if (repeat < 1 || (body->len && (size_t)repeat > BODY_MAX / body->len))
		return false;
	fault->len = body->len * (size_t)repeat;
	fault->body = malloc(fault->len + 1);
	if (!fault->body)
		abort();
	for (int i = 0; i < repeat; i++)
		memcpy(fault->body + (size_t)i * body->len, body->value, body->len);
	fault->body[fault->len] = '\0';
	return fault->literal = true;
}

static char *text_arg(const struct mb_httpd_list *args, const char *name, const char *otherwise)
{
	const char *value = mb_pv_param(args, name);

	return mb_pv_strdup(value ? value : otherwise);
}

bool mb_pv_fault_add(struct mb_pv *pv, const struct mb_httpd_list *args, const char **err_r)
{
	const char *kind = mb_pv_param(args, "kind"), *where = mb_pv_param(args, "endpoint");
	const char *merge = mb_pv_param(args, "merge");
	struct mb_pv_fault *fault = calloc(1, sizeof(*fault)), **last = &pv->faults;
	int n = 0;

	if (!fault)
		abort();
	atomic_init(&fault->refs, 1);
	fault->skip = number(args, "skip", 0);
	fault->count = number(args, "count", 1);
	fault->endpoint = index_of(where ? where : "token", endpoint_names, MB_PV_E_NONE);
	fault->kind = (enum kind)index_of(kind ? kind : "answer", kind_names, KINDS);
	fault->after = number(args, "after", 0) != 0;
	fault->delay_ms = number(args, "delay_ms", 0);
	fault->drip_ms = number(args, "drip_ms", 100);
	fault->cut = number(args, "cut", -1);
	fault->status = number(args, "status", fault->kind == REDIRECT ? 302 : 200);
	fault->type = text_arg(args, "type", "application/json");
	fault->grant = text_arg(args, "grant", "");
	fault->drop = text_arg(args, "drop", "");
	fault->headers = join_headers(args);
	fault->merge = merge ? json_loads(merge, 0, NULL) : NULL;
	while (*last && ++n)
		last = &(*last)->next;
	if (fault->kind == KINDS)
		*err_r = "no such kind";
	else if (fault->endpoint == MB_PV_E_NONE && strcmp(where, "all"))
		*err_r = "no such endpoint";
	else if (merge && !json_is_object(fault->merge))
		*err_r = "merge is no JSON object";
	else if (n >= FAULTS_MAX || !fill_body(fault, args))
		*err_r = "too much";
	else {
		*last = fault;
		return true;
	}
	mb_pv_fault_free(fault);
	return false;
}

static bool matches(const struct mb_pv_fault *fault, const struct mb_pv_call *call)
{
	const char *grant = mb_pv_param(&call->form, "grant_type");

	if (fault->endpoint == MB_PV_E_NONE ? call->endpoint == MB_PV_E_CONTROL
					    : (int)call->endpoint != fault->endpoint)
		return false;
	return !*fault->grant || (grant && !strcmp(grant, fault->grant));
}

struct mb_pv_fault *mb_pv_fault_take(struct mb_pv_call *call)
{
	for (struct mb_pv_fault **at = &call->pv->faults; *at; at = &(*at)->next) {
		struct mb_pv_fault *fault = *at;

		if (!matches(fault, call))
			continue;
		if (fault->skip > 0) {
			fault->skip--;
			return NULL;
		}
		call->pv->counter[MB_PV_C_FAULTS]++;
		if (fault->count > 0 && --fault->count == 0)
			*at = fault->next; /* the list's reference becomes the caller's */
		else
			atomic_fetch_add(&fault->refs, 1);
		return fault;
	}
	return NULL;
}

const char *mb_pv_fault_name(const struct mb_pv_fault *fault)
{
	return fault ? kind_names[fault->kind] : NULL;
}

bool mb_pv_fault_before(struct mb_pv_fault *fault, struct mb_httpd_conn *conn)
{
	if (!fault || fault->after)
		return true;
	mb_httpd_sleep(conn, fault->delay_ms);
	switch (fault->kind) {
	case DELAY:
	case EDIT:
		return true;
	case TRUNCATE:
	case DRIP:
		return !fault->literal;
	default:
		return false;
	}
}

static void edit(const struct mb_pv_fault *fault, struct mb_pv_call *call)
{
	json_t *json = json_loadb(call->reply.body, call->reply.len, 0, NULL);
	int status = call->reply.status;
	char *names = mb_pv_strdup(fault->drop), *save = NULL;

	for (char *name = strtok_r(names, ",", &save); name; name = strtok_r(NULL, ",", &save))
		json_object_del(json, name);
	if (fault->merge)
		json_object_update(json, fault->merge);
	free(names);
	if (json)
		mb_pv_reply_json(call, status, json);
}

void mb_pv_fault_change(struct mb_pv_fault *fault, struct mb_pv_call *call)
{
	char *body;

	if (!fault)
		return;
	if (fault->kind == EDIT && call->reply.body)
		edit(fault, call);
	if (fault->kind != ANSWER && fault->kind != REDIRECT && fault->kind != RAW &&
	    !fault->literal)
		return; /* the endpoint's own answer, or none */
	mb_pv_reply_clear(&call->reply);
	body = malloc(fault->len + 1);
	if (!body)
		abort();
	if (fault->body)
		memcpy(body, fault->body, fault->len);
	body[fault->len] = '\0';
	mb_pv_reply_set(call, fault->status, fault->type, body, fault->len);
	call->reply.headers = mb_pv_strdup(fault->headers);
}

void mb_pv_fault_send(struct mb_pv_fault *fault, struct mb_httpd_conn *conn,
		      const struct mb_pv_reply *reply)
{
	enum kind kind = fault ? fault->kind : ANSWER;
	size_t cut = reply->len / 2;

	if (fault && fault->after)
		mb_httpd_sleep(conn, fault->delay_ms);
	switch (kind) {
	case HANG:
		while (mb_httpd_sleep(conn, 60000))
			continue;
		return;
	case RESET:
		mb_httpd_reset(conn);
		return;
	case CLOSE:
		return;
	case RAW:
		mb_httpd_send(conn, reply->body, reply->len);
		return;
	case TRUNCATE:
		if (fault->cut >= 0 && (size_t)fault->cut < reply->len)
			cut = (size_t)fault->cut;
		if (mb_httpd_send_head(conn, reply->status, reply->type, reply->headers,
				       reply->len))
			mb_httpd_send(conn, reply->body, cut);
		return;
	case DRIP:
		if (!mb_httpd_send_head(conn, reply->status, reply->type, reply->headers,
					reply->len))
			return;
		for (size_t i = 0; i < reply->len; i++)
			if (!mb_httpd_send(conn, reply->body + i, 1) ||
			    !mb_httpd_sleep(conn, fault->drip_ms))
				return;
		return;
	default:
		mb_httpd_answer(conn, reply->status, reply->type, reply->headers, reply->body,
				reply->len);
	}
}
