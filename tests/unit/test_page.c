/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/sha256.h"
#include "net/page.h"

static struct mb_buf page;

static const char *format(unsigned status, const char *title, const char *sentence)
{
	mb_buf_fini(&page);
	mb_buf_init(&page, 2 * MB_PAGE_MAX);
	mb_page_format(&page, status, title, sentence);
	assert_true(mb_buf_ok(&page));
	return mb_buf_str(&page);
}

static int teardown(void **state)
{
	(void)state;
	mb_buf_fini(&page);
	return 0;
}

static const char *body_of(const char *response)
{
	const char *end = strstr(response, "\r\n\r\n");

	assert_non_null(end);
	return end + 4;
}

static void has_the_headers_that_keep_it_private(void **state)
{
	static const char *const headers[] = {
		"\r\nContent-Type: text/html; charset=utf-8\r\n",
		"\r\nContent-Security-Policy: default-src 'none'; style-src 'sha256-",
		"; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n",
		"\r\nCache-Control: no-store\r\n",
		"\r\nReferrer-Policy: no-referrer\r\n",
		"\r\nX-Content-Type-Options: nosniff\r\n",
		"\r\nConnection: close\r\n",
	};
	const char *r = format(200, "Signed in", "You can close this window.");

	(void)state;
	for (size_t i = 0; i < N(headers); i++)
		if (!strstr(r, headers[i]) || strstr(r, headers[i]) > body_of(r))
			fail_msg("%s", headers[i]);
	assert_non_null(strstr(r, "<meta charset=utf-8>"));
	assert_non_null(strstr(r, "<p>You can close this window.</p>"));
	assert_non_null(strstr(r, "color-scheme:light dark"));
}

static void has_its_status_and_exact_length(void **state)
{
	static const struct {
		unsigned status;
		const char *line;
	} rows[] = {
		{ 200, "HTTP/1.1 200 OK\r\n" },
		{ 400, "HTTP/1.1 400 Bad Request\r\n" },
		{ 404, "HTTP/1.1 404 Not Found\r\n" },
		{ 405, "HTTP/1.1 405 Method Not Allowed\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		const char *r = format(rows[i].status, "Title", "gr\303\274n"), *at;

		assert_non_null(mb_text_after(r, rows[i].line));
		at = strstr(r, "\r\nContent-Length: ");
		assert_non_null(at);
		assert_int_equal(strtoul(at + 18, NULL, 10), strlen(body_of(r)));
		assert_int_equal(page.len, strlen(r));
		assert_int_equal(strstr(r, "\r\nAllow: GET\r\n") != NULL, rows[i].status == 405);
	}
}

/* Or the browser would show the page without its style. */
static void the_policy_allows_the_style(void **state)
{
	const char *r = format(200, "Signed in", NULL);
	const char *start = strstr(r, "<style>"), *end = strstr(r, "</style>");
	unsigned char digest[MB_SHA256_LEN];
	struct mb_buf want;

	(void)state;
	assert_non_null(start);
	assert_non_null(end);
	start += 7;
	mb_sha256(digest, start, (size_t)(end - start));
	mb_buf_init(&want, 200);
	mb_buf_adds(&want, "style-src 'sha256-");
	mb_base64(&want, digest, sizeof(digest));
	mb_buf_adds(&want, "';");
	if (!strstr(r, mb_buf_str(&want)))
		fail_msg("the style's hash is: %s", mb_buf_str(&want));
	mb_buf_fini(&want);
}

static void loads_and_runs_nothing(void **state)
{
	static const char *const never[] = { "<script", "src=",    "http:", "https:",
					     "url(",    "@import", " on",   "style=" };
	const char *body = body_of(format(400, "Not signed in", "because"));

	(void)state;
	for (size_t i = 0; i < N(never); i++)
		if (strcasestr(body, never[i]))
			fail_msg("%s", never[i]);
}

static void text_stays_text(void **state)
{
	const char *r = format(400, "Not signed in",
			       "<script>alert('1')</script> \"&amp;\"\r\n\r\n\033[2J\377");

	(void)state;
	assert_null(strstr(r, "<script"));
	assert_non_null(strstr(r, "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; "
				  "&quot;&amp;amp;&quot; [2J?</p>"));
	assert_non_null(strstr(format(200, "a<b", NULL), "<h1>a&lt;b</h1>"));
}

static void any_sentence_fits(void **state)
{
	char *text = malloc(10001);
	const char *r;

	(void)state;
	memset(text, '"', 10000);
	text[10000] = '\0';
	r = format(400, "Not signed in", text);
	assert_true(page.len < MB_PAGE_MAX);
	assert_non_null(strstr(r, "</html>"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_the_headers_that_keep_it_private),
		cmocka_unit_test(has_its_status_and_exact_length),
		cmocka_unit_test(the_policy_allows_the_style),
		cmocka_unit_test(loads_and_runs_nothing),
		cmocka_unit_test(text_stays_text),
		cmocka_unit_test(any_sentence_fits),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
