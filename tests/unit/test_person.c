/* SPDX-License-Identifier: MIT */
/* Whether the same person signed in as before. */
#include "unit/scratch.h"

#include <string.h>

#include "account/person.h"
#include "account/session.h"
#include "config/account.h"
#include "meaning/reply.h"

static const struct mb_plugin plugin = { MB_PLUGIN_HEAD, .name = "test" };
static char name[] = "work", id[] = "id", other_id[] = "other id", authority[] = "https://x/token";
static char moved[] = "https://y/token", issuer[] = "https://x", bare_issuer[] = "x",
	    other_issuer[] = "https://z";
static char one[] = "1", two[] = "2", anna[] = "anna@x", anna_loud[] = "ANNA@X", bert[] = "bert@x";
static const struct mb_account account = { .name = name, .plugin = &plugin };

struct who {
	char *issuer, *subject, *signed_in_as;
};

/* Session and tokens of a client that has not changed. */
static enum mb_person compare(struct mb_session *s, struct who then, struct who now)
{
	struct mb_tokens tokens = { .issuer = now.issuer,
				    .subject = now.subject,
				    .signed_in_as = now.signed_in_as };

	s->record.issuer = then.issuer;
	s->record.subject = then.subject;
	s->record.signed_in_as = then.signed_in_as;
	return mb_person_compare(s, &tokens);
}

static struct mb_session session(void)
{
	struct mb_session s = MB_SESSION_INIT;

	s.party.account = &account;
	s.party.client_id = s.record.client_id = id;
	s.party.authority = s.record.token_endpoint = authority;
	s.have_record = true;
	return s;
}

static void the_subject_decides(void **state)
{
	static const struct {
		struct who then, now;
		enum mb_person person;
	} all[] = {
		{ { issuer, one, anna }, { issuer, one, bert }, MB_PERSON_SAME },
		{ { issuer, one, anna }, { issuer, two, anna }, MB_PERSON_OTHER },
		{ { issuer, one, anna }, { bare_issuer, one, anna }, MB_PERSON_SAME },
		{ { bare_issuer, one, anna }, { issuer, two, anna }, MB_PERSON_OTHER },
		{ { issuer, one, anna }, { other_issuer, one, anna }, MB_PERSON_OTHER },
		/* too little for that: the name */
		{ { issuer, one, anna }, { issuer, NULL, bert }, MB_PERSON_OTHER },
		{ { issuer, one, anna }, { NULL, one, anna_loud }, MB_PERSON_SAME },
		{ { issuer, NULL, anna }, { issuer, one, bert }, MB_PERSON_OTHER },
		{ { NULL, one, anna }, { issuer, one, bert }, MB_PERSON_OTHER },
		{ { NULL, NULL, anna }, { NULL, NULL, anna }, MB_PERSON_SAME },
		{ { NULL, NULL, anna }, { NULL, NULL, NULL }, MB_PERSON_UNSEEN },
		{ { NULL, NULL, NULL }, { NULL, NULL, anna }, MB_PERSON_UNSEEN },
	};
	struct mb_session s = session();

	(void)state;
	for (size_t i = 0; i < N(all); i++)
		if (compare(&s, all[i].then, all[i].now) != all[i].person)
			fail_msg("row %zu", i);
}

/* With other settings a difference says nothing, so the name decides. */
static void the_settings_have_changed(void **state)
{
	struct who then = { issuer, one, anna }, other = { issuer, two, anna };
	struct who elsewhere = { other_issuer, one, anna };
	struct mb_session s = session();

	(void)state;
	s.record.client_id = other_id;
	assert_int_equal(compare(&s, then, other), MB_PERSON_SAME);
	assert_int_equal(compare(&s, then, elsewhere), MB_PERSON_OTHER);
	s.record.client_id = NULL;
	assert_int_equal(compare(&s, then, other), MB_PERSON_SAME);
	s = session();
	s.record.token_endpoint = moved;
	assert_int_equal(compare(&s, then, elsewhere), MB_PERSON_SAME);
	assert_int_equal(compare(&s, then, other), MB_PERSON_OTHER);
}

static void the_first_one(void **state)
{
	struct mb_session s = session();

	(void)state;
	s.have_record = false;
	assert_int_equal(
	    compare(&s, (struct who){ NULL, NULL, NULL }, (struct who){ issuer, one, anna }),
	    MB_PERSON_SAME);
}

static bool admit(struct mb_session *s, unsigned grant, struct who then, struct who now,
		  const char *words)
{
	struct mb_tokens tokens = { .issuer = now.issuer,
				    .subject = now.subject,
				    .signed_in_as = now.signed_in_as };
	struct mb_err err = MB_ERR_INIT;
	bool ok;

	s->record.issuer = then.issuer;
	s->record.subject = then.subject;
	s->record.signed_in_as = then.signed_in_as;
	ok = mb_person_admit(s, grant, &tokens, &err);
	assert_int_equal(err.code, ok ? MB_OK : MB_E_DENIED);
	if (words)
		assert_non_null(strstr(err.text, words));
	mb_err_clear(&err);
	return ok;
}

static void another_is_not_admitted(void **state)
{
	struct who then = { issuer, one, anna }, other = { issuer, two, bert },
		   nameless = { issuer, two, NULL };
	struct mb_session s = session();

	(void)state;
	assert_true(admit(&s, MB_GRANT_DEVICE_CODE, then, then, NULL));
	assert_false(admit(&s, MB_GRANT_DEVICE_CODE, then, other,
			   "bert@x signed in, but the login that is there is "
			   "of anna@x: nothing was changed"));
	assert_false(admit(&s, MB_GRANT_DEVICE_CODE, then, nameless, "somebody else signed in"));
	assert_false(admit(&s, MB_GRANT_DEVICE_CODE, nameless, then, "is of another person"));
	/* what nobody chooses */
	assert_true(admit(&s, MB_GRANT_PASSWORD, then, other, NULL));
	s.as_other = true;
	assert_true(admit(&s, MB_GRANT_DEVICE_CODE, then, other, NULL));
}

/* It is said when nobody could look. */
static void nobody_could_look(void **state)
{
	static const struct {
		struct who then, now;
		bool unseen;
	} all[] = {
		{ { issuer, one, anna }, { NULL, NULL, NULL }, true },
		{ { NULL, NULL, NULL }, { NULL, NULL, NULL }, true },
		{ { issuer, one, NULL }, { NULL, NULL, anna }, true },
		{ { NULL, NULL, anna }, { issuer, one, NULL }, true },
		{ { NULL, NULL, NULL }, { issuer, one, anna }, false },
		{ { issuer, one, anna }, { issuer, one, anna }, false },
		{ { issuer, one, anna }, { issuer, one, NULL }, false },
	};
	struct mb_session s = session();

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		admit(&s, MB_GRANT_DEVICE_CODE, all[i].then, all[i].now, NULL);
		if (s.unseen != all[i].unseen)
			fail_msg("row %zu", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_subject_decides), cmocka_unit_test(the_settings_have_changed),
		cmocka_unit_test(the_first_one),       cmocka_unit_test(another_is_not_admitted),
		cmocka_unit_test(nobody_could_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
