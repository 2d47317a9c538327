/* SPDX-License-Identifier: MIT */
#include <sysexits.h>

#include "account/access_token.h"
#include "account/forecast.h"
#include "base/apart.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/report.h"
#include "cli/verb.h"
#include "config/config.h"
#include "global/log.h"

/* Warn that the login ends soon, if that is news: a timer runs us every hour, and people and the log are told once a
 * day. Returns the exit status. */
static int warn_soon(const struct mb_account *account, bool news, struct mb_err *err)
{
	if (news) {
		mb_report_init();
		mb_report_failure(account->name, err);
	}
	mb_err_clear(err);
	return MB_EXIT_SOON;
}

/* The refresh of one account. */
struct work {
	const struct mb_account *account;
	const struct mb_paths *paths;
	int64_t min_validity;
	bool force;
	bool alone; /* it is the only account to refresh */
};

static bool obtain_token(const struct work *w, bool force, struct mb_err *err)
{
	struct mb_token_file token = { 0 };
	bool ok = mb_access_token(w->account, w->paths, w->min_validity, force, &token, err);

	mb_token_file_fini(&token);
	return ok;
}

static int refresh_one(void *arg)
{
	const struct work *w = arg;
	const struct mb_account *account = w->account;
	enum mb_forecast forecast = MB_FORECAST_FINE;
	struct mb_err err = MB_ERR_INIT;
	bool news = false;
	bool ok = mb_config_sound(account, &err) && obtain_token(w, w->force, &err);

	if (ok)
		forecast = mb_forecast(account, w->paths, w->force, &news, &err);
	if (forecast == MB_FORECAST_RENEW) {
		ok = obtain_token(w, true, &err);
		if (ok)
			forecast = mb_forecast(account, w->paths, true, &news, &err);
	}
	if (!ok)
		return mb_fail(account->name, &err);
	return forecast == MB_FORECAST_SOON ? warn_soon(account, news, &err) : EX_OK;
}

/* Refresh one account; one of several in a child process, so that a crash or an exit there does not keep the others
 * from their turn. Returns the worse of `so_far` and the account's exit status. */
static int refresh_next(struct work *w, const struct mb_account *account, int so_far)
{
	struct mb_err err = MB_ERR_INIT;
	int sig = 0, status;

	w->account = account;
	status = w->alone ? refresh_one(w) : mb_apart(refresh_one, w, &sig);
	if (sig) {
		mb_err_set(&err, MB_E_BUG,
			   _("ended by signal %d: report it, if nobody did that on purpose"), sig);
		status = mb_fail(account->name, &err);
	}
	return mb_worse_exit(so_far, status);
}

static bool check_operands(const struct mb_run *run, struct mb_err *err)
{
	bool all = mb_run_option(run, "all") != NULL;

	if (all == (run->n_operands > 0))
		return mb_err_set(err, MB_E_USAGE, _("refresh: name accounts, or say --all"));
	return true;
}

static int refresh(struct mb_run *run)
{
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	struct work w = { .paths = &paths, .force = mb_run_option(run, "force") != NULL };
	int status = EX_OK;

	if (!mb_process_std_fds(true))
		mb_err_errno(&err, _("cannot open /dev/null"));
	if (err.code != MB_OK || !check_operands(run, &err) ||
	    !mb_run_seconds(run, "min-validity", &w.min_validity, &err) ||
	    !mb_run_config_for(run, run->n_operands == 1 ? run->operands[0] : NULL, &paths, &config,
			       &err)) {
		status = mb_fail(NULL, &err);
		goto out;
	}
	w.alone = (run->n_operands > 0 ? (size_t)run->n_operands : config->n_accounts) == 1;
	for (int i = 0; i < run->n_operands; i++) {
		const struct mb_account *a = mb_config_account(config, run->operands[i], &err);

		status = a ? refresh_next(&w, a, status)
			   : mb_worse_exit(status, mb_fail(NULL, &err));
	}
	for (size_t i = 0; run->n_operands == 0 && i < config->n_accounts; i++)
		status = refresh_next(&w, &config->accounts[i], status);
out:
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}

static const struct mb_option options[] = {
	{ "all", 0, NULL, N_("all accounts of the config") },
	{ "force", 0, NULL, N_("ask for new tokens, however long the old ones are valid") },
	{ "min-validity", 0, N_("S"), N_("refresh what is valid for less than S seconds") },
	{ 0 },
};

const struct mb_verb mb_verb_refresh = {
	.entry = &mb_verbs[MB_VERB_REFRESH],
	.max_operands = -1,
	.options = options,
	.run = refresh,
};
