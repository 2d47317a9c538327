/* SPDX-License-Identifier: MIT */
/* The URL for the browser, what comes back, and what an issuer publishes about both. */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/secret.h"
#include "config/account.h"
#include "config/config.h"
#include "crypto/base64.h"
#include "crypto/sha256.h"
#include "net/form.h"
#include "net/redirect.h"
#include "oauth/authorization.h"
#include "oauth/discover.h"
#include "oauth/no_refresh.h"
#include "oauth/party.h"

#define AT "https://sso.example/"

static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_TOKEN, AT "token" },
	{ MB_ENDPOINT_AUTHORIZATION, AT "authorize" },
	{ MB_ENDPOINT_ISSUER, "{issuer}" },
	{ 0, NULL },
};
static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0, NULL },
};
static const struct mb_setting settings[] = {
	{ .key = "issuer", .help = "" },
	{ 0 },
};
static const struct mb_param params[] = {
	{ MB_PHASE_AUTHORIZE, "prompt", "consent" },
	{ MB_PHASE_CODE, "only", "later" },
	{ MB_PHASE_AUTHORIZE, "state", "mine" },
	{ 0, NULL, NULL },
};
static const struct mb_scope scopes[] = {
	{ 0, 0, "mail more" },
	{ 0, 0, NULL },
};
static const struct mb_no_refresh no_refresh[] = {
	{ "mail", NULL, NULL, "add mail to scope" },
	{ NULL, "access", NULL, "set access" },
	{ NULL, NULL, "absent", "drop absent" },
	{ NULL, NULL, "access", "ask for more" },
	{ NULL, NULL, NULL, NULL },
};
static struct mb_plugin plugin;
static struct mb_config config;
static char name[] = "work";
static struct mb_account account = { .name = name, .plugin = &plugin, .config = &config };
static struct mb_party party;
static struct mb_authorization a;

/* Give the account a setting. */
static void set(const char *key, const char *value)
{
	mb_given_set(&account.given, key, strdup(value), 1);
}

static int setup(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	plugin = (struct mb_plugin){ MB_PLUGIN_HEAD,   .name = "test",       .endpoints = endpoints,
				     .grants = grants, .settings = settings, .params = params,
				     .scopes = scopes };
	set("client_id", "me");
	set("user", "anna@x");
	set("issuer", "https://sso.example");
	a = (struct mb_authorization){ NULL, NULL, NULL, NULL };
	return mb_party_init(&party, &account, &err) && (party.client_id = strdup("me")) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	mb_authorization_fini(&a);
	mb_party_fini(&party);
	mb_given_fini(&account.given);
	return 0;
}

static void begin(void)
{
	struct mb_err err = MB_ERR_INIT;

	mb_authorization_fini(&a);
	assert_true(mb_authorization_begin(&a, &party, "http://127.0.0.1:1/", &err));
}

/* The URL has NAME=VALUE among its parameters. */
static bool asks(const char *parameter)
{
	const char *at = strstr(a.url, parameter);

	return at && (at[-1] == '?' || at[-1] == '&') &&
	       (!at[strlen(parameter)] || at[strlen(parameter)] == '&');
}

static void the_url(void **state)
{
	unsigned char digest[MB_SHA256_LEN];
	struct mb_buf wanted;

	(void)state;
	begin();
	assert_int_equal(strncmp(a.url, AT "authorize?", strlen(AT "authorize?")), 0);
	assert_true(asks("response_type=code"));
	assert_true(asks("client_id=me"));
	assert_true(asks("redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F"));
	assert_true(asks("scope=mail%20more"));
	assert_true(asks("code_challenge_method=S256"));
	assert_true(asks("login_hint=anna%40x"));
	assert_true(asks("prompt=consent"));
	assert_null(strstr(a.url, "only="));
	assert_null(strstr(a.url, "state=mine"));
	assert_string_equal(a.redirect_uri, "http://127.0.0.1:1/");
	assert_int_equal(mb_secret_len(a.state), 43);
	assert_int_equal(mb_secret_len(a.verifier), 43);
	assert_string_not_equal(mb_secret_expose(a.state), mb_secret_expose(a.verifier));
	assert_null(strstr(a.url, mb_secret_expose(a.verifier)));
	mb_buf_init(&wanted, 200);
	mb_buf_addf(&wanted, "state=%s", mb_secret_expose(a.state));
	assert_true(asks(mb_buf_str(&wanted)));
	mb_buf_fini(&wanted);
	/* RFC 7636 4.2 */
	mb_sha256(digest, mb_secret_expose(a.verifier), 43);
	mb_buf_init(&wanted, 200);
	mb_buf_adds(&wanted, "code_challenge=");
	mb_base64url(&wanted, digest, sizeof(digest));
	assert_true(asks(mb_buf_str(&wanted)));
	mb_buf_fini(&wanted);
	set("login_hint", "a@x");
	set("authorize_params", "access=offline");
	begin();
	assert_true(asks("login_hint=a%40x"));
	assert_true(asks("access=offline"));
}

/* What comes back: NULL is a form that redeems the code, else what is said. */
static void comes(const struct mb_redirect *redirect, enum mb_code code, const char *text)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_form *form = mb_authorization_form(&a, &party, redirect, &err);

	assert_int_equal(err.code, code);
	assert_int_equal(form != NULL, text == NULL);
	if (text && !strstr(err.text, text))
		fail_msg("%s", err.text);
	mb_form_free(&form);
	mb_err_clear(&err);
}

static void the_form(void **state)
{
	struct mb_redirect redirect = { .code = mb_secret_new("c", 1) };
	struct mb_err err = MB_ERR_INIT;
	struct mb_form *form;
	struct mb_buf have, wanted;

	(void)state;
	begin();
	form = mb_authorization_form(&a, &party, &redirect, &err);
	mb_buf_init(&have, 1000);
	mb_form_encode(form, &have);
	mb_buf_init(&wanted, 1000);
	mb_buf_addf(
	    &wanted,
	    "grant_type=authorization_code&code=c&redirect_uri=http%%3A%%2F%%2F127.0.0.1%%3A1%%2F&"
	    "code_verifier=%s",
	    mb_secret_expose(a.verifier));
	assert_string_equal(mb_buf_str(&have), mb_buf_str(&wanted));
	assert_true(mb_form_is_secret(form, "code") && mb_form_is_secret(form, "code_verifier"));
	mb_buf_fini(&have);
	mb_buf_fini(&wanted);
	mb_form_free(&form);
	mb_secret_free(&redirect.code);
	comes(&redirect, MB_E_RETRY, "sent no code");
}

static void a_refusal(void **state)
{
	char error[] = "access_denied", text[] = "no";
	struct mb_redirect redirect = { .error = error, .error_description = text };

	(void)state;
	begin();
	comes(&redirect, MB_E_DENIED, "(access_denied: the sign-in was refused: no)");
}

/* RFC 9207: the issuer must be the right one, and there, if that was promised. */
static void whose_answer_it_is(void **state)
{
	char wrong[] = "https://sso.example/", right[] = "https://sso.example";
	struct mb_redirect redirect = { .code = mb_secret_new("c", 1) };

	(void)state;
	begin();
	comes(&redirect, MB_OK, NULL);
	redirect.iss = right;
	comes(&redirect, MB_OK, NULL);
	redirect.iss = wrong;
	comes(&redirect, MB_E_DENIED, "(iss is https://sso.example/, not https://sso.example)");
	redirect.bare = true;
	comes(&redirect, MB_E_DENIED, "iss is");
	redirect.iss = NULL;
	plugin.traits = MB_TRAIT_ISS;
	comes(&redirect, MB_OK, NULL); /* nothing but the code was pasted */
	redirect.bare = false;
	comes(&redirect, MB_E_DENIED, "does not say which provider");
	redirect.iss = right;
	comes(&redirect, MB_OK, NULL);
	mb_given_remove(&account.given, "issuer"); /* without an issuer nothing can be compared */
	redirect.iss = NULL;
	comes(&redirect, MB_OK, NULL);
	redirect.iss = wrong;
	comes(&redirect, MB_OK, NULL);
	mb_secret_free(&redirect.code);
}

static bool publishes(const char *document)
{
	struct mb_err err = MB_ERR_INIT;
	bool ok;

	free(party.token_endpoint);
	ok = mb_discover_take(&party, mb_json_parse(document, strlen(document)), &err);
	mb_err_clear(&err);
	return ok;
}

static void an_issuer_promises_iss(void **state)
{
	struct mb_redirect redirect = { .code = mb_secret_new("c", 1) };

	(void)state;
	begin();
	assert_true(publishes("{\"authorization_response_iss_parameter_supported\":false}"));
	comes(&redirect, MB_OK, NULL);
	assert_true(publishes("{\"authorization_response_iss_parameter_supported\":true}"));
	comes(&redirect, MB_E_DENIED, "does not say which provider");
	mb_secret_free(&redirect.code);
}

static void a_placeholder_in_the_issuer(void **state)
{
	static const struct {
		const char *iss;
		bool same;
	} all[] = {
		{ AT "abc/v2", true },
		{ AT "{tenantid}/v2", true },
		{ AT "/v2", false },
		{ AT "abc/v3", false },
		{ AT "abc", false },
		{ AT "abc/def/v2", false },
		{ "https://other.example/abc/v2", false },
	};

	(void)state;
	assert_true(publishes("{\"issuer\":\"" AT "{tenantid}/v2\"}"));
	for (size_t i = 0; i < N(all); i++)
		if (mb_discover_is_issuer(&party, all[i].iss) != all[i].same)
			fail_msg("%s", all[i].iss);
	assert_true(publishes("{\"issuer\":\"" AT "\"}"));
	assert_true(mb_discover_is_issuer(&party, AT));
	assert_false(mb_discover_is_issuer(&party, "https://sso.example"));
}

static void what_is_published(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *url;

	(void)state;
	assert_int_equal(mb_discover_auth_method(&party, "none"), MB_NOT_KNOWN);
	assert_true(publishes("{\"issuer\":\"https://sso.example\",\"revocation_endpoint\":\"" AT
			      "revoke\","
			      "\"registration_endpoint\":\"http://127.0.0.1/\","
			      "\"token_endpoint_auth_methods_supported\":[1,\"none\"]}"));
	assert_int_equal(mb_discover_auth_method(&party, "none"), MB_YES);
	assert_int_equal(mb_discover_auth_method(&party, "client_secret_post"), MB_NO);
	url = mb_discover_required(&party, MB_ENDPOINT_REVOCATION, &err);
	assert_string_equal(url, AT "revoke");
	free(url);
	/* the account's own goes first */
	url = mb_discover_required(&party, MB_ENDPOINT_TOKEN, &err);
	assert_string_equal(url, AT "token");
	free(url);
	assert_null(mb_discover_endpoint(&party, MB_ENDPOINT_DEVICE_AUTHORIZATION, &err));
	assert_int_equal(err.code, MB_OK);
	assert_null(mb_discover_required(&party, MB_ENDPOINT_DEVICE_AUTHORIZATION, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	assert_non_null(strstr(err.text, "the issuer publishes none"));
	mb_err_clear(&err);
	/* an issuer elsewhere does not make us ask this machine */
	assert_null(mb_discover_required(&party, MB_ENDPOINT_REGISTRATION, &err));
	assert_non_null(strstr(err.text, "must begin with https://"));
	mb_err_clear(&err);
	assert_true(publishes(
	    "{\"issuer\":\"http://127.0.0.1\",\"registration_endpoint\":\"http://127.0.0.1/r\"}"));
	url = mb_discover_required(&party, MB_ENDPOINT_REGISTRATION, &err);
	assert_string_equal(url, "http://127.0.0.1/r");
	free(url);
}

static void what_helps_to_a_refresh_token(void **state)
{
	char *scope = party.scope, other[] = "mails  mai", last[] = " x mail";

	(void)state;
	assert_string_equal(mb_no_refresh_remedy(&party),
			    "ask the provider to allow this client refresh tokens");
	plugin.no_refresh = no_refresh;
	assert_string_equal(mb_no_refresh_remedy(&party), "set access"); /* mail is asked for */
	party.scope = other;
	assert_string_equal(mb_no_refresh_remedy(&party), "add mail to scope");
	party.scope = last;
	assert_string_equal(mb_no_refresh_remedy(&party), "set access");
	set("authorize_params", "access=offline");
	assert_string_equal(mb_no_refresh_remedy(&party), "ask for more");
	party.scope = scope;
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_url),
		TEST(the_form),
		TEST(a_refusal),
		TEST(whose_answer_it_is),
		TEST(an_issuer_promises_iss),
		TEST(a_placeholder_in_the_issuer),
		TEST(what_is_published),
		TEST(what_helps_to_a_refresh_token),
	};

	mb_json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
