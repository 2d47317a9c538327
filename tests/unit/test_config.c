/* SPDX-License-Identifier: MIT */
/* config: what is left of secrets when the file was read; the rest is in tests/cli/config.tap. */
#include "unit/scratch.h"

#include <confuse.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/env.h"
#include "base/text.h"
#include "config/account.h"
#include "config/config.h"
#include "config/faults.h"
#include "unit/wipe.h"

int __real_cfg_free(cfg_t *cfg);
int __wrap_cfg_free(cfg_t *cfg);
int __real_cfg_free_value(cfg_opt_t *opt);
int __wrap_cfg_free_value(cfg_opt_t *opt);

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

int __wrap_cfg_free_value(cfg_opt_t *opt)
{
	for (unsigned i = 0; opt->type == CFGT_SEC && i < opt->nvalues; i++)
		look(opt->values[i]->section);
	return __real_cfg_free_value(opt);
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

/* What stands in a section that there is not goes nowhere, and is wiped as all is. */
static void sections_within_accounts(void **state)
{
	struct mb_config *config = NULL;

	(void)state;
	values = left = 0;
	wipe_watch("geheim-1234");
	assert_true(load("account a {\n user = me\n resource b {\n client_secret = geheim-1234\n"
			 " timeout = 5\n tennant = geheim-1234\n }\n mailbox = you\n}\n"
			 "account c {\n resource d { timeout = 7\n timeout = 8 }\n}\ntimeout = 9\n",
			 &config));
	assert_int_equal(config->n_accounts, 2);
	assert_int_equal(config->given.n, 1);
	assert_string_equal(mb_config_global(config, MB_SET_TIMEOUT), "9");
	assert_int_equal(config->accounts[0].given.n, 2);
	assert_string_equal(mb_account_given(&config->accounts[0], MB_SET_MAILBOX), "you");
	assert_int_equal(config->accounts[0].faults.all[0].line, 3);
	assert_non_null(strstr(config->accounts[0].faults.all[0].text, "no section resource"));
	assert_int_equal(config->accounts[1].given.n, 0);
	assert_string_equal(config->accounts[1].name, "c");
	assert_int_equal(config->faults.n, 0);
	mb_config_free(&config);
	assert_true(values >= 5);
	assert_int_equal(left, 0);
	assert_int_equal(wipe_count(), 0);
}

/* What values come to, wherever they are from. */
static void settings_come_to_something(void **state)
{
	struct mb_config *config = NULL;
	const struct mb_account *a;
	char *path;

	(void)state;
	assert_true(
	    load("timeout = 9\naccount a {\n services = {pop3, smtp}\n grant = device_code\n"
		 " ca_file = \"~/ca.pem\"\n min_validity = 77\n imap_port = 143\n"
		 " smtp_tls = starttls\n}\naccount b { }\n",
		 &config));
	a = &config->accounts[0];
	assert_int_equal(mb_account_services(a), MB_SERVICE_POP3 | MB_SERVICE_SMTP);
	assert_int_equal(mb_account_grant(a), MB_GRANT_DEVICE_CODE);
	assert_int_equal(mb_account_number(a, MB_SET_MIN_VALIDITY), 77);
	assert_int_equal(mb_account_number(a, MB_SET_TIMEOUT), 9);
	assert_int_equal(mb_account_number(a, MB_SET_RETRY_AFTER), 300);
	assert_int_equal(mb_account_number(a, MB_SET_IMAP_PORT), 143);
	assert_int_equal(mb_account_number(a, MB_SET_SMTP_TLS), MB_TLS_STARTTLS);
	assert_int_equal(mb_account_number(a, MB_SET_POP3_PORT), 0);
	path = mb_text_cat(mb_env_home(), "/ca.pem", NULL);
	assert_string_equal(mb_account_path(a, MB_SET_CA_FILE), path);
	assert_null(mb_account_path(a, MB_SET_CLIENT_KEY));
	assert_string_equal(mb_account_get(a, MB_SET_CA_FILE), "~/ca.pem");
	free(path);
	a = &config->accounts[1];
	assert_int_equal(mb_account_services(a), MB_SERVICE_IMAP | MB_SERVICE_SMTP);
	assert_int_equal(mb_account_grant(a), 0);
	assert_int_equal(mb_account_number(a, MB_SET_MIN_VALIDITY), 300);
	mb_config_free(&config);
}

/* Each row of the table is found by its key, and only there. */
static void settings_have_ids(void **state)
{
	(void)state;
	for (unsigned id = 0; id < MB_SETTINGS; id++)
		assert_int_equal(mb_setting_id(mb_settings[id].key), id);
	assert_string_equal(mb_settings[MB_SET_CLIENT_KEY].key, "client_key");
	assert_int_equal(mb_setting_id("tenant"), MB_SETTINGS);
	assert_null(mb_setting_find("tenant"));
	assert_null(mb_settings[MB_SETTINGS].key);
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

/* `unit` many times between `head` and `tail`, as the config. */
static bool load_many(const char *head, const char *unit, size_t n, const char *tail,
		      struct mb_config **config)
{
	struct mb_buf text;
	bool ok;

	mb_buf_init(&text, 4 * 1024 * 1024);
	mb_buf_adds(&text, head);
	while (n-- > 0)
		mb_buf_adds(&text, unit);
	mb_buf_adds(&text, tail);
	ok = load(mb_buf_str(&text), config);
	mb_buf_fini(&text);
	return ok;
}

/* libconfuse calls itself for each brace: the stack must not end before the patience. */
static void braces_in_braces_have_an_end(void **state)
{
	struct mb_config *config = NULL;

	(void)state;
	assert_false(load_many("", "account a {\n", 80000, "", &config));
	assert_false(load_many("", "account a {\n", 80000, "} # {", &config));
	/* One after the other is no depth, nor is what closes too much. */
	assert_true(load_many("", "# {}}}\n", 5000, "account a {\n client_id = x\n}\n", &config));
	mb_config_free(&config);
}

static void faults_have_an_end(void **state)
{
	struct mb_config *config = NULL;

	(void)state;
	assert_true(load_many("account a {\n client_id = x\n", " client_id = x\n", 5000,
			      "}\naccount b {\n client_id = x\n client_id = x\n}\n", &config));
	assert_int_equal(config->accounts[0].faults.n, 200);
	/* Each account has its own. */
	assert_in_range(config->accounts[1].faults.n, 1, 10);
	mb_config_free(&config);
	/* What might be in order with another plugin is not forgotten in a list that lacks some. */
	assert_true(
	    load_many("account a {\n client_id = x\n", " colour = x\n", 5000, "}\n", &config));
	mb_faults_drop_doubtful(&config->accounts[0].faults);
	assert_int_equal(config->accounts[0].faults.n, 200);
	mb_config_free(&config);
}

static void a_sentence_counts_once(void **state)
{
	struct mb_faults faults = MB_FAULTS_INIT, more = MB_FAULTS_INIT;

	(void)state;
	mb_faults_add(&faults, 1, "x");
	mb_faults_add(&faults, 1, "x");
	mb_faults_add(&faults, 2, "y");
	mb_faults_copy(&more, &faults);
	mb_faults_copy(&more, &faults);
	assert_int_equal(faults.n, 2);
	assert_int_equal(more.n, 2);
	mb_faults_fini(&faults);
	mb_faults_fini(&more);
}

static void a_list_is_all_of_its_values(void **state)
{
	struct mb_config *config = NULL;
	size_t n = 0;

	(void)state;
	assert_true(load("account a {\n services = imap\n services += {pop3, smtp}\n }\n"
			 "account b {\n services = {imap}\n services = {pop3, smtp}\n }\n",
			 &config));
	assert_string_equal(mb_account_get(&config->accounts[0], MB_SET_SERVICES),
			    "imap\npop3\nsmtp");
	assert_string_equal(mb_account_get(&config->accounts[1], MB_SET_SERVICES), "pop3\nsmtp");
	mb_config_free(&config);
	assert_true(load_many("account a {\n token_params = {\"a=0\"", ", \"b=1\"", 5000, "}\n}\n",
			      &config));
	for (size_t i = 0; i < config->accounts[0].faults.n; i++)
		n += strstr(config->accounts[0].faults.all[i].text, "token_params is too long") !=
		     NULL;
	assert_int_equal(n, 1);
	mb_config_free(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_are_wiped),
		cmocka_unit_test(sections_within_accounts),
		cmocka_unit_test(settings_come_to_something),
		cmocka_unit_test(settings_have_ids),
		cmocka_unit_test(also_when_reading_fails),
		cmocka_unit_test(braces_in_braces_have_an_end),
		cmocka_unit_test(faults_have_an_end),
		cmocka_unit_test(a_sentence_counts_once),
		cmocka_unit_test(a_list_is_all_of_its_values),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
