/* SPDX-License-Identifier: MIT */
/* A config file, with the plugins of the build tree. */
#include "fuzz.h"

#include <string.h>

#include "config/config.h"
#include "config/resolve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_config *config = NULL;

	if (size > 16384)
		return 0;
	if (mb_config_load(fuzz_file(data, size), &config, &err)) {
		for (size_t i = 0; i < config->n_accounts; i++)
			fuzz_must(mb_config_account(config, config->accounts[i].name, &err) !=
				  NULL);
	} else {
		fuzz_must(!config && err.code != MB_OK && err.text && !strchr(err.text, '\n'));
	}
	mb_config_free(&config);
	mb_err_clear(&err);
	return 0;
}
