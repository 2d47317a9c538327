/* SPDX-License-Identifier: MIT */
#include "cmd/login/login.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sysexits.h>

#include "account/finish.h"
#include "account/registration.h"
#include "base/text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "config/resolve.h"
#include "global/log.h"
#include "global/replace.h"
#include "oauth/discover.h"
#include "oauth/no_refresh.h"
#include "plugin/host.h"

/* How to sign in. */
enum way {
	WAY_NONE,
	WAY_BROWSER,
	WAY_PASTE,
	WAY_DEVICE,
	WAY_DIRECT, /* without a person: password, client credentials */
};

/* Return NULL if the provider has the grant, else the sentence that says why it cannot be used. */
static const char *grant_fault(const struct mb_plugin *plugin, unsigned grant)
{
	for (const struct mb_grant_row *row = plugin->grants; row && row->grant; row++)
		if (row->grant == grant)
			return row->refused;
	return N_("this provider does not have that way to sign in");
}

/* Set *way_r if `option` is given. False if it cannot be used. */
static bool take_wish(const struct mb_run *run, const struct mb_account *account, enum way way,
		      const char *option, unsigned grant, enum way *way_r, struct mb_err *err)
{
	const char *fault;

	if (!mb_run_option(run, option))
		return true;
	if (*way_r != WAY_NONE)
		return mb_err_set(err, MB_E_USAGE,
				  _("choose one of --browser, --device and --paste"));
	fault = grant_fault(account->plugin, grant);
	if (fault)
		return mb_err_set(err, MB_E_CONFIG, "--%s: %s", option, _(fault));
	*way_r = way;
	return true;
}

static bool has_endpoint(const struct mb_session *s, enum mb_endpoint_kind kind)
{
	struct mb_err err = MB_ERR_INIT;
	char *url = mb_discover_endpoint(&s->party, kind, &err);
	bool there = url != NULL;

	mb_err_clear(&err);
	free(url);
	return there;
}

/* Return the way in which this machine can do a grant; WAY_NONE if it cannot. */
static enum way way_of(const struct mb_session *s, unsigned grant, bool browser)
{
	if (grant == MB_GRANT_AUTHORIZATION_CODE && browser)
		return WAY_BROWSER;
	if (grant == MB_GRANT_DEVICE_CODE && has_endpoint(s, MB_ENDPOINT_DEVICE_AUTHORIZATION))
		return WAY_DEVICE;
	return WAY_NONE;
}

/* Choose without an option: the plugin's first grant that this machine can do. A browser needs a desktop, a device
 * code an endpoint; pasting always works. */
static enum way first_possible(const struct mb_session *s, bool can_open)
{
	bool browser = can_open || mb_login_has_desktop();
	enum way way = WAY_NONE;

	if (mb_grant_is_direct(s->party.grant))
		return WAY_DIRECT;
	if (mb_account_given(s->party.account, MB_SET_GRANT))
		way = way_of(s, s->party.grant, browser);
	else
		for (const struct mb_grant_row *row = s->party.account->plugin->grants;
		     way == WAY_NONE && row && row->grant; row++)
			if (!row->refused)
				way = way_of(s, row->grant, browser);
	return way == WAY_NONE ? WAY_PASTE : way;
}

static bool choose_way(const struct mb_run *run, const struct mb_session *s, enum way *way_r,
		       struct mb_err *err)
{
	const struct mb_account *a = s->party.account;

	*way_r = WAY_NONE;
	if (!take_wish(run, a, WAY_BROWSER, "browser", MB_GRANT_AUTHORIZATION_CODE, way_r, err) ||
	    !take_wish(run, a, WAY_DEVICE, "device", MB_GRANT_DEVICE_CODE, way_r, err) ||
	    !take_wish(run, a, WAY_PASTE, "paste", MB_GRANT_AUTHORIZATION_CODE, way_r, err))
		return false;
	if (*way_r != WAY_NONE && mb_grant_is_direct(s->party.grant))
		return mb_err_set(err, MB_E_USAGE,
				  _("this account's grant needs no browser and no code: leave the "
				    "option out"));
	if (*way_r == WAY_NONE)
		*way_r = first_possible(s, mb_run_option(run, "open") != NULL);
	return true;
}

static bool sign_in(const struct mb_run *run, struct mb_session *s, struct mb_err *err)
{
	enum way way;

	/* Before the person signs in, make sure that the login can be saved. */
	if (!mb_session_make_folders(s, err) || !mb_replace_possible(s->record_path, err))
		return false;
	if (!mb_grant_is_direct(s->party.grant) && !mb_registration_ensure(s, err))
		return false;
	if (!choose_way(run, s, &way, err))
		return false;
	switch (way) {
	case WAY_BROWSER:
		return mb_login_browser(s, mb_run_option(run, "open"), err);
	case WAY_PASTE:
		return mb_login_paste(s, err);
	case WAY_DEVICE:
		return mb_login_device(s, err);
	case WAY_DIRECT:
	case WAY_NONE:
		break;
	}
	return mb_finish_direct(s, err);
}

/* Tell who signed in, and warn if that is not the account's user. */
static void report_login(const struct mb_session *s)
{
	const struct mb_account *a = s->party.account;
	const char *name = a->name, *user = mb_account_get(a, MB_SET_USER);
	const char *as = s->record.signed_in_as;
	char *shown = mb_text_shown(as);

	if (as)
		printf(_("%s: signed in as %s\n"), name, shown);
	else
		printf(_("%s: signed in\n"), name);
	if (as && user && strcasecmp(as, user) != 0)
		mb_warnx(
		    _("%s: signed in as %s, but user is %s: if the wrong person signed in, "
		      "mailbearer login --as-other %s; else two settings may be meant "
		      "otherwise: user (who signs in) and mailbox (what the mail server is told)"),
		    name, as, user, name);
	free(shown);
	if (s->unseen && !mb_grant_is_direct(s->party.grant))
		mb_warnx(_("%s: the provider does not say enough about who signed in: whether it "
			   "is the right person could not be checked"),
			 name);
	if (!s->record.refresh_token && !mb_grant_is_direct(s->party.grant))
		mb_warnx(_("%s: the provider gave no refresh token: this login ends with its first "
			   "access token; to have one, %s and sign in again"),
			 name, mb_no_refresh_remedy(&s->party));
}

int mb_login(struct mb_run *run, const char *name)
{
	const struct mb_account *account;
	struct mb_session s = MB_SESSION_INIT;
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	bool signed_in = false;
	int status = EX_OK;

	mb_host_warn_aloud();
	if ((account = mb_run_account(run, name, &paths, &config, &err)) &&
	    mb_session_open(&s, account, &paths, &err)) {
		s.as_other = mb_run_option(run, "as-other") != NULL;
		signed_in = sign_in(run, &s, &err);
	}
	if (signed_in) {
		report_login(&s);
		status = mb_finish_stdout(EX_OK);
	} else {
		status = mb_fail(run->about, &err);
	}
	mb_session_close(&s);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}

static int login(struct mb_run *run)
{
	return mb_login(run, run->operands[0]);
}

static const struct mb_option options[] = {
	MB_LOGIN_OPTIONS,
	{ 0 },
};

const struct mb_verb mb_verb_login = {
	.entry = &mb_verbs[MB_VERB_LOGIN],
	.min_operands = 1,
	.max_operands = 1,
	.options = options,
	.run = login,
};
