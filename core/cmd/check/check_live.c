/* SPDX-License-Identifier: MIT */
#include "cmd/check/check_live.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "account/access_token.h"
#include "account/endpoints.h"
#include "account/limits.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/when.h"
#include "base/xalloc.h"
#include "cli/brought.h"
#include "cli/verb.h"
#include "config/config.h"
#include "config/resolve.h"
#include "config/settings.h"
#include "net/http.h"
#include "net/url.h"
#include "plugin/service.h"

#define CELL 32 /* bytes of a time or duration */
/* Tolerated clock difference, in seconds, as of Entra; the standard says "a few minutes" (RFC 7519 4.1.4). */
#define CLOCK_MAX 300

static const char *const all_steps[] = { N_("config"),     N_("plugin"), N_("store"),
					 N_("login-host"), N_("clock"),  N_("token"),
					 N_("audience"),   N_("scope"),  N_("user"),
					 N_("expiry"),     "imap",       "pop3",
					 "smtp",           N_("length"), NULL };

/* Report all steps behind this one as left out; of the mail servers only those of `services`. */
static void leave_rest(struct mb_findings *f, const char *step, unsigned services, const char *why)
{
	size_t i = 0;

	while (!mb_streq(all_steps[i], step))
		i++;
	while (all_steps[++i])
		if (!mb_service_by_name(all_steps[i]) ||
		    (services & mb_service_by_name(all_steps[i])))
			mb_findings_leave_out(f, all_steps[i], "%s", why);
}

/* Report all steps behind this one as left out, because this one failed. */
static void leave_all(struct mb_findings *f, const char *step)
{
	char *why = mb_xasprintf(_("first %s must be right"), _(step));

	leave_rest(f, step, MB_SERVICE_IMAP | MB_SERVICE_POP3 | MB_SERVICE_SMTP, why);
	free(why);
}

/* Report a failure after which no step makes sense. Returns false. */
static bool stop_at(struct mb_findings *f, const char *step, const char *what, const char *remedy)
{
	mb_findings_add(f, step, MB_RESULT_FAIL, MB_E_CONFIG, MB_WHO_YOU, NULL, what, remedy);
	leave_all(f, step);
	return false;
}

/* Check an account's settings, and the endpoint that templates make of them, which the parser does not check. */
static bool settings_fit(const struct mb_account *account, struct mb_err *err)
{
	char *url;

	if (!mb_config_sound(account, err))
		return false;
	url = mb_resolve_authority(account, err);
	free(url);
	return url != NULL;
}

/* Return what to do if there is no such account, or no config at all. */
static const char *missing_account(const struct mb_config *config, const struct mb_paths *paths)
{
	if (config)
		return _(
		    "see which accounts there are: mailbearer status; or add it: mailbearer setup");
	return paths->config && access(paths->config, F_OK) != 0 ? _("begin with: mailbearer setup")
								 : _("correct it in the config");
}

/* Do the steps config and plugin. If they succeed, f->account is an account without a fault. */
static bool look_at_config(struct mb_run *run, const char *name, struct mb_paths *paths,
			   struct mb_config **config, struct mb_findings *f)
{
	const struct mb_account *account = NULL;
	struct mb_err err = MB_ERR_INIT;
	bool ok = false;

	if (mb_run_config(run, paths, config, &err))
		account = mb_config_account(*config, name, &err);
	if (account)
		mb_findings_hide_account(f, account);
	if (!account) {
		stop_at(f, "config", err.text, missing_account(*config, paths));
	} else if (!account->plugin && mb_account_given(account, MB_SET_PROVIDER)) {
		mb_config_sound(account, &err);
		mb_findings_ok(f, "config", "%s", (*config)->path);
		stop_at(f, "plugin", err.text,
			_("set provider to one that mailbearer providers lists"));
	} else if (!settings_fit(account, &err)) {
		stop_at(f, "config", err.text, _("correct it in the config"));
	} else {
		mb_findings_ok(f, "config", "%s", (*config)->path);
		mb_findings_ok(f, "plugin", "%s (%s)", account->plugin->name,
			       _(account->plugin->title));
		if (mb_account_brought_id(account))
			mb_findings_ok(f, "client", "%s: %s. %s %s", mb_account_brought_id(account),
				       _(MB_BROUGHT), _(MB_BROUGHT_BLOCKED), _(MB_BROUGHT_CHANGED));
		f->account = account;
		ok = true;
	}
	mb_err_clear(&err);
	return ok;
}

static void look_at_store(struct mb_check *c)
{
	struct mb_session *s = &c->session;
	struct mb_err err = MB_ERR_INIT;
	char at[CELL];

	mb_session_load(s);
	if (mb_session_trusted(s, &err) && s->record_err.code == MB_E_LOGIN)
		mb_err_set(&err, MB_E_LOGIN, _("sign in again: mailbearer login %s (%s)"),
			   c->account->name, s->record_err.text);
	else if (err.code == MB_OK && s->record_err.code != MB_OK)
		mb_err_set(&err, s->record_err.code, "%s", s->record_err.text);
	if (err.code == MB_OK)
		mb_session_status_known(s, &err);
	if (err.code == MB_OK && access(s->state_dir, F_OK) == 0 &&
	    access(s->state_dir, W_OK | X_OK) != 0)
		mb_err_errno(&err, _("cannot write into %s"), s->state_dir);
	mb_findings_hide(c->findings, s->record.signed_in_as, "SIGNED_IN");
	if (err.code != MB_OK)
		mb_findings_err(c->findings, "store", NULL, NULL, NULL, &err);
	else if (s->have_record)
		mb_findings_ok(c->findings, "store", _("%s: signed in since %s"), s->state_dir,
			       mb_when_local(at, sizeof(at), s->record.signed_in));
	else
		mb_findings_ok(c->findings, "store", _("%s: no login kept"), s->state_dir);
}

static void look_at_clock(struct mb_check *c, int64_t theirs, const char *host)
{
	int64_t off = mb_clock_now() - theirs;
	char span[CELL], *what;

	if (theirs == 0) {
		mb_findings_leave_out(c->findings, "clock", _("%s does not tell the time"), host);
	} else if (off > CLOCK_MAX || off < -CLOCK_MAX) {
		what = mb_xasprintf(off > 0
					? _("the clock of this machine is %s ahead of that of %s")
					: _("the clock of this machine is %s behind that of %s"),
				    mb_when_span(span, sizeof(span), off > 0 ? off : -off), host);
		mb_findings_add(c->findings, "clock", MB_RESULT_FAIL, MB_E_DENIED, MB_WHO_YOU, NULL,
				what,
				_("set the clock, and let it be kept: timedatectl set-ntp true"));
		free(what);
	} else {
		mb_findings_ok(c->findings, "clock", _("agrees with %s within %d s"), host,
			       off < 0 ? (int)-off : (int)off);
	}
}

/* Ask the issuer for the token endpoint, if the settings do not name it. The answer is saved, which needs the lock; the
 * next step takes the lock again. */
static bool find_login_host(struct mb_check *c)
{
	struct mb_session *s = &c->session;
	struct mb_err err = MB_ERR_INIT;
	bool waited, found;

	if (s->party.token_endpoint)
		return true;
	found = mb_session_lock(s, &waited, &err) && mb_endpoints_find(s, &err);
	mb_session_unlock(s);
	if (found)
		return true;
	mb_findings_err(c->findings, "login-host", c->session.party.authority, NULL, NULL, &err);
	mb_findings_leave_out(c->findings, "clock", _("nothing is known of the login host"));
	return false;
}

/* Send a HEAD request to the token endpoint's host, to see whether it answers and what time it has. */
static bool look_at_login_host(struct mb_check *c)
{
	char *origin = mb_url_origin(c->session.party.token_endpoint);
	char *url = mb_text_cat(origin, "/", NULL);
	struct mb_err err = MB_ERR_INIT;
	struct mb_http_answer answer;
	struct mb_http_request request = { .url = url, .head = true };
	bool ok;

	request.ca_file = mb_account_path(c->account, MB_SET_CA_FILE);
	request.proxy = mb_account_get(c->account, MB_SET_PROXY);
	request.deadline = mb_deadline_in(mb_account_number(c->account, MB_SET_TIMEOUT));
	ok = mb_http(&request, &answer, &err);
	if (ok) {
		mb_findings_ok(c->findings, "login-host",
			       strncasecmp(origin, "https:", 6) == 0
				   ? _("%s answers, its certificate is good")
				   : _("%s answers, on this machine and without TLS"),
			       origin);
		look_at_clock(c, answer.date, origin);
	} else {
		mb_findings_err(c->findings, "login-host", origin, NULL, NULL, &err);
		mb_findings_leave_out(c->findings, "clock", _("%s does not answer"), origin);
	}
	mb_http_answer_fini(&answer);
	free(url);
	free(origin);
	return ok;
}

/* Return why the provider was not asked at all, or NULL; the caller frees it. */
static char *not_asked(const struct mb_check *c)
{
	const struct mb_status *status = &c->session.status;
	char at[CELL];

	if (status->refused_until <= mb_clock_now() ||
	    !mb_streq(status->refusal_stamp, c->account->config->stamp))
		return NULL;
	return mb_xasprintf(_("refused before, and not asked again until %s or the next login"),
			    mb_when_local(at, sizeof(at), status->refused_until));
}

/* Obtain a new token: the stored one says nothing about a secret that expired or a consent that was withdrawn since.
 * If none comes, the stored token serves for the other steps. A refusal of the provider's stands: a provider that
 * counts refusals would lock the account. */
static void look_at_token(struct mb_check *c, bool reachable)
{
	struct mb_err err = MB_ERR_INIT;
	char at[CELL], *detail = not_asked(c);

	c->have_token = reachable &&
			mb_access_token(c->account, c->paths, -1, true, &c->token, &err);
	if (c->have_token)
		mb_findings_ok(c->findings, "token", _("obtained, valid until %s"),
			       mb_when_local(at, sizeof(at), c->token.expires));
	else if (reachable)
		mb_findings_err(c->findings, "token", detail, NULL, NULL, &err);
	else
		mb_findings_leave_out(c->findings, "token", _("none can be had now"));
	free(detail);
	if (c->have_token)
		return;
	mb_token_file_fini(&c->token);
	c->token = (struct mb_token_file){ 0 };
	if (mb_token_file_load(&c->token, c->session.token_path) &&
	    mb_streq(c->token.binding, c->session.binding))
		c->have_token = c->token.expires > mb_clock_now();
}

static void look_at_length(struct mb_check *c)
{
	struct mb_buf limits;
	char *what;

	mb_buf_init(&limits, 512);
	if (mb_limits_exceeded(&limits, c->token.token_len)) {
		what = mb_xasprintf(_("the token has %zu bytes; %s"), c->token.token_len,
				    mb_buf_str(&limits));
		mb_findings_add(c->findings, "length", MB_RESULT_WARN, MB_E_CONFIG, MB_WHO_YOU,
				NULL, what,
				_("let services name only what is used, or let these programs use "
				  "the bridge: mailbearer connect"));
		free(what);
	} else {
		mb_findings_ok(c->findings, "length", _("%zu bytes, which all programs known take"),
			       c->token.token_len);
	}
	mb_buf_fini(&limits);
}

static void look_at_all(struct mb_check *c)
{
	struct mb_err err = MB_ERR_INIT;

	if (!mb_session_open(&c->session, c->account, c->paths, &err)) {
		mb_findings_err(c->findings, "store", NULL, NULL, NULL, &err);
		leave_all(c->findings, "store");
		return;
	}
	look_at_store(c);
	look_at_token(c, find_login_host(c) && look_at_login_host(c));
	if (c->have_token) {
		mb_session_load(&c->session);
		mb_check_claims(c);
		mb_check_mail(c);
		look_at_length(c);
	} else {
		leave_rest(c->findings, "token", mb_account_services(c->account),
			   _("there is no token"));
	}
}

int mb_check_live(struct mb_run *run, const char *name)
{
	struct mb_findings f = { .name = name, .json = mb_run_option(run, "json") != NULL };
	struct mb_check c = { .findings = &f, .session = MB_SESSION_INIT };
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	int status;

	mb_findings_hide_person(&f);
	if (look_at_config(run, name, &paths, &config, &f)) {
		c.account = f.account;
		c.paths = &paths;
		look_at_all(&c);
	}
	status = mb_findings_end(&f);
	mb_token_file_fini(&c.token);
	mb_session_close(&c.session);
	free(c.suspicion);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}
