/* SPDX-License-Identifier: MIT */
/*
 * Hooks: complaints become errors, and the shipped plugins' check hooks accept and refuse what they
 * should.
 */
#include "plugin/host.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "global/build.h"
#include "global/err.h"
#include "plugin/loader.h"
#include "plugin_dir.h"

/* Opaque to plugins; here it is the settings. */
struct mb_account {
	const char *grant, *tenant, *scope, *token_endpoint;
};

static char *dir;
static int complaints;

static const char *setting(const struct mb_account *account, const char *key)
{
	const struct {
		const char *key, *value;
	} table[] = {
		{ "grant", account->grant },
		{ "tenant", account->tenant },
		{ "scope", account->scope },
		{ "token_endpoint", account->token_endpoint },
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].key, key) == 0)
			return table[i].value;
	return NULL;
}

static void (*complain)(const struct mb_account *account, const char *sentence);

static void count_complaint(const struct mb_account *account, const char *sentence)
{
	assert_non_null(sentence);
	complaints++;
	complain(account, sentence);
}

static const struct mb_plugin *plugin(const char *name)
{
	const struct mb_plugin *found = NULL;
	struct mb_err err = MB_ERR_INIT;

	if (!mb_plugin_load(name, &found, &err))
		fail_msg("%s", err.text);
	return found;
}

static int setup(void **state)
{
	(void)state;
	dir = plugin_dir_new();
	mb_build.plugin_dir = dir;
	if (plugin_dir_shared()) {
		plugin_dir_put(dir, "generic.so", plugin_dir_module("plugins", "generic"));
		plugin_dir_put(dir, "google.so", plugin_dir_module("plugins", "google"));
		plugin_dir_put(dir, "microsoft.so", plugin_dir_module("plugins", "microsoft"));
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	plugin_dir_remove(dir);
	return 0;
}

/* `sentence` NULL: accepted. */
static void checked(const struct mb_plugin *p, struct mb_account account, const char *sentence)
{
	struct mb_err err = MB_ERR_INIT;
	bool ok = mb_host_check(p, &account, &err);

	if (sentence && (ok || !strstr(err.text, sentence)))
		fail_msg("\"%s\" lacks \"%s\"", ok ? "accepted" : err.text, sentence);
	if (!sentence && !ok)
		fail_msg("%s", err.text);
	if (ok)
		assert_null(err.text);
	else
		assert_int_equal(err.code, MB_E_CONFIG);
	mb_err_clear(&err);
}

/* Before any other layer has filled its slots: nothing crashes. */
static void empty_slots(void **state)
{
	struct mb_account account = { 0 };
	int64_t number = 7;

	(void)state;
	assert_int_equal(mb_host.size, sizeof(struct mb_host));
	assert_null(mb_host.setting(&account, "user"));
	assert_false(mb_host.form_set(NULL, "a", "b"));
	assert_false(mb_host.form_drop(NULL, "a"));
	assert_null(mb_host.reply_str(NULL, "error"));
	assert_false(mb_host.reply_int(NULL, "expires_in", &number));
	assert_int_equal(number, 7);
	mb_host.log(&account, "a step");
	mb_host.complain(&account, "about nothing");
	checked(plugin("google"), account, NULL);
	checked(plugin("microsoft"), account, NULL);
	checked(plugin("generic"), account, "set issuer");
}

static bool mute(const struct mb_host *host, const struct mb_account *account)
{
	(void)host;
	(void)account;
	return false;
}

static bool warns(const struct mb_host *host, const struct mb_account *account)
{
	host->complain(account, "this is odd");
	return true;
}

static bool refuses(const struct mb_host *host, enum mb_phase phase,
		    const struct mb_account *account, struct mb_form *form)
{
	(void)form;
	host->complain(account, "first");
	host->complain(account, phase == MB_PHASE_DEVICE ? "not\nby device" : "other");
	return false;
}

static enum mb_meaning nonsense(const struct mb_host *host, enum mb_where where,
				const struct mb_reply *reply)
{
	(void)host;
	(void)reply;
	return where == MB_WHERE_TOKEN ? (enum mb_meaning)99 : MB_MEANS_RETRY;
}

static void hooks(void **state)
{
	struct mb_plugin p = { .name = "x" };
	struct mb_account account = { 0 };
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	checked(&p, account, NULL);
	assert_true(mb_host_prepare(&p, MB_PHASE_DEVICE, &account, NULL, &err));
	assert_int_equal(mb_host_judge(&p, MB_WHERE_TOKEN, NULL), MB_MEANS_UNKNOWN);
	p.check = mute;
	checked(&p, account, "the plugin x refuses these settings");
	p.check = warns;
	checked(&p, account, NULL);
	p.prepare = refuses;
	assert_false(mb_host_prepare(&p, MB_PHASE_DEVICE, &account, NULL, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	assert_string_equal(err.text, "not by device");
	mb_err_clear(&err);
	p.judge = nonsense;
	assert_int_equal(mb_host_judge(&p, MB_WHERE_TOKEN, NULL), MB_MEANS_UNKNOWN);
	assert_int_equal(mb_host_judge(&p, MB_WHERE_IMAP, NULL), MB_MEANS_RETRY);
}

static void microsoft_tenants(void **state)
{
	static const char *const anywhere[] = { "common", "consumers" };
	const struct mb_plugin *p = plugin("microsoft");
	const char *url = "https://login.microsoftonline.com/t1/oauth2/v2.0/token";
	size_t i;

	(void)state;
	mb_host.setting = setting;
	for (i = 0; i < 2; i++) {
		checked(p, (struct mb_account){ .tenant = anywhere[i] }, NULL);
		checked(p, (struct mb_account){ .tenant = anywhere[i], .grant = "device_code" },
			NULL);
		checked(p, (struct mb_account){ .tenant = anywhere[i], .grant = "password" },
			"set tenant");
		checked(p,
			(struct mb_account){
			    .tenant = anywhere[i], .grant = "password", .token_endpoint = url },
			NULL);
		checked(p,
			(struct mb_account){ .tenant = anywhere[i], .grant = "client_credentials" },
			"set tenant");
	}
	checked(p, (struct mb_account){ .tenant = "organizations", .grant = "password" }, NULL);
	checked(p, (struct mb_account){ .tenant = "organizations", .grant = "client_credentials" },
		"set tenant");
	checked(p, (struct mb_account){ .tenant = "firma.example", .grant = "client_credentials" },
		NULL);
}

static void microsoft_scopes(void **state)
{
	static const struct {
		const char *scope, *sentence;
		int complaints;
	} cases[] = {
		{ "https://outlook.office365.com/.default offline_access", NULL, 0 },
		{ "https://outlook.office365.com/.default", NULL, 0 },
		{ "  openid  https://outlook.office365.com/.default   offline_access ", NULL, 0 },
		{ "https://outlook.office.com/SMTP.Send "
		  "https://outlook.office.com/POP.AccessAsUser.All",
		  NULL, 0 },
		{ "https://outlook.office.com/.default https://outlook.office.com/SMTP.Send",
		  "mixes .default", 1 },
		{ "SMTP.Send https://outlook.office.com/.default", "mixes .default", 2 },
		{ "https://outlook.office.com/SMTP.Send https://graph.microsoft.com/Mail.Send",
		  NULL, 1 },
		{ "https://outlook.office.com/SMTP.Send Mail.Send", NULL, 1 },
		{ "https://outlook.office.com/SMTP.Send https://outlook.office.co/SMTP.Send", NULL,
		  1 },
		{ "", NULL, 0 },
	};
	size_t i;

	(void)state;
	mb_host.setting = setting;
	complain = mb_host.complain;
	mb_host.complain = count_complaint;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		complaints = 0;
		checked(plugin("microsoft"),
			(struct mb_account){ .tenant = "common", .scope = cases[i].scope },
			cases[i].sentence);
		if (complaints != cases[i].complaints)
			fail_msg("%s: %d complaints", cases[i].scope, complaints);
	}
	mb_host.complain = complain;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_slots),
		cmocka_unit_test(hooks),
		cmocka_unit_test(microsoft_tenants),
		cmocka_unit_test(microsoft_scopes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
