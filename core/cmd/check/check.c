/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "global/log.h"
#include "base/text.h"
#include "cmd/check/check_live.h"
#include "cli/verb.h"
#include "config/config.h"
#include "config/resolve.h"
#include "plugin/host.h"
#include "plugin/review.h"

/* Check the endpoints that templates make of the settings, which the parser does not check. */
static void check_endpoints(const struct mb_account *account, struct mb_faults *faults)
{
	static const enum mb_endpoint_kind kinds[] = { MB_ENDPOINT_AUTHORIZATION,
						       MB_ENDPOINT_DEVICE_AUTHORIZATION,
						       MB_ENDPOINT_REVOCATION };
	struct mb_err err = MB_ERR_INIT;
	char *url = mb_resolve_authority(account, &err);

	free(url);
	for (size_t i = 0; err.code == MB_OK && i < sizeof(kinds) / sizeof(*kinds); i++) {
		url = mb_resolve_endpoint(account, kinds[i], &err);
		free(url);
	}
	if (err.code != MB_OK)
		mb_faults_add(faults, account->line, "%s:%u: account %s: %s", account->config->path,
			      account->line, account->name, err.text);
	mb_err_clear(&err);
}

/* Look at what a load of the plugin leaves out, because it would cost each token something. */
static void check_plugin(const struct mb_account *account, struct mb_faults *faults)
{
	struct mb_err err = MB_ERR_INIT;

	if (!mb_review_tables(account->plugin, &err))
		mb_faults_add(faults, account->line,
			      _("%s:%u: account %s: the plugin %s must be corrected: %s"),
			      account->config->path, account->line, account->name,
			      account->plugin->name, err.text);
	mb_err_clear(&err);
}

static void check_account(const struct mb_account *account, struct mb_faults *faults)
{
	struct mb_faults own = MB_FAULTS_INIT;

	mb_config_faults(account, &own);
	if (own.n == 0)
		check_plugin(account, &own);
	if (own.n == 0)
		check_endpoints(account, &own);
	mb_faults_copy(faults, &own);
	mb_faults_fini(&own);
}

/* Collect the faults outside accounts, and those of the account `only`; of all accounts if that is NULL. */
static bool check_config(const struct mb_config *config, const char *only, struct mb_faults *faults,
			 struct mb_err *err)
{
	const struct mb_account *one = only ? mb_config_account(config, only, err) : NULL;

	if (only && !one)
		return false;
	mb_faults_copy(faults, &config->faults);
	if (one)
		check_account(one, faults);
	for (size_t i = 0; !one && i < config->n_accounts; i++)
		check_account(&config->accounts[i], faults);
	mb_faults_sort(faults);
	return true;
}

static int report_faults(const struct mb_config *config, const char *only,
			 const struct mb_faults *faults)
{
	struct mb_err err = MB_ERR_INIT;
	int status = EX_OK;

	for (size_t i = 0; i < faults->n; i++) {
		mb_err_set(&err, MB_E_CONFIG, "%s", faults->all[i].text);
		status = mb_fail(NULL, &err);
	}
	if (faults->n == 0)
		printf(_("%s: no fault found (accounts looked at: %zu)\n"), config->path,
		       only ? (size_t)1 : config->n_accounts);
	return mb_finish_stdout(status);
}

static int check(struct mb_run *run)
{
	const char *only = run->n_operands > 0 ? run->operands[0] : NULL;
	struct mb_faults faults = MB_FAULTS_INIT;
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	int status;

	mb_host_warn_aloud();
	if (!mb_run_option(run, "config-only") && only)
		return mb_check_live(run, only);
	if (!mb_run_option(run, "config-only"))
		mb_err_set(&err, MB_E_USAGE, _("check: name the account, or say --config-only"));
	else if (mb_run_option(run, "json"))
		mb_err_set(&err, MB_E_USAGE, _("check: --json does not go with --config-only"));
	else if (mb_paths_find(&paths, run->config_option, &err) &&
		 mb_config_load(paths.config, &config, &err))
		check_config(config, only, &faults, &err);
	status = err.code == MB_OK ? report_faults(config, only, &faults) : mb_fail(NULL, &err);
	mb_faults_fini(&faults);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}

static const struct mb_option options[] = {
	{ "config-only", 0, NULL, N_("check the config file and nothing else") },
	{ "json", 0, NULL,
	  N_("as a JSON object, for a bug report: it does not tell whose account it is") },
	{ 0 },
};

const struct mb_verb mb_verb_check = {
	.entry = &mb_verbs[MB_VERB_CHECK],
	.max_operands = 1,
	.options = options,
	.run = check,
};
