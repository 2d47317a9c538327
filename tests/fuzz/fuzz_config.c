/* SPDX-License-Identifier: MIT */
/* A config file, with the plugins of the build tree. */
#include "fuzz.h"

#include <string.h>

#include "config/config.h"
#include "config/resolve.h"

/* What a program reads that needs one account alone. */
static void read_one(const char *path, const struct mb_config *all,
		     const struct mb_account *account)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_config *some = NULL;
	const struct mb_account *same;

	fuzz_must(mb_config_load_for(path, account->name, &some, &err));
	fuzz_must(some->faults.n == all->faults.n && some->given.n == all->given.n);
	same = mb_config_account(some, account->name, &err);
	fuzz_must(same && same->given.n == account->given.n && same->plugin == account->plugin);
	for (size_t i = 0; i < account->given.n; i++)
		fuzz_must(strcmp(account->given.all[i].key, same->given.all[i].key) == 0 &&
			  strcmp(account->given.all[i].value, same->given.all[i].value) == 0);
	fuzz_must(!some->partial || (all->faults.n == 0 && mb_config_sound(account, &err)));
	mb_config_free(&some);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_config *config = NULL;
	const char *path;

	if (size > 16384)
		return 0;
	path = fuzz_file(data, size);
	if (mb_config_load(path, &config, &err)) {
		for (size_t i = 0; i < config->n_accounts; i++) {
			fuzz_must(mb_config_account(config, config->accounts[i].name, &err) !=
				  NULL);
			read_one(path, config, &config->accounts[i]);
		}
	} else {
		struct mb_err again = MB_ERR_INIT;

		fuzz_must(!mb_config_load_for(path, "work", &config, &again) &&
			  strcmp(again.text, err.text) == 0);
		mb_err_clear(&again);
		fuzz_must(!config && err.code != MB_OK && err.text && !strchr(err.text, '\n'));
	}
	mb_config_free(&config);
	mb_err_clear(&err);
	return 0;
}
