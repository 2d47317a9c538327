/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "net/url.h"

static const char no_url[] = "is not a URL", https[] = "must begin with https://",
		  user[] = "must not contain a user", host[] = "names no host",
		  fragment[] = "must not contain a #fragment";

static void where_requests_may_go(void **state)
{
	static const struct {
		const char *url, *fault;
	} rows[] = {
		{ "https://login.example/token", NULL },
		{ "HTTPS://login.example", NULL },
		{ "https://login.example:8443?a=b&c=https://other.example/", NULL },
		{ "https://login.example/a@b:c//d", NULL },
		{ "https://192.0.2.1/", NULL },
		{ "https://[2001:db8::1]:8443/", NULL },
		{ "https://[fe80::1%25eth0]/", NULL },
		{ "http://127.0.0.1:1/", NULL },
		{ "http://127.8.9.1/", NULL },
		{ "http://[::1]:1/", NULL },
		{ "http://localhost/", https },
		{ "http://127.0.0.1.example/", https },
		{ "http://login.example/", https },
		{ "http://128.0.0.1/", https },
		{ "ftp://login.example/", https },
		/* libcurl goes to the first host, and people read the second */
		{ "https:/evil.example/://login.example/token", no_url },
		{ "https:evil.example/://login.example/token", no_url },
		{ "https:evil.example", no_url },
		{ "https:", no_url },
		{ "https:/", no_url },
		{ "http:/127.0.0.1:1/://login.example", no_url },
		{ "https:///evil.example/", host },
		{ "https:////evil.example/", host },
		{ "https://:443/", host },
		{ "https://?login.example", host },
		{ "https://", host },
		{ "https://login.example@evil.example/", user },
		{ "https://login.example:x@evil.example/", user },
		{ "https://@login.example/", user },
		{ "https://login.example\\@evil.example/", user },
		{ "https://login.example\\.evil.example/", no_url },
		{ "https://login%2eexample/", no_url },
		{ "https://login.example:/", no_url },
		{ "https://login.example:99999/", no_url },
		{ "https://login.example:44x/", no_url },
		{ "https://[2001:db8::1/", no_url },
		{ "https://[2001:db8::1]x/", no_url },
		{ "https://[login.example]/", no_url },
		{ "https://192.0.2.1,evil.example/", no_url },
		{ "https://login.example;evil/", no_url },
		{ "https://0x7f.1/", no_url }, /* libcurl: 127.0.0.1 */
		{ "http://127.1/", https },
		{ "http://0177.0.0.1/", https },
		{ "http://2130706433/", https },
		{ "http://anna:x@login.example/", https },
		{ "http://127.0.0.1@login.example/", https },
		{ "http://login.example@127.0.0.1/", user },
		{ "https://login.example/\t", no_url },
		{ "https://login.example/\303\244", no_url },
		{ "https://login.ex\303\244mple/", no_url },
		{ "login.example/token", no_url },
		{ "", no_url },
		{ "https://login.example/#there", fragment },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		const char *fault = mb_url_fault(rows[i].url);

		if (rows[i].fault
			? !fault || strncmp(fault, rows[i].fault, strlen(rows[i].fault)) != 0
			: fault != NULL)
			fail_msg("%s: %s", rows[i].url, fault ? fault : "no fault");
	}
}

static void hosts(void **state)
{
	static const char *const good[] = { "imap.example", "127.0.0.1",
					    "::1",          "[::1]",
					    "fe80::1%eth0", "localhost",
					    "my_server",    "m\303\274nchen.example" };
	static const char *const bad[] = {
		"",
		"imap.example:993",
		"evil.example/@imap.example",
		"a@b",
		"a?b",
		"a#b",
		"a b",
		"imap.example/",
		"a\\b",
		"%61",
		"[::1]:993",
		"[imap.example]",
		"[]",
		"::x",
		"[::1",
	};

	(void)state;
	for (size_t i = 0; i < N(good); i++)
		if (!mb_url_is_host(good[i]))
			fail_msg("%s is one", good[i]);
	for (size_t i = 0; i < N(bad); i++)
		if (mb_url_is_host(bad[i]))
			fail_msg("\"%s\" is none", bad[i]);
}

static void origin(void **state)
{
	char *text = mb_url_origin("https://login.example:8443/a://b");

	(void)state;
	assert_string_equal(text, "https://login.example:8443");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_requests_may_go),
		cmocka_unit_test(hosts),
		cmocka_unit_test(origin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
