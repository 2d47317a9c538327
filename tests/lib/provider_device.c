/* SPDX-License-Identifier: MIT */
/* The device grant, RFC 8628. The person answers through /control or the verification page. */
#include "provider.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* eight consonants in two groups, without look-alikes */
static void make_user_code(char out[16])
{
	static const char letters[] = "BCDFGHJKLMNPQRSTVWXZBCDFGHJKLMNP";
	char *random = mb_pv_random("", 8);
	size_t n = 0;

	for (size_t i = 0; i < 8; i++) {
		if (i == 4)
			out[n++] = '-';
		out[n++] = letters[(unsigned char)random[i] % 32];
	}
	out[n] = '\0';
	free(random);
}

static bool check(struct mb_pv_call *call, const char **scope_r)
{
	enum mb_pv_why why;
	const char *id;

	if (!mb_pv_post_form(call))
		return false;
	if (call->family == MB_PV_GENERIC) {
		if (!mb_pv_authenticate(call))
			return false;
	} else { /* these two look at the client id only */
		if (!mb_pv_need(call, "client_id", &id))
			return false;
		call->client = mb_pv_client(id, 1u << call->family);
		if (!call->client)
			return mb_pv_refuse(call, MB_PV_UNKNOWN_CLIENT, id);
	}
	if (!mb_pv_need(call, "scope", scope_r))
		return false;
	if (!mb_pv_scope_ok(call, *scope_r, &why))
		return mb_pv_refuse(call, why, *scope_r);
	if (call->family == MB_PV_GOOGLE && mb_pv_scope_has(*scope_r, "https://mail.google.com/"))
		return mb_pv_refuse(call, MB_PV_DEVICE_SCOPE, NULL);
	return true;
}

void mb_pv_device(struct mb_pv_call *call)
{
	struct mb_pv *pv = call->pv;
	struct mb_pv_who who = { .family = call->family };
	int lifetime = pv->setting[MB_PV_DEVICE_LIFETIME],
	    interval = pv->setting[MB_PV_DEVICE_INTERVAL];
	const char *scope;
	char page[128], whole[256];
	struct mb_pv_item *item;
	json_t *json;

	pv->counter[MB_PV_C_DEVICE]++;
	if (!check(call, &scope))
		return;
	who.client = call->client;
	who.sign_in = ++pv->sign_ins;
	who.scope = mb_pv_strdup(scope);
	memcpy(who.tenant, call->tenant, sizeof(who.tenant));
	item = mb_pv_item_new(pv, MB_PV_DEVICE, &who, mb_pv_random("", 100), lifetime);
	free(who.scope);
	make_user_code(item->user_code);
	item->interval = interval * 1000;
	snprintf(page, sizeof(page), "%.100s/device", pv->issuer);
	snprintf(whole, sizeof(whole), "%s?user_code=%s", page, item->user_code);
	json = json_pack("{s:s, s:s, s:s, s:i, s:i}", "device_code", item->value, "user_code",
			 item->user_code,
			 call->family == MB_PV_GOOGLE ? "verification_url" : "verification_uri",
			 page, "expires_in", lifetime, "interval", interval);
	if (call->family == MB_PV_GENERIC)
		json_object_set_new(json, "verification_uri_complete", json_string(whole));
	if (call->family == MB_PV_MICROSOFT) {
		snprintf(whole, sizeof(whole),
			 "To sign in, use a web browser to open the page %s and enter the "
			 "code %s to authenticate.",
			 page, item->user_code);
		json_object_set_new(json, "message", json_string(whole));
	}
	mb_pv_reply_json(call, 200, json);
}

static bool poll_ok(struct mb_pv_call *call, struct mb_pv_item *item)
{
	int64_t now = now_ms(), last = item ? item->last_poll : 0;

	if (!item || item->who.family != call->family || item->who.client != call->client ||
	    item->used)
		return mb_pv_refuse(call, MB_PV_BAD_DEVICE, NULL);
	if (strcmp(item->who.tenant, call->tenant))
		return mb_pv_refuse(call, MB_PV_OTHER_TENANT, NULL);
	if (!mb_pv_item_live(call->pv, item))
		return mb_pv_refuse(call, MB_PV_OLD_DEVICE, NULL);
	item->last_poll = now;
	if (last && now - last < item->interval) {
		item->interval += 5000; /* "for this and all subsequent requests" */
		return mb_pv_refuse(call, MB_PV_SLOW_DOWN, NULL);
	}
	if (item->answer == MB_PV_DENIED)
		return mb_pv_refuse(call, MB_PV_DECLINED, NULL);
	if (item->answer == MB_PV_PENDING)
		return mb_pv_refuse(call, MB_PV_WAIT, NULL);
	return true;
}

void mb_pv_grant_device(struct mb_pv_call *call)
{
	struct mb_pv_item *item;
	const char *value;

	if (!mb_pv_need(call, "device_code", &value))
		return;
	item = mb_pv_item_find(call->pv, MB_PV_DEVICE, value);
	if (!poll_ok(call, item))
		return;
	item->used = true;
	mb_pv_issue(call, &item->who,
		    call->family != MB_PV_MICROSOFT ||
			mb_pv_scope_has(item->who.scope, "offline_access"));
}

bool mb_pv_device_answer(struct mb_pv *pv, const char *user_code, const struct mb_pv_user *user,
			 enum mb_pv_answer answer)
{
	for (size_t i = pv->n_items; i-- > 0;) {
		struct mb_pv_item *item = pv->items[i];

		if (item->kind != MB_PV_DEVICE || item->used ||
		    (user_code && strcasecmp(item->user_code, user_code)))
			continue;
		item->answer = answer;
		item->who.user = user;
		return true;
	}
	return false;
}

/* where verification_uri points: approves as alice@test */
void mb_pv_device_page(struct mb_pv_call *call)
{
	const char *user_code = mb_pv_param(&call->query, "user_code");

	if (!user_code)
		mb_pv_reply_text(call, 200, "add ?user_code=CODE\n");
	else if (mb_pv_device_answer(call->pv, user_code, mb_pv_user("alice@test"), MB_PV_APPROVED))
		mb_pv_reply_text(call, 200, "signed in as alice@test\n");
	else
		mb_pv_reply_text(call, 404, "no such code\n");
}
