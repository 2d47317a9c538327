/* SPDX-License-Identifier: MIT */
/* Settings, counters, and everything issued. */
#include "provider.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ITEMS_MAX 65536 /* a hostile client cannot make it grow further: the oldest go */

static const struct {
	const char *name;
	int value, min, max;
} settings[MB_PV_SETTINGS] = {
	[MB_PV_LIFETIME] = { "lifetime", 3600, -86400, INT_MAX },
	[MB_PV_TOKEN_BYTES] = { "token_bytes", 0, 0, 1000000 }, /* 0: as long as it comes */
	[MB_PV_CODE_LIFETIME] = { "code_lifetime", 600, 0, 86400 },
	[MB_PV_REFRESH_LIFETIME] = { "refresh_lifetime", 90 * 86400, 0, INT_MAX },
	[MB_PV_DEVICE_INTERVAL] = { "device_interval", 5, 0, 3600 },
	[MB_PV_DEVICE_LIFETIME] = { "device_lifetime", 900, 0, 86400 },
	[MB_PV_ROTATE_MICROSOFT] = { "rotate_microsoft", MB_PV_SOFT, MB_PV_KEEP, MB_PV_STRICT },
	[MB_PV_ROTATE_GOOGLE] = { "rotate_google", MB_PV_KEEP, MB_PV_KEEP, MB_PV_STRICT },
	[MB_PV_ROTATE_GENERIC] = { "rotate_generic", MB_PV_STRICT, MB_PV_KEEP, MB_PV_STRICT },
	[MB_PV_INTROSPECT_AUTH] = { "introspect_auth", 1, 0,
				    1 }, /* 0: whoever asks without credentials may */
	[MB_PV_FIRST_CONSENT] = { "first_consent", 0, 0,
				  1 }, /* 1: Google's refresh token comes only once */
	[MB_PV_LOCK_AFTER] = { "lock_after", 10, 1, INT_MAX },
	[MB_PV_SECRET_IN] = { "secret_in", MB_PV_ANYWHERE, MB_PV_ANYWHERE, MB_PV_IN_FORM },
};

static const char *const counter_names[MB_PV_COUNTERS] = { "requests",
							   "authorize",
							   "token",
							   "token_ok",
							   "token_refused",
							   "grant_authorization_code",
							   "grant_refresh_token",
							   "grant_device_code",
							   "grant_password",
							   "grant_client_credentials",
							   "grant_jwt_bearer",
							   "grant_other",
							   "device",
							   "introspect",
							   "introspect_active",
							   "revoke",
							   "register",
							   "metadata",
							   "access_issued",
							   "refresh_issued",
							   "code_reused",
							   "refresh_reused",
							   "faults" };

void mb_pv_init(struct mb_pv *pv)
{
	memset(pv, 0, sizeof(*pv));
	pthread_mutex_init(&pv->lock, NULL);
	pv->log_fd = -1;
	for (int i = 0; i < MB_PV_SETTINGS; i++)
		pv->setting[i] = settings[i].value;
}

static void item_free(struct mb_pv_item *item)
{
	free(item->value);
	free(item->redirect_uri);
	free(item->challenge);
	free(item->who.scope);
	free(item);
}

void mb_pv_fini(struct mb_pv *pv)
{
	for (size_t i = 0; i < pv->n_items; i++)
		item_free(pv->items[i]);
	free(pv->items);
	mb_pv_faults_clear(pv);
	pthread_mutex_destroy(&pv->lock);
}

/* Only between calls: nobody holds an item then. */
void mb_pv_trim(struct mb_pv *pv)
{
	size_t n = ITEMS_MAX / 8;

	if (pv->n_items < ITEMS_MAX)
		return;
	for (size_t i = 0; i < n; i++)
		item_free(pv->items[i]);
	pv->n_items -= n;
	memmove(pv->items, pv->items + n, pv->n_items * sizeof(pv->items[0]));
}

int64_t mb_pv_time(const struct mb_pv *pv)
{
	return (int64_t)time(NULL) + pv->skew;
}

const char *mb_pv_counter_name(enum mb_pv_counter counter)
{
	return counter_names[counter];
}

static bool number(const char *text, long *value_r)
{
	static const struct {
		const char *word;
		long value;
	} words[] = { { "no", 0 },
		      { "keep", MB_PV_KEEP },
		      { "soft", MB_PV_SOFT },
		      { "strict", MB_PV_STRICT },
		      { "head", MB_PV_IN_HEAD },
		      { "form", MB_PV_IN_FORM } };
	char *end;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!strcmp(words[i].word, text)) {
			*value_r = words[i].value;
			return true;
		}
	}
	*value_r = strtol(text, &end, 10);
	return *text && !*end;
}

bool mb_pv_set(struct mb_pv *pv, const char *name, const char *value)
{
	long n;

	if (!strcmp(name, "rotate")) { /* all families at once */
		const char *mode = strcmp(value, "yes") ? value : "strict";

		return mb_pv_set(pv, "rotate_microsoft", mode) &&
		       mb_pv_set(pv, "rotate_google", mode) &&
		       mb_pv_set(pv, "rotate_generic", mode);
	}
	for (int i = 0; i < MB_PV_SETTINGS; i++) {
		if (strcmp(settings[i].name, name))
			continue;
		if (!number(value, &n) || n < settings[i].min || n > settings[i].max)
			return false;
		pv->setting[i] = (int)n;
		return true;
	}
	return false;
}

struct mb_pv_item *mb_pv_item_new(struct mb_pv *pv, enum mb_pv_kind kind,
				  const struct mb_pv_who *who, char *value, int lifetime)
{
	struct mb_pv_item *item = calloc(1, sizeof(*item));

	if (pv->n_items % 1024 == 0)
		pv->items = realloc(pv->items, (pv->n_items + 1024) * sizeof(pv->items[0]));
	if (!item || !pv->items)
		abort();
	item->kind = kind;
	item->who = *who;
	item->who.scope = mb_pv_strdup(who->scope ? who->scope : "");
	item->value = value;
	item->issued = mb_pv_time(pv);
	item->expires = item->issued + lifetime;
	pv->items[pv->n_items++] = item;
	return item;
}

/* newest first: what tests ask about is mostly fresh */
struct mb_pv_item *mb_pv_item_find(struct mb_pv *pv, enum mb_pv_kind kind, const char *value)
{
	for (size_t i = pv->n_items; i-- > 0;)
		if (pv->items[i]->kind == kind && !strcmp(pv->items[i]->value, value))
			return pv->items[i];
	return NULL;
}

void mb_pv_revoke_sign_in(struct mb_pv *pv, long sign_in)
{
	for (size_t i = 0; i < pv->n_items; i++)
		if (pv->items[i]->who.sign_in == sign_in)
			pv->items[i]->revoked = true;
}

bool mb_pv_item_live(const struct mb_pv *pv, const struct mb_pv_item *item)
{
	return !item->revoked && item->expires > mb_pv_time(pv);
}
