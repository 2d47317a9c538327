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

static const struct mb_call_ops ops = { .setting = setting };

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
	bool ok = mb_host_check(p, &ops, &account, &err);

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

static bool is_set;

static bool form_set(struct mb_form *form, const char *name, const char *value)
{
	(void)form;
	is_set = strcmp(name, "a") == 0 && strcmp(value, "b") == 0;
	return is_set;
}

/* Try all that a hook can do: only what the call has, and what the caller's functions can, is there. */
static bool tries(const struct mb_host *host, struct mb_call *call, enum mb_phase phase)
{
	int64_t number = 7;

	assert_int_equal(host->size, sizeof(struct mb_host));
	host->log(call, "a step");
	assert_null(host->reply_str(call, "error"));
	assert_false(host->reply_int(call, "expires_in", &number));
	assert_int_equal(number, 7);
	assert_false(host->form_drop(call, "a"));
	return host->form_set(call, "a", "b") && phase == MB_PHASE_CODE &&
	       strcmp(host->setting(call, "tenant"), "common") == 0;
}

static bool sets_in_check(const struct mb_host *host, struct mb_call *call)
{
	return !host->form_set(call, "a", "b");
}

/* A hook reaches what belongs to its call, and nothing crashes where there is nothing. */
static void what_a_call_has(void **state)
{
	static const struct mb_call_ops with_form = { .setting = setting, .form_set = form_set };
	static const struct mb_call_ops none = { .setting = NULL };
	struct mb_plugin p = { .name = "x", .prepare = tries, .check = sets_in_check };
	struct mb_account account = { .tenant = "common" };
	struct mb_form *form = (struct mb_form *)(void *)&account;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_host_prepare(&p, &with_form, MB_PHASE_CODE, &account, form, &err));
	assert_true(is_set);
	assert_false(mb_host_prepare(&p, &ops, MB_PHASE_CODE, &account, form, &err));
	mb_err_clear(&err);
	assert_true(mb_host_check(&p, &with_form, &account, &err));
	assert_false(mb_host_check(plugin("generic"), &none, &account, &err));
	assert_non_null(strstr(err.text, "set issuer"));
	mb_err_clear(&err);
}

static bool mute(const struct mb_host *host, struct mb_call *call)
{
	(void)host;
	(void)call;
	return false;
}

static bool warns(const struct mb_host *host, struct mb_call *call)
{
	host->complain(call, "this is odd");
	return true;
}

static bool refuses(const struct mb_host *host, struct mb_call *call, enum mb_phase phase)
{
	host->complain(call, "first");
	host->complain(call, phase == MB_PHASE_DEVICE ? "not\nby device" : "other");
	return false;
}

static enum mb_meaning nonsense(const struct mb_host *host, struct mb_call *call,
				enum mb_where where)
{
	host->complain(call, "nobody hears this");
	return where == MB_WHERE_TOKEN ? (enum mb_meaning)99 : MB_MEANS_RETRY;
}

static void hooks(void **state)
{
	struct mb_plugin p = { .name = "x" };
	struct mb_account account = { 0 };
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	checked(&p, account, NULL);
	assert_true(mb_host_prepare(&p, &ops, MB_PHASE_DEVICE, &account, NULL, &err));
	assert_int_equal(mb_host_judge(&p, &ops, MB_WHERE_TOKEN, &account, NULL), MB_MEANS_UNKNOWN);
	p.check = mute;
	checked(&p, account, "the plugin x refuses these settings");
	p.check = warns;
	checked(&p, account, NULL);
	p.prepare = refuses;
	assert_false(mb_host_prepare(&p, &ops, MB_PHASE_DEVICE, &account, NULL, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	assert_string_equal(err.text, "not by device");
	mb_err_clear(&err);
	p.judge = nonsense;
	assert_int_equal(mb_host_judge(&p, &ops, MB_WHERE_TOKEN, &account, NULL), MB_MEANS_UNKNOWN);
	assert_int_equal(mb_host_judge(&p, &ops, MB_WHERE_IMAP, &account, NULL), MB_MEANS_RETRY);
}

static void microsoft_tenants(void **state)
{
	static const char *const anywhere[] = { "common", "consumers" };
	const struct mb_plugin *p = plugin("microsoft");
	const char *url = "https://login.microsoftonline.com/t1/oauth2/v2.0/token";
	size_t i;

	(void)state;
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

/* A host of the test's own, which counts complaints. */
struct mb_call {
	const struct mb_account *account;
	int complaints;
};

static const char *setting_of_call(struct mb_call *call, const char *key)
{
	return setting(call->account, key);
}

static void count_complaint(struct mb_call *call, const char *sentence)
{
	assert_non_null(sentence);
	call->complaints++;
}

static const struct mb_host counting = { .size = sizeof(struct mb_host),
					 .setting = setting_of_call,
					 .complain = count_complaint };

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
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mb_account account = { .tenant = "common", .scope = cases[i].scope };
		struct mb_call call = { &account, 0 };

		checked(plugin("microsoft"), account, cases[i].sentence);
		plugin("microsoft")->check(&counting, &call);
		if (call.complaints != cases[i].complaints)
			fail_msg("%s: %d complaints", cases[i].scope, call.complaints);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_call_has),
		cmocka_unit_test(hooks),
		cmocka_unit_test(microsoft_tenants),
		cmocka_unit_test(microsoft_scopes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
