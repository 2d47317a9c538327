/* SPDX-License-Identifier: MIT */
#include "oauth/device.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "global/log.h"
#include "meaning/judge.h"
#include "net/form.h"
#include "net/url.h"
#include "oauth/client_auth.h"
#include "oauth/discover.h"
#include "oauth/request.h"

#define DEFAULT_INTERVAL 5    /* seconds between polls (RFC 8628 3.2) */
#define INTERVAL_MAX     300  /* seconds */
#define DEFAULT_LIFE     900  /* seconds that a code is good for */
#define LIFE_MAX         3600 /* seconds */
#define CODE_MAX         64   /* characters */

/* Read a number of seconds from the reply (untrusted), at most `max`; `unknown` if there is no
 * positive one. */
static int64_t read_seconds(const struct mb_reply *reply, const char *name, int64_t unknown,
			    int64_t max)
{
	int64_t value;

	if (!mb_reply_int(reply, name, &value) || value < 1)
		return unknown;
	return value > max ? max : value;
}

/* Can the code be printed to a terminal and typed by a person? */
static bool is_typeable(const char *code)
{
	size_t len = strlen(code);

	for (size_t i = 0; i < len; i++)
		if (code[i] < 0x20 || code[i] > 0x7e)
			return false;
	return len > 0 && len <= CODE_MAX;
}

static bool take_codes(struct mb_device *d, const struct mb_reply *reply, struct mb_err *err)
{
	const char *user_code = mb_json_str(reply->json, "user_code");
	const char *uri = mb_json_str(reply->json, "verification_uri");

	if (!uri) /* Google's name of the member */
		uri = mb_json_str(reply->json, "verification_url");
	d->device_code = mb_json_secret(reply->json, "device_code");
	if (!d->device_code || !user_code || !is_typeable(user_code) || !uri || mb_url_fault(uri))
		return mb_err_set(
		    err, MB_E_RETRY,
		    _("the provider's answer holds no usable code: try again later, or "
		      "sign in with --browser or --paste"));
	d->user_code = mb_xstrdup(user_code);
	d->verification_uri = mb_xstrdup(uri);
	d->interval_ms = 1000 * read_seconds(reply, "interval", DEFAULT_INTERVAL, INTERVAL_MAX);
	d->expires = mb_deadline_in(read_seconds(reply, "expires_in", DEFAULT_LIFE, LIFE_MAX));
	return true;
}

bool mb_device_begin(struct mb_device *d, struct mb_party *p, struct mb_err *err)
{
	char *endpoint = mb_discover_required(p, MB_ENDPOINT_DEVICE_AUTHORIZATION, err);
	struct mb_form *form = mb_form_new();
	struct mb_reply reply = { .json = NULL };
	struct mb_verdict verdict;
	bool ok = false;

	*d = (struct mb_device){ .device_code = NULL };
	p->deadline = mb_deadline_in(mb_account_number(p->account, MB_SET_TIMEOUT));
	mb_form_set(form, "scope", p->scope);
	/* The client proves who it is as at the token endpoint (RFC 8628 3.1). */
	if (!endpoint || !mb_client_auth(p, form, err) ||
	    !mb_request_params(p->account, MB_PHASE_DEVICE, form, err) ||
	    !mb_request_send(p, endpoint, form, &reply, err))
		goto out;
	if (mb_reply_is_success(&reply)) {
		ok = take_codes(d, &reply, err);
	} else {
		mb_judge_reply(&verdict, p->account, MB_WHERE_DEVICE, &reply);
		mb_verdict_err(&verdict, p->account, err);
		mb_verdict_fini(&verdict);
	}
out:
	mb_reply_fini(&reply);
	mb_form_free(&form);
	free(endpoint);
	return ok;
}

void mb_device_fini(struct mb_device *d)
{
	mb_secret_free(&d->device_code);
	free(d->user_code);
	free(d->verification_uri);
	*d = (struct mb_device){ .device_code = NULL };
}

struct mb_form *mb_device_form(const struct mb_device *d)
{
	struct mb_form *form = mb_form_new();

	mb_form_set(form, "grant_type", "urn:ietf:params:oauth:grant-type:device_code");
	mb_form_set_secret(form, "device_code", d->device_code);
	return form;
}

enum mb_poll mb_device_go_on(struct mb_device *d, const struct mb_verdict *verdict,
			     const struct mb_err *err)
{
	switch (verdict->meaning) {
	case MB_MEANS_PENDING:
		return MB_POLL_PENDING;
	case MB_MEANS_SLOW_DOWN:
		d->interval_ms += 5000;
		return MB_POLL_PENDING;
	case MB_MEANS_UNKNOWN: /* no answer at all, or one that says nothing */
	case MB_MEANS_RETRY:
		if (err->code != MB_E_RETRY)
			return MB_POLL_FAILED;
		mb_step("%s", err->text);
		d->interval_ms *= 2;
		if (d->interval_ms > INTERVAL_MAX * 1000)
			d->interval_ms = INTERVAL_MAX * 1000;
		return MB_POLL_PENDING;
	case MB_MEANS_LOGIN_AGAIN:
	case MB_MEANS_BAD_PASSWORD:
	case MB_MEANS_DENIED:
	case MB_MEANS_FIX_CONFIG:
		break;
	}
	return MB_POLL_FAILED;
}
