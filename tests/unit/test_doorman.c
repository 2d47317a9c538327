/* SPDX-License-Identifier: MIT */
/* Who is let in at the loopback listener, and led on; other users: cli/strangers.tap. */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/text.h"
#include "net/loopback.h"
#include "unit/browser.h"

/* The request and the end arrive in one packet (MSG_MORE); another one comes then. */
static void leave_at_once(struct browser *b)
{
	char reply[8192] = "";
	int fd = browser_dial(1, b->port);

	if (fd < 0 || send(fd, BROWSER_GOOD, strlen(BROWSER_GOOD), MSG_MORE) < 0 ||
	    shutdown(fd, SHUT_WR) < 0 || !browser_read_all(fd, reply, sizeof(reply)) ||
	    !mb_text_after(reply, "HTTP/1.1 403 "))
		strcpy(b->failure, "it was not turned away");
	close(fd);
}

static void who_leaves_at_once_brings_no_answer(void **state)
{
	struct browser b = { .before = leave_at_once };
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_loopback *lb = browser_listen("http://localhost");

	(void)state;
	browser_start(&b, browser_port(lb), BROWSER_GOOD);
	assert_true(mb_loopback_wait(lb, "st4te", mb_deadline_in(20), &answer, &err));
	assert_string_equal(mb_secret_expose(answer.code), "c0de");
	mb_redirect_fini(&answer);
	mb_loopback_answer(lb, true, NULL);
	mb_loopback_close(&lb);
	browser_join(&b);
	assert_true(b.whole);
}

static void the_way_to_the_provider_is_shown(void **state)
{
	static const char to[] = "https://provider.test/auth?state=st4te&code_challenge=x";
	struct mb_loopback *lb = browser_listen("http://localhost/cb");
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct browser b = { 0 };
	char want[100], request[200];
	const char *lead = mb_loopback_lead(lb, to, "n4me");

	(void)state;
	snprintf(want, sizeof(want), "http://localhost:%lu/n4me",
		 strtoul(mb_loopback_uri(lb) + strlen("http://localhost:"), NULL, 10));
	assert_string_equal(lead, want);
	snprintf(request, sizeof(request), "GET /n4me HTTP/1.1\r\nHost: localhost\r\n\r\n");
	browser_start(&b, (unsigned)strtoul(lead + strlen("http://localhost:"), NULL, 10), request);
	assert_false(mb_loopback_wait(lb, "st4te", mb_deadline_in(1), &answer, &err));
	browser_join(&b);
	assert_true(b.whole);
	assert_non_null(mb_text_after(b.reply, "HTTP/1.1 302 "));
	snprintf(request, sizeof(request), "\r\nLocation: %s\r\n", to);
	assert_non_null(strstr(b.reply, request));
	assert_non_null(strstr(b.reply, "\r\nCache-Control: no-store\r\n"));
	mb_err_clear(&err);
	mb_loopback_close(&lb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_leaves_at_once_brings_no_answer),
		cmocka_unit_test(the_way_to_the_provider_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
