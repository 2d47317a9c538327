/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sysexits.h>

#include "account/endpoints.h"
#include "account/session.h"
#include "base/text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "config/resolve.h"
#include "global/log.h"
#include "global/replace.h"
#include "oauth/revoke.h"

/* Remove the login's files, also the client that mailbearer registered for it: when the provider has forgotten that
 * client, this is the only way to another one. The lock stays, and so does the note that a password was refused: only
 * a login may send the password again. */
static bool remove_files(const struct mb_session *s, struct mb_err *err)
{
	return mb_file_remove(s->token_path, err) && mb_file_remove(s->record_path, err) &&
	       mb_file_remove(s->client_path, err) && mb_file_remove(s->metadata_path, err) &&
	       (s->status.password_refused || s->status_err.code != MB_OK ||
		mb_file_remove(s->status_path, err));
}

/* Report that the login was not revoked. It is deleted here all the same, as the person wants. Returns the exit
 * status, which tells that the token is still valid at the provider. */
static int report_not_revoked(const struct mb_session *s, const struct mb_err *why)
{
	mb_warnx(_("%s: not revoked at the provider, only deleted here: %s"),
		 s->party.account->name, why->text);
	return mb_err_exit(why->code);
}

/* Ask the provider, if the login is of the settings of now: else the endpoint of now may be a stranger's. */
static bool ask_provider(struct mb_session *s, bool *had_endpoint_r, struct mb_err *err)
{
	const char *differs = mb_session_differs(s);

	if (differs)
		return mb_err_set(err, MB_E_CONFIG, _("%s has changed since the login"), differs);
	return mb_endpoints_find(s, err) &&
	       mb_revoke(&s->party, s->record.refresh_token, had_endpoint_r, err);
}

static int revoke(struct mb_session *s)
{
	const struct mb_account *a = s->party.account;
	const char *name = a->name, *at = a->plugin->revoke_at;
	struct mb_err err = MB_ERR_INIT;
	bool had_endpoint = false;
	int status = EX_OK;

	if (s->record_err.code != MB_OK)
		return report_not_revoked(s, &s->record_err);
	if (!s->have_record || !s->record.refresh_token)
		return EX_OK;
	if (!ask_provider(s, &had_endpoint, &err)) {
		status = report_not_revoked(s, &err);
	} else if (had_endpoint) {
		printf(_("%s: revoked at the provider\n"), name);
	} else if (at) {
		printf(_("%s: %s cannot be asked to revoke it; to withdraw consent see %s\n"), name,
		       _(a->plugin->title), _(at));
	} else {
		printf(_("%s: the provider cannot be asked to revoke it\n"), name);
	}
	mb_err_clear(&err);
	return status;
}

static bool sign_out(struct mb_session *s, int *status_r, struct mb_err *err)
{
	const char *name = s->party.account->name;
	bool waited, had;

	if (!mb_session_lock(s, &waited, err))
		return false;
	mb_session_load(s);
	/* A login that is deleted unread could never be revoked. */
	if (!mb_session_readable(s, err))
		return false;
	had = s->have_record || s->record_err.code != MB_OK;
	*status_r = revoke(s);
	if (!remove_files(s, err))
		return false;
	if (mb_grant_is_direct(s->party.grant))
		printf(_("%s: tokens deleted; the account's own credentials get new ones\n"), name);
	else
		printf(had ? _("%s: signed out\n") : _("%s: was not signed in\n"), name);
	return true;
}

static int logout(struct mb_run *run)
{
	const char *name = run->operands[0];
	const struct mb_account *account;
	struct mb_session s = MB_SESSION_INIT;
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	int status = EX_OK;

	if ((account = mb_run_account(run, name, &paths, &config, &err)) &&
	    mb_session_open(&s, account, &paths, &err) && sign_out(&s, &status, &err))
		status = mb_finish_stdout(status);
	else
		status = mb_fail(run->about, &err);
	mb_session_close(&s);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}

const struct mb_verb mb_verb_logout = {
	.entry = &mb_verbs[MB_VERB_LOGOUT],
	.min_operands = 1,
	.max_operands = 1,
	.run = logout,
};
