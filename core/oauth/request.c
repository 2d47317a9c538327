/* SPDX-License-Identifier: MIT */
#include "oauth/request.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "config/account.h"
#include "config/resolve.h"
#include "crypto/base64.h"
#include "net/form.h"
#include "net/http.h"
#include "plugin/host.h"
#include "plugin/names.h"

#define JSON_MAX  65536 /* bytes */
#define BASIC_MAX 65536 /* bytes */

static void add_given(void *arg, const char *name, const char *value)
{
	struct mb_form *form = arg;

	if (!mb_names_core_param(name) && !mb_form_is_secret(form, name))
		mb_form_set(form, name, value);
}

/* Set a parameter for a hook. False: it carries a secret or is the protocol's own. */
static bool hook_form_set(struct mb_form *form, const char *name, const char *value)
{
	if (mb_form_is_secret(form, name) || mb_names_core_param(name))
		return false;
	mb_form_set(form, name, value);
	return true;
}

static bool hook_form_drop(struct mb_form *form, const char *name)
{
	if (mb_form_is_secret(form, name))
		return false;
	mb_form_drop(form, name);
	return true;
}

bool mb_request_params(const struct mb_account *account, enum mb_phase phase, struct mb_form *form,
		       struct mb_err *err)
{
	static const struct mb_call_ops ops = { .setting = mb_account_get_public,
						.form_set = hook_form_set,
						.form_drop = hook_form_drop };
	bool authorize = phase == MB_PHASE_AUTHORIZE;

	for (const struct mb_param *p = account->plugin->params; p && p->name; p++) {
		char *value = p->phase == phase ? mb_account_template(account, p->value) : NULL;

		if (value)
			add_given(form, p->name, value);
		free(value);
	}
	mb_account_params(account, authorize ? MB_SET_AUTHORIZE_PARAMS : MB_SET_TOKEN_PARAMS,
			  add_given, form);
	return mb_host_prepare(account->plugin, &ops, phase, account, form, err);
}

static void add_basic(const struct mb_form *form, struct mb_buf *basic)
{
	struct mb_buf text;

	mb_buf_init(&text, BASIC_MAX);
	mb_form_basic(form, &text);
	mb_base64(basic, mb_buf_str(&text), text.len);
	mb_buf_fini(&text);
}

/* Blot out the form's secrets in the reply: a provider that echoes them must not bring them into
 * a message or a log. */
static void blot_secrets(struct mb_reply *reply, const struct mb_form *form, const char *basic)
{
	static const char *const texts[] = { "error", "error_description", "error_uri", "suberror",
					     "token_type" };

	for (size_t i = 0; reply->json && i < sizeof(texts) / sizeof(*texts); i++) {
		const char *text = mb_json_str(reply->json, texts[i]);

		if (text && (mb_form_gives_away(form, text) || (*basic && strstr(text, basic))))
			mb_json_set_str(reply->json, texts[i],
					_("(the provider repeats a secret here)"));
	}
}

static bool send_request(const struct mb_party *p, const char *url, const struct mb_form *form,
			 const struct mb_buf *json, struct mb_reply *reply, struct mb_err *err)
{
	struct mb_buf basic;
	const struct mb_http_request request = {
		.url = url,
		.form = form,
		.json = json,
		.basic = &basic,
		.proxy = mb_account_get(p->account, MB_SET_PROXY),
		.ca_file = mb_account_path(p->account, MB_SET_CA_FILE),
		.deadline = p->deadline,
	};
	struct mb_http_answer answer;
	bool ok;

	*reply = (struct mb_reply){ .retry_after = -1 };
	mb_buf_init(&basic, 2 * BASIC_MAX);
	if (form)
		add_basic(form, &basic);
	ok = mb_http(&request, &answer, err);
	if (ok)
		mb_reply_parse(reply, &answer);
	if (ok && form)
		blot_secrets(reply, form, mb_buf_str(&basic));
	mb_http_answer_fini(&answer);
	mb_buf_fini(&basic);
	return ok;
}

bool mb_request_send(const struct mb_party *p, const char *url, const struct mb_form *form,
		     struct mb_reply *reply, struct mb_err *err)
{
	return send_request(p, url, form, NULL, reply, err);
}

bool mb_request_json(const struct mb_party *p, const char *url, const json_t *json,
		     struct mb_reply *reply, struct mb_err *err)
{
	struct mb_buf text;
	bool ok;

	mb_buf_init(&text, JSON_MAX);
	if (json)
		mb_json_dump_line(json, &text);
	ok = send_request(p, url, NULL, json ? &text : NULL, reply, err);
	mb_buf_fini(&text);
	return ok;
}
