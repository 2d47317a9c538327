/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/log.h"
#include "base/text.h"
#include "cmd/verb.h"
#include "config/config.h"
#include "oauth/resolve.h"

/* What parsing does not see: endpoints that templates make. */
static bool endpoints_ok(const struct mb_account *account, struct mb_err *err)
{
	static const enum mb_endpoint_kind kinds[] = { MB_ENDPOINT_AUTHORIZATION,
						       MB_ENDPOINT_DEVICE_AUTHORIZATION,
						       MB_ENDPOINT_REVOCATION };
	char *url = mb_resolve_required(account, MB_ENDPOINT_TOKEN, err);
	bool ok = url != NULL;

	free(url);
	for (size_t i = 0; ok && i < sizeof(kinds) / sizeof(*kinds); i++) {
		url = mb_resolve_endpoint(account, kinds[i], err);
		ok = err->code == MB_OK;
		free(url);
	}
	return ok || mb_err_wrap(err, "%s:%u: account %s", account->config->path, account->line,
				 account->name);
}

static bool check_config(const struct mb_config *config, const char *only, struct mb_err *err)
{
	if (only && !mb_config_account(config, only, err))
		return false;
	for (size_t i = 0; i < config->n_accounts; i++) {
		const struct mb_account *a = &config->accounts[i];

		if ((!only || mb_streq(a->name, only)) && !endpoints_ok(a, err))
			return false;
	}
	return true;
}

static int check(struct mb_run *run)
{
	const char *only = run->n_operands > 0 ? run->operands[0] : NULL;
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	int status;

	if (!mb_run_option(run, "config-only"))
		mb_err_set(&err, MB_E_USAGE,
			   _("check: say --config-only; the live check is not in this version"));
	else if (mb_run_config(run, only, &paths, &config, &err) &&
		 check_config(config, only, &err))
		printf(_("%s: no fault found (accounts looked at: %zu)\n"), config->path,
		       only ? (size_t)1 : config->n_accounts);
	status = err.code == MB_OK ? mb_finish_stdout(EX_OK) : mb_fail(NULL, &err);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}

static const struct mb_option options[] = {
	{ "config-only", 0, NULL, N_("check the config file and nothing else") },
	{ 0 },
};

const struct mb_verb mb_verb_check = {
	.name = "check",
	.operands = "[ACCOUNT]",
	.summary = N_("checks the config"),
	.max_operands = 1,
	.options = options,
	.run = check,
};
