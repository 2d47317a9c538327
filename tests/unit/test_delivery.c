/* SPDX-License-Identifier: MIT */
/* When a message is sent, looked for, or left to the next try: the IMAP session is fake_imap.c. */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "config/account.h"
#include "config/config.h"
#include "mail/delivery.h"
#include "mail/message.h"
#include "store/flight.h"
#include "store/paths.h"
#include "unit/fake_imap.h"

#define MAIL "Subject: x\r\n\r\nhello\r\n" /* 21 bytes */

static int64_t slept;

void __wrap_mb_clock_sleep_ms(int64_t ms, struct mb_deadline deadline);
int64_t __wrap_mb_deadline_left_ms(struct mb_deadline deadline);
int64_t __real_mb_deadline_left_ms(struct mb_deadline deadline);

void __wrap_mb_clock_sleep_ms(int64_t ms, struct mb_deadline deadline)
{
	int64_t left = __real_mb_deadline_left_ms(deadline);

	assert_true(left >= ms - 1000);
	slept += ms;
}

int64_t __wrap_mb_deadline_left_ms(struct mb_deadline deadline)
{
	int64_t left = __real_mb_deadline_left_ms(deadline) - server.passed_ms;

	return left > 0 ? left : 0;
}

static const struct mb_plugin plugin = { MB_PLUGIN_HEAD, .name = "test" };
static struct mb_config config;
static char name[] = "work", other_name[] = "other";
static struct mb_account work = { .name = name, .plugin = &plugin, .config = &config };
static const struct mb_account other = { .name = other_name, .plugin = &plugin, .config = &config };
static struct mb_paths paths;
static struct mb_delivery d;
static struct mb_message message;
static struct mb_flight flight;
static struct mb_imap_place place;

static int setup(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	if (scratch_setup(state) < 0)
		return -1;
	mb_given_set(&work.given, "timeout", strdup("10"), 1);
	memset(&server, 0, sizeof(server));
	server.status = (struct mb_imap_mailbox){ .uidvalidity = 3, .uidnext = 7 };
	server.place = (struct mb_imap_place){ 3, 7 };
	slept = 0;
	mb_buf_init(&heard, 10000);
	paths.state = scratch_path("state");
	mb_delivery_init(&d, &work, &paths, "\\Seen");
	mb_message_init(&message, scratch_dir(), MB_MESSAGE_MAX);
	free(mb_flight_dir(&paths, &err));
	return mb_message_add(&message, MAIL, strlen(MAIL), &err) && mb_message_end(&message, &err)
		   ? 0
		   : -1;
}

static int teardown(void **state)
{
	mb_message_fini(&message);
	mb_delivery_fini(&d);
	mb_buf_fini(&heard);
	mb_given_fini(&work.given);
	free(paths.state);
	return scratch_teardown(state);
}

/* What the server has heard since the last time. */
static void hears(const char *wanted)
{
	assert_string_equal(mb_buf_str(&heard), wanted);
	mb_buf_fini(&heard);
	mb_buf_init(&heard, 10000);
}

static enum mb_code put(const char *mailbox)
{
	struct mb_err err = MB_ERR_INIT;
	enum mb_code code;
	bool ok = mb_delivery_put(&d, &message, mailbox, &flight, &place, &err);

	code = err.code;
	assert_int_equal(ok, code == MB_OK);
	mb_err_clear(&err);
	return code;
}

static unsigned records(void)
{
	char *dir = scratch_path("state/flight");
	unsigned n = scratch_count(dir);

	free(dir);
	return n;
}

/* A try whose outcome nobody knows, lost just now. */
static void lose(void)
{
	enum mb_imap_answer append = server.append[0];

	server.append[0] = MB_IMAP_BROKEN;
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	hears("open STATUS INBOX APPEND INBOX (\\Seen) 21 close ");
	assert_int_equal(records(), 1);
	server.append[0] = append;
	server.appends = 0;
}

static void it_is_sent(void **state)
{
	(void)state;
	server.place.uid = 70;
	assert_int_equal(put("INBOX"), MB_OK);
	hears("open STATUS INBOX APPEND INBOX (\\Seen) 21 ");
	assert_int_equal(place.uidvalidity, 3);
	assert_int_equal(place.uid, 70);
	assert_int_equal(flight.uidnext, 70);
	mb_flight_close(&flight);
	assert_int_equal(records(), 1); /* until the caller ends it */
	assert_int_equal(slept, 0);
}

/* One session; each mailbox is asked about once, as long as the server tells the places. */
static void one_session_for_all(void **state)
{
	(void)state;
	assert_int_equal(put("INBOX"), MB_OK);
	mb_flight_end(&flight);
	assert_int_equal(put("INBOX"), MB_OK);
	assert_int_equal(place.uid, 8);
	mb_flight_end(&flight);
	server.place.uid = 0;
	assert_int_equal(put("Entw\303\274rfe"), MB_OK);
	mb_flight_end(&flight);
	assert_int_equal(put("Entw\303\274rfe"), MB_OK);
	mb_flight_end(&flight);
	hears("open STATUS INBOX APPEND INBOX (\\Seen) 21 APPEND INBOX (\\Seen) 21 "
	      "STATUS Entw&APw-rfe APPEND Entw&APw-rfe (\\Seen) 21 "
	      "STATUS Entw&APw-rfe APPEND Entw&APw-rfe (\\Seen) 21 ");
	mb_delivery_fini(&d);
	hears("LOGOUT close ");
	mb_delivery_fini(&d);
	hears("");
}

/* The next UIDNEXT is behind the place of the last message. */
static void the_place_of_the_next(void **state)
{
	(void)state;
	server.place.uid = 90;
	server.place.uidvalidity = 4;
	assert_int_equal(put("INBOX"), MB_OK);
	mb_flight_end(&flight);
	server.append[1] = MB_IMAP_BROKEN;
	server.append[2] = MB_IMAP_BROKEN;
	server.broken = MB_E_IO;
	assert_int_equal(put("INBOX"), MB_E_IO);
	hears("open STATUS INBOX APPEND INBOX (\\Seen) 21 APPEND INBOX (\\Seen) 21 close ");
	server.status.uidvalidity = 4;
	server.appends = 0;
	assert_int_equal(put("INBOX"), MB_OK);
	hears("open EXAMINE INBOX FIND 91 CLOSE STATUS INBOX APPEND INBOX (\\Seen) 21 ");
	mb_flight_end(&flight);
}

static void a_refused_message_leaves_nothing(void **state)
{
	(void)state;
	server.append[0] = MB_IMAP_NO;
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	assert_int_equal(records(), 0);
	assert_int_equal(put("INBOX"),
			 MB_OK); /* the session is good, what is known of the mailbox is not */
	hears("open STATUS INBOX APPEND INBOX (\\Seen) 21 STATUS INBOX APPEND INBOX (\\Seen) 21 ");
	mb_flight_end(&flight);
	server.statuses = MB_IMAP_NO;
	assert_int_equal(put("Lists"), MB_E_RETRY);
	assert_int_equal(records(), 0);
}

static void limits(void **state)
{
	static const struct {
		uint64_t all, one;
		bool fits;
	} table[] = {
		{ 21, 0, true },  { 20, 0, false }, { 0, 21, true },
		{ 0, 20, false }, { 22, 22, true },
	};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		server.limit = table[i].all;
		server.status.appendlimit = table[i].one;
		server.appends = 0;
		assert_int_equal(put("INBOX"), table[i].fits ? MB_OK : MB_E_DATA);
		assert_int_equal(server.appends, table[i].fits);
		if (table[i].fits)
			mb_flight_end(&flight);
		assert_int_equal(records(), 0);
		mb_delivery_fini(&d);
	}
}

/* A session that had served before may have ended long ago. */
static void once_more_in_an_old_session(void **state)
{
	(void)state;
	assert_int_equal(put("INBOX"), MB_OK);
	mb_flight_end(&flight);
	server.append[1] = MB_IMAP_BROKEN;
	server.mails[0].uid = 8;
	server.mails[0].text = MAIL;
	assert_int_equal(put("INBOX"), MB_OK);
	hears("open STATUS INBOX APPEND INBOX (\\Seen) 21 APPEND INBOX (\\Seen) 21 close "
	      "open EXAMINE INBOX FIND 8 FETCH 8 ");
	assert_int_equal(place.uid, 8);
	assert_true(slept >= 2000);
	mb_flight_end(&flight);
	/* not for ever */
	server.append[2] = server.append[3] = MB_IMAP_BROKEN;
	server.mails[0].text = NULL;
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	assert_int_equal(server.appends, 4);
}

static void it_has_arrived(void **state)
{
	(void)state;
	lose();
	server.mails[0].uid = 9;
	server.mails[0].text = "Subject: y\r\n\r\nhello\r\n"; /* as long */
	server.mails[1].uid = 8;
	server.mails[1].text = MAIL "more\r\n";
	server.mails[2].uid = 6;
	server.mails[2].text = MAIL; /* there before we sent ours */
	server.mails[3].uid = 11;
	server.mails[3].text = MAIL;
	assert_int_equal(put("INBOX"), MB_OK);
	hears("open EXAMINE INBOX FIND 7 FETCH 8 FETCH 9 FETCH 11 ");
	assert_int_equal(server.least, 10);
	assert_int_equal(server.most, 21 + 65536);
	assert_int_equal(place.uidvalidity, 3);
	assert_int_equal(place.uid, 11);
	assert_in_range(slept, 2000, 3000);
	mb_flight_end(&flight);
	assert_int_equal(records(), 0);
}

static void it_has_not_arrived(void **state)
{
	(void)state;
	lose();
	assert_int_equal(put("INBOX"), MB_OK);
	hears("open EXAMINE INBOX FIND 7 CLOSE STATUS INBOX APPEND INBOX (\\Seen) 21 ");
	mb_flight_end(&flight);
	assert_int_equal(records(), 0);
}

static void another_uidvalidity(void **state)
{
	(void)state;
	lose();
	server.status.uidvalidity = 4;
	server.append[0] = MB_IMAP_NO;
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	hears("open EXAMINE INBOX FIND 1 CLOSE STATUS INBOX APPEND INBOX (\\Seen) 21 ");
	assert_int_equal(records(), 1); /* the first may still come */
}

static void what_a_search_may_meet(void **state)
{
	(void)state;
	lose();
	server.examine = MB_IMAP_NO;
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	hears("open EXAMINE INBOX ");
	server.examine = MB_IMAP_OK;
	server.find = MB_IMAP_BROKEN;
	server.broken = MB_E_IO;
	assert_int_equal(put("INBOX"), MB_E_IO);
	hears("EXAMINE INBOX FIND 7 close ");
	server.find = MB_IMAP_OK;
	server.fetch = MB_IMAP_BROKEN;
	server.mails[0].uid = 7;
	server.mails[0].text = MAIL;
	assert_int_equal(put("INBOX"), MB_E_IO);
	hears("open EXAMINE INBOX FIND 7 FETCH 7 close ");
	assert_int_equal(records(), 1);
}

/* One is compared at least, and the next try goes on behind it. */
static void a_long_search(void **state)
{
	(void)state;
	lose();
	for (uint32_t i = 0; i < 3; i++) {
		server.mails[i].uid = 9 - i;
		server.mails[i].text = "no";
	}
	server.slow_ms = 25000; /* of five times the time limit of ten seconds */
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	hears("open EXAMINE INBOX FIND 7 FETCH 7 FETCH 8 close ");
	server.passed_ms = 0;
	server.slow_ms = 100000;
	server.append[0] = MB_IMAP_NO;
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	hears("open EXAMINE INBOX FIND 9 FETCH 9 CLOSE STATUS INBOX APPEND INBOX (\\Seen) 21 ");
}

static void accounts_are_apart(void **state)
{
	(void)state;
	lose();
	mb_delivery_fini(&d);
	mb_delivery_init(&d, &other, &paths, "\\Seen");
	assert_int_equal(put("INBOX"), MB_OK);
	hears("open STATUS INBOX APPEND INBOX (\\Seen) 21 ");
	mb_flight_end(&flight);
	assert_int_equal(records(), 1);
}

static bool ready(const char *mailbox, enum mb_code code)
{
	struct mb_err err = MB_ERR_INIT;
	bool ok = mb_delivery_ready(&d, mailbox, &err);

	assert_int_equal(err.code, code);
	mb_err_clear(&err);
	return ok;
}

static void is_the_mailbox_there(void **state)
{
	char *long_name = malloc(5000);

	(void)state;
	assert_true(ready("INBOX", MB_OK));
	assert_true(ready("INBOX", MB_OK));
	hears("open STATUS INBOX ");
	server.statuses = MB_IMAP_NO;
	assert_false(ready("Lists", MB_E_RETRY));
	hears("STATUS Lists ");
	server.statuses = MB_IMAP_BROKEN;
	assert_false(ready("Sent", MB_E_RETRY));
	hears("STATUS Sent close ");
	server.statuses = MB_IMAP_OK;
	server.deaf = true;
	assert_false(ready("INBOX", MB_E_RETRY));
	hears("open close ");
	assert_int_equal(put("INBOX"), MB_E_RETRY);
	hears("open close ");
	assert_int_equal(records(), 0);
	memset(long_name, 'x', 4999);
	long_name[4999] = '\0';
	assert_false(ready(long_name, MB_E_USAGE));
	assert_int_equal(put(long_name), MB_E_USAGE);
	free(long_name);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_is_sent),
		TEST(one_session_for_all),
		TEST(the_place_of_the_next),
		TEST(a_refused_message_leaves_nothing),
		TEST(limits),
		TEST(once_more_in_an_old_session),
		TEST(it_has_arrived),
		TEST(it_has_not_arrived),
		TEST(another_uidvalidity),
		TEST(what_a_search_may_meet),
		TEST(a_long_search),
		TEST(accounts_are_apart),
		TEST(is_the_mailbox_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
