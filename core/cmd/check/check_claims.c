/* SPDX-License-Identifier: MIT */
/* The part of cmd/check/check_live.h that reads the token. Its claims are not verified, but good enough for a hint to a
 * person. */
#include "cmd/check/check_live.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/when.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/resolve.h"
#include "config/settings.h"
#include "meaning/claims.h"
#include "plugin/service.h"

#define CELL      32   /* bytes of a time */
#define SHOWN_MAX 200  /* bytes of a claim */
#define SCOPE_MAX 8192 /* bytes of all scopes together */
#define CLOCK_MAX 300  /* tolerated clock difference, in seconds */

/* Append a claim, a string or an array of strings, printable. */
static void add_claim(struct mb_buf *out, const json_t *claims, const char *name)
{
	const json_t *value = json_object_get(claims, name), *one;
	size_t i;

	if (json_is_string(value)) {
		if (out->len > 0)
			mb_buf_addc(out, ' ');
		mb_text_printable(out, json_string_value(value), SCOPE_MAX / 2);
	}
	json_array_foreach(value, i, one)
	{
		if (!json_is_string(one))
			continue;
		if (out->len > 0)
			mb_buf_addc(out, ' ');
		mb_text_printable(out, json_string_value(one), SHOWN_MAX);
	}
}

/* Note what may be the reason if a mail server refuses the token; the first such note counts. */
static void suspect(struct mb_check *c, const char *what)
{
	if (!c->suspicion)
		c->suspicion = mb_xstrdup(what);
}

static size_t without_slash(const char *text, size_t len)
{
	return len > 0 && text[len - 1] == '/' ? len - 1 : len;
}

/* Find the plugin's row for one of the words in `audiences`, or NULL. */
static const struct mb_audience *known_audience(const struct mb_check *c, const char *audiences)
{
	const struct mb_audience *row = c->account->plugin->audiences;

	for (; row && row->audience; row++) {
		char *text = mb_account_template(c->account, row->audience);
		size_t want = text ? without_slash(text, strlen(text)) : 0;
		bool hit = false;

		for (const char *word = audiences; want && !hit && *word;) {
			size_t len = strcspn(word, " ");

			hit = without_slash(word, len) == want &&
			      strncasecmp(word, text, want) == 0;
			word += len + strspn(word + len, " ");
		}
		free(text);
		if (hit)
			return row;
	}
	return NULL;
}

static void look_at_audience(struct mb_check *c, const json_t *claims)
{
	const struct mb_plugin *plugin = c->account->plugin;
	const struct mb_audience *row;
	char *text;
	struct mb_buf aud;

	mb_buf_init(&aud, SCOPE_MAX);
	add_claim(&aud, claims, "aud");
	row = known_audience(c, mb_buf_str(&aud));
	if (aud.len == 0) {
		mb_findings_leave_out(c->findings, "audience",
				      claims ? _("the token does not name whom it is for")
					     : _("the token says nothing about itself"));
	} else if (row && row->fault) {
		text = mb_resolve_sentence(c->account, _(row->remedy));
		mb_findings_add(c->findings, "audience", MB_RESULT_FAIL, MB_E_CONFIG, MB_WHO_YOU,
				mb_buf_str(&aud), _(row->fault), text);
		free(text);
	} else if (!row && plugin->audiences) {
		text = mb_xasprintf(_("the token is made for something else than the mail servers "
				      "of %s"),
				    _(plugin->title));
		mb_findings_add(c->findings, "audience", MB_RESULT_WARN, MB_E_CONFIG, MB_WHO_YOU,
				mb_buf_str(&aud), text,
				_("remove scope from the account: mailbearer knows the right one"));
		suspect(c, text);
		free(text);
	} else {
		mb_findings_ok(c->findings, "audience", _("made for %s"), mb_buf_str(&aud));
	}
	mb_buf_fini(&aud);
}

/* Tell whether a scope is among those granted. Microsoft's tokens name scopes without their resource. */
static bool is_granted(const char *granted, const char *scope, size_t len)
{
	const char *slash = memrchr(scope, '/', len);
	const char *bare = slash && slash + 1 < scope + len ? slash + 1 : scope;
	size_t bare_len = (size_t)(scope + len - bare);

	while (*granted) {
		size_t n = strcspn(granted, " ");

		if ((n == len && strncasecmp(granted, scope, n) == 0) ||
		    (n == bare_len && strncasecmp(granted, bare, n) == 0) ||
		    (n > bare_len && granted[n - bare_len - 1] == '/' &&
		     strncasecmp(granted + n - bare_len, bare, bare_len) == 0) ||
		    (n > 9 && strncmp(granted + n - 9, "/.default", 9) == 0))
			return true;
		granted += n + strspn(granted + n, " ");
	}
	return false;
}

/* Append the words of `scopes` that were not granted. Only URLs count; scopes about the person (openid) are none. */
static void add_missing(struct mb_buf *out, const char *scopes, const char *granted)
{
	for (const char *word = scopes; *word;) {
		size_t len = strcspn(word, " ");

		if (memmem(word, len, "://", 3) && !is_granted(granted, word, len) &&
		    !(len > 9 && strncmp(word + len - 9, "/.default", 9) == 0)) {
			if (out->len > 0)
				mb_buf_addc(out, ' ');
			mb_buf_add(out, word, len);
		}
		word += len + strspn(word + len, " ");
	}
}

static void missing_scopes(const struct mb_check *c, const char *granted, struct mb_buf *missing)
{
	unsigned wanted = mb_account_services(c->account);

	/* First the scopes that belong to no service: offline_access and the like. */
	for (size_t i = 0; i <= MB_SERVICES; i++) {
		unsigned service = i == 0 ? MB_SERVICE_ANY : mb_service_rows[i - 1].service;
		char *scopes;

		if (service && !(wanted & service))
			continue;
		scopes = mb_resolve_scope_of(c->account, c->session.party.grant, service);
		add_missing(missing, scopes, granted);
		free(scopes);
	}
}

static void look_at_scope(struct mb_check *c, const json_t *claims)
{
	bool own = mb_account_given(c->account, MB_SET_SCOPE) != NULL;
	const char *told = c->session.record.granted_scope;
	struct mb_buf granted, missing;
	char *what, *remedy;
	size_t shown;

	mb_buf_init(&granted, SCOPE_MAX);
	mb_buf_init(&missing, SCOPE_MAX);
	if (told)
		mb_text_printable(&granted, told, SCOPE_MAX / 4);
	shown = granted.len;
	add_claim(&granted, claims, "scp");
	add_claim(&granted, claims, "scope");
	if (granted.len > 0 && mb_buf_ok(&granted))
		missing_scopes(c, mb_buf_str(&granted), &missing);
	if (granted.len == 0) {
		mb_findings_leave_out(c->findings, "scope",
				      _("neither the provider nor the token tells it"));
	} else if (missing.len > 0) {
		what = mb_xasprintf(_("the token lacks the scope %s"), mb_buf_str(&missing));
		remedy = mb_xasprintf(
		    own ? _("remove scope from the account, or add this to it, then: "
			    "mailbearer login %s")
			: _("sign in again, and consent to all that is asked for: "
			    "mailbearer login %s"),
		    c->account->name);
		mb_findings_add(c->findings, "scope", MB_RESULT_FAIL,
				own ? MB_E_CONFIG : MB_E_LOGIN, MB_WHO_YOU, NULL, what, remedy);
		suspect(c, what);
		free(what);
		free(remedy);
	} else {
		mb_buf_cut(&granted, shown ? shown : granted.len);
		mb_findings_ok(c->findings, "scope", "%s", mb_buf_str(&granted));
	}
	mb_buf_fini(&missing);
	mb_buf_fini(&granted);
}

static void look_at_user(struct mb_check *c, const json_t *claims)
{
	const char *user = mb_account_get(c->account, MB_SET_USER);
	char *told = mb_claims_user(claims), *what, *remedy;
	const char *name = told ? told : c->session.record.signed_in_as;

	mb_findings_hide(c->findings, name, "SIGNED_IN");
	if (!name) {
		mb_findings_leave_out(c->findings, "user",
				      _("neither the provider nor the token tells who it is"));
	} else if (user && strcasecmp(name, user) != 0) {
		what = mb_xasprintf(_("the token is %s's, and the account's user is %s"), name,
				    user);
		remedy = mb_xasprintf(_("sign in as %s: mailbearer login %s; or correct user; no "
					"fault if both are names of the same mailbox"),
				      user, c->account->name);
		mb_findings_add(c->findings, "user", MB_RESULT_WARN, MB_E_LOGIN, MB_WHO_YOU, NULL,
				what, remedy);
		suspect(c, what);
		free(what);
		free(remedy);
	} else {
		mb_findings_ok(c->findings, "user", "%s", name);
	}
	free(told);
}

static void look_at_expiry(struct mb_check *c, const json_t *claims)
{
	int64_t now = mb_clock_now(), expires = 0, from = 0;
	char at[CELL], *what = NULL;

	mb_json_int(claims, "exp", &expires);
	if (!mb_json_int(claims, "nbf", &from))
		mb_json_int(claims, "iat", &from);
	if (!expires)
		mb_findings_ok(c->findings, "expiry", _("%s, as the provider says"),
			       mb_when_local(at, sizeof(at), c->token.expires));
	else if (expires <= now)
		what = mb_xasprintf(_("the token says that it expired at %s"),
				    mb_when_local(at, sizeof(at), expires));
	else if (from > now + CLOCK_MAX)
		what = mb_xasprintf(_("the token says that it is good from %s only"),
				    mb_when_local(at, sizeof(at), from));
	else
		mb_findings_ok(c->findings, "expiry", "%s", mb_when_local(at, sizeof(at), expires));
	if (what) {
		mb_findings_add(c->findings, "expiry", MB_RESULT_FAIL, MB_E_DENIED, MB_WHO_YOU,
				NULL, what,
				_("set the clock of this machine; if it is right, the "
				  "provider's is wrong"));
		suspect(c, what);
		free(what);
	}
}

void mb_check_claims(struct mb_check *c)
{
	json_t *claims = mb_claims(c->token.token, c->token.token_len);

	look_at_audience(c, claims);
	look_at_scope(c, claims);
	look_at_user(c, claims);
	look_at_expiry(c, claims);
	json_decref(claims);
}
