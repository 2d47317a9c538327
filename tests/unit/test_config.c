/* SPDX-License-Identifier: MIT */
/* config: what is left of secrets when the file was read; the rest is in tests/cli/config.tap. */
#include "unit/scratch.h"

#include <confuse.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "unit/wipe.h"

int __real_cfg_free(cfg_t *cfg);
int __wrap_cfg_free(cfg_t *cfg);

static unsigned values, left;

static void look(const cfg_t *cfg)
{
	for (const cfg_opt_t *opt = cfg->opts; opt->name; opt++)
		for (unsigned i = 0; i < opt->nvalues; i++) {
			if (opt->type == CFGT_SEC) {
				look(opt->values[i]->section);
			} else if (opt->type == CFGT_STR) {
				values++;
				left += opt->values[i]->string[0] != '\0';
			}
		}
}

/* Sees what libconfuse is about to free. */
int __wrap_cfg_free(cfg_t *cfg)
{
	look(cfg);
	return __real_cfg_free(cfg);
}

static bool load(const char *text, struct mb_config **config)
{
	struct mb_err err = MB_ERR_INIT;
	char *path = scratch_path("config");
	bool ok;

	scratch_write_str(path, text, 0600);
	ok = mb_config_load(path, config, &err);
	mb_err_clear(&err);
	free(path);
	return ok;
}

static void secrets_are_wiped(void **state)
{
	struct mb_config *config = NULL;

	(void)state;
	values = left = 0;
	wipe_watch("geheim-1234");
	assert_true(load("account a {\n client_secret = geheim-1234\n client_secret = geheim-1234\n"
			 " token_params = {\"a=geheim-1234\", \"b=geheim-1234\"}\n }\n",
			 &config));
	mb_config_free(&config);
	assert_true(values >= 3);
	assert_int_equal(left, 0);
	assert_int_equal(wipe_count(), 0);
}

static void also_when_reading_fails(void **state)
{
	struct mb_config *config = NULL;

	(void)state;
	values = left = 0;
	wipe_watch("geheim-1234");
	assert_false(load("account a {\n client_secret = geheim-1234\n colour = geheim-1234\n }\n}",
			  &config));
	assert_true(values >= 2);
	assert_int_equal(left, 0);
	assert_int_equal(wipe_count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_are_wiped),
		cmocka_unit_test(also_when_reading_fails),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
