/* SPDX-License-Identifier: MIT */
#include <sysexits.h>

#include "global/log.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "oauth/access_token.h"
#include "oauth/forecast.h"
#include "cli/report.h"

/* A timer runs us every hour: people and the log are told once a day. */
static int warn(const struct mb_account *account, bool news, struct mb_err *err)
{
	if (news) {
		mb_report_init();
		mb_report_failure(account->name, err);
	}
	mb_err_clear(err);
	return MB_EXIT_SOON;
}

static bool obtain(const struct mb_account *account, const struct mb_paths *paths,
		   int64_t min_validity, bool force, struct mb_err *err)
{
	struct mb_token_file token = { 0 };
	bool ok = mb_access_token(account, paths, min_validity, force, &token, err);

	mb_token_file_fini(&token);
	return ok;
}

static int refresh_one(const struct mb_account *account, const struct mb_paths *paths,
		       int64_t min_validity, bool force)
{
	enum mb_forecast forecast = MB_FORECAST_FINE;
	struct mb_err err = MB_ERR_INIT;
	bool news = false;
	bool ok = mb_config_sound(account, &err) &&
		  obtain(account, paths, min_validity, force, &err);

	if (ok)
		forecast = mb_forecast(account, paths, force, &news, &err);
	if (forecast == MB_FORECAST_RENEW) {
		ok = obtain(account, paths, min_validity, true, &err);
		if (ok)
			forecast = mb_forecast(account, paths, true, &news, &err);
	}
	if (!ok)
		return mb_fail(account->name, &err);
	return forecast == MB_FORECAST_SOON ? warn(account, news, &err) : EX_OK;
}

static bool choose(const struct mb_run *run, struct mb_err *err)
{
	bool all = mb_run_option(run, "all") != NULL;

	if (all == (run->n_operands > 0))
		return mb_err_set(err, MB_E_USAGE, _("refresh: name accounts, or say --all"));
	return true;
}

static int refresh(struct mb_run *run)
{
	bool force = mb_run_option(run, "force") != NULL;
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	int64_t min_validity;
	int status = EX_OK;

	if (!mb_process_std_fds(true))
		mb_err_errno(&err, _("cannot open /dev/null"));
	if (err.code != MB_OK || !choose(run, &err) ||
	    !mb_run_seconds(run, "min-validity", &min_validity, &err) ||
	    !mb_run_config(run, &paths, &config, &err)) {
		status = mb_fail(NULL, &err);
		goto out;
	}
	for (int i = 0; i < run->n_operands; i++) {
		const struct mb_account *a = mb_config_account(config, run->operands[i], &err);

		status = mb_worse_exit(status, a ? refresh_one(a, &paths, min_validity, force)
						 : mb_fail(NULL, &err));
	}
	for (size_t i = 0; run->n_operands == 0 && i < config->n_accounts; i++)
		status = mb_worse_exit(
		    status, refresh_one(&config->accounts[i], &paths, min_validity, force));
out:
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}

static const struct mb_option options[] = {
	{ "all", 0, NULL, N_("all accounts of the config") },
	{ "force", 0, NULL, N_("ask for new tokens, however long the old ones are valid") },
	{ "min-validity", 0, "S", N_("refresh what is valid for less than S seconds") },
	{ 0 },
};

const struct mb_verb mb_verb_refresh = {
	.name = "refresh",
	.operands = "[ACCOUNT...]",
	.summary = N_("keeps tokens warm: for a timer or cron"),
	.for_programs = true,
	.max_operands = -1,
	.options = options,
	.run = refresh,
};
