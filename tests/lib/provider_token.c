/* SPDX-License-Identifier: MIT */
/* The token endpoint: dispatch by grant type, and the answer every grant ends with. */
#include "provider.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct grant {
	const char *type;
	enum mb_pv_counter counter;
	unsigned families;
	bool not_common; /* refused at Microsoft's /common and /consumers */
	void (*run)(struct mb_pv_call *call);
};

#define ALL        (1u << MB_PV_MICROSOFT | 1u << MB_PV_GOOGLE | 1u << MB_PV_GENERIC)
#define NOT_GOOGLE (1u << MB_PV_MICROSOFT | 1u << MB_PV_GENERIC)

static const struct grant grants[] = {
	{ "authorization_code", MB_PV_C_GRANT_CODE, ALL, false, mb_pv_grant_code },
	{ "refresh_token", MB_PV_C_GRANT_REFRESH, ALL, false, mb_pv_grant_refresh },
	{ MB_PV_DEVICE_GRANT, MB_PV_C_GRANT_DEVICE, ALL, false, mb_pv_grant_device },
	{ "password", MB_PV_C_GRANT_PASSWORD, NOT_GOOGLE, true, mb_pv_grant_password },
	{ "client_credentials", MB_PV_C_GRANT_CLIENT, NOT_GOOGLE, true, mb_pv_grant_client },
	{ MB_PV_JWT_GRANT, MB_PV_C_GRANT_JWT, 1u << MB_PV_GOOGLE, false, mb_pv_grant_jwt },
};

static void dispatch(struct mb_pv_call *call)
{
	const struct grant *grant = NULL;
	const char *type;

	if (!mb_pv_post_form(call) || !mb_pv_need(call, "grant_type", &type))
		return;
	for (size_t i = 0; i < sizeof(grants) / sizeof(grants[0]); i++)
		if (!strcmp(grants[i].type, type))
			grant = &grants[i];
	call->pv->counter[grant ? grant->counter : MB_PV_C_GRANT_OTHER]++;
	if (!grant || !(grant->families & 1u << call->family)) {
		mb_pv_refuse(call, MB_PV_BAD_GRANT_TYPE, type);
		return;
	}
	if (call->family == MB_PV_MICROSOFT && grant->not_common &&
	    (mb_pv_consumers(call->tenant) || !strcmp(call->tenant, "common"))) {
		mb_pv_refuse(call, MB_PV_TENANT_REFUSED, type);
		return;
	}
	/* a service account is no client */
	if (grant->run == mb_pv_grant_jwt || mb_pv_authenticate(call))
		grant->run(call);
}

void mb_pv_token(struct mb_pv_call *call)
{
	char date[64];
	struct tm tm;
	time_t now;

	call->pv->counter[MB_PV_C_TOKEN]++;
	dispatch(call);
	now = (time_t)mb_pv_time(call->pv);
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &tm));
	mb_pv_reply_header(call, "Date", date);
	call->pv->counter[call->reply.status == 200 ? MB_PV_C_TOKEN_OK : MB_PV_C_TOKEN_REFUSED]++;
}

void mb_pv_issue(struct mb_pv_call *call, const struct mb_pv_who *who, bool refresh)
{
	struct mb_pv *pv = call->pv;
	int lifetime = pv->setting[MB_PV_LIFETIME];
	char *shown = mb_pv_scope_shown(who->family, who->scope), *id_token;
	struct mb_pv_item *item;
	json_t *json;

	item = mb_pv_item_new(pv, MB_PV_ACCESS, who, mb_pv_access_token(pv, who), lifetime);
	pv->counter[MB_PV_C_ACCESS_ISSUED]++;
	json = json_pack("{s:s, s:i, s:s}", "token_type", "Bearer", "expires_in", lifetime,
			 "access_token", item->value);
	if (*shown)
		json_object_set_new(json, "scope", json_string(shown));
	if (who->family == MB_PV_MICROSOFT)
		json_object_set_new(json, "ext_expires_in", json_integer(lifetime));
	if (refresh) {
		item = mb_pv_item_new(pv, MB_PV_REFRESH, who,
				      mb_pv_random(who->family == MB_PV_MICROSOFT ? "0.AX"
						   : who->family == MB_PV_GOOGLE  ? "1//"
										  : "rt-",
						   who->family == MB_PV_MICROSOFT ? 900 : 64),
				      pv->setting[MB_PV_REFRESH_LIFETIME]);
		pv->counter[MB_PV_C_REFRESH_ISSUED]++;
		json_object_set_new(json, "refresh_token", json_string(item->value));
	}
	if (who->user && mb_pv_scope_has(who->scope, "openid")) {
		id_token = mb_pv_id_token(pv, who);
		json_object_set_new(json, "id_token", json_string(id_token));
		free(id_token);
	}
	free(shown);
	mb_pv_reply_json(call, 200, json);
	mb_pv_reply_header(call, "Pragma", "no-cache");
}
