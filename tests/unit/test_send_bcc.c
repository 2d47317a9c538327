/* SPDX-License-Identifier: MIT */
/* Whatever stands at the top of a mail or within its header, nobody reads who is in Bcc, and with -t nobody is
 * left out without a word. */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "shim/send/send_address.h"
#include "shim/send/send_header.h"
#include "shim/send/send_message.h"

#define SECRET "secret@x"
#define BOM    "\xEF\xBB\xBF"
#define NBSP   "\xC2\xA0"

enum outcome {
	GONE,      /* sent without Bcc, which counts as a recipient */
	REFUSED,   /* 65 */
	REFUSED_T, /* 65 with -t, where recipients would be lost; else it goes as it is */
	TEXT,      /* no field, just text that has the word */
};

static const struct {
	const char *mail;
	enum outcome outcome;
} cases[] = {
	{ "To: a@b\nBcc: secret@x\n\nhi\n", GONE },
	{ "Bcc: secret@x\nTo: a@b\n\nhi\n", GONE },
	{ "Bcc: secret@x\nTo: a@b\n", GONE },
	{ "To: a@b\nBcc: secret@x", GONE },
	{ "To: a@b\r\nBcc: secret@x\r\n\r\nhi\r\n", GONE },
	{ "To: a@b\nBcc: secret@x\r\n\nhi\r\n", GONE },
	{ "To: a@b\r\r\nBcc: secret@x\r\r\n\r\r\nhi\n", GONE },
	{ "To: a@b\nBCC: secret@x\n\nhi\n", GONE },
	{ "To: a@b\nbCc:secret@x\n\nhi\n", GONE },
	{ "To: a@b\nBcc : secret@x\n\nhi\n", GONE },
	{ "To: a@b\nBcc\t \t: secret@x\n\nhi\n", GONE },
	{ "To: a@b\nBcc:\n secret@x\n\nhi\n", GONE },
	{ "To: a@b\nBcc: c@d,\n\tsecret@x,\n  e@f\nSubject: s\n\nhi\n", GONE },
	{ "To: a@b\nBcc: c@d,\n \n secret@x\n\nhi\n", GONE },
	{ "To: a@b\nBcc: c@d\nBcc: secret@x\n\nhi\n", GONE },
	{ "Resent-To: a@b\nResent-Bcc: secret@x\nTo: c@d\n\nhi\n", GONE },
	{ "To: a@b\n \nBcc: secret@x\n\nhi\n", GONE },
	/* marks and lines at the top */
	{ BOM "To: a@b\nBcc: secret@x\n\nhi\n", GONE },
	{ BOM "Bcc: secret@x\nTo: a@b\n\nhi\n", GONE },
	{ BOM BOM "Bcc: secret@x\r\nTo: a@b\r\n\r\nhi\r\n", GONE },
	{ BOM "From a@b Thu Jan  1\nBcc: secret@x\nTo: a@b\n\nhi\n", GONE },
	{ "From a@b Thu Jan  1\nBcc: secret@x\nTo: a@b\n\nhi\n", GONE },
	{ ">From a@b Thu Jan  1\nBcc: secret@x\nTo: a@b\n\nhi\n", GONE },
	{ "From a@b Thu\n>From c@d Thu\n>From e@f\nTo: a@b\nBcc: secret@x\n\nhi\n", GONE },
	{ "\nTo: a@b\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "\r\n\r\n\r\nTo: a@b\r\nBcc: secret@x\r\n\r\nhi\r\n", REFUSED },
	{ BOM "\nTo: a@b\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "\n" BOM "Bcc: secret@x\nTo: a@b\n\nhi\n", REFUSED },
	{ " \nTo: a@b\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "From a@b Thu\n\nTo: a@b\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "From a@b Thu\nFrom c@d Thu\nBcc: secret@x\n\nhi\n", REFUSED },
	{ " Bcc: secret@x\nTo: a@b\n\nhi\n", REFUSED },
	{ "\tTo: a@b\n\tBcc: secret@x\n\nhi\n", REFUSED },
	{ NBSP "Bcc: secret@x\nTo: a@b\n\nhi\n", REFUSED },
	{ "\xE2\x80\x8B"
	  "Bcc: secret@x\nTo: a@b\n\nhi\n",
	  REFUSED },
	{ "\xFF\xFE"
	  "Bcc: secret@x\nTo: a@b\n\nhi\n",
	  REFUSED },
	{ "\x0c"
	  "Bcc: secret@x\nTo: a@b\n\nhi\n",
	  REFUSED },
	{ "hello\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "\rTo: a@b\rBcc: secret@x\r\rhi\r", REFUSED },
	/* within the header */
	{ "To: a@b\nhello\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\nX-\xC3\xBC: y\nSubject: s\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\nFrom c@d Thu\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\n>From c@d\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\n: x\nBcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\nB cc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\nBcc" NBSP ": secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\n" BOM "Bcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\nBcc\xEF\xBC\x9A secret@x\n\nhi\n", REFUSED }, /* colon of full width */
	{ "To: a@b\n\xD0\x92"
	  "cc: secret@x\n\nhi\n",
	  REFUSED }, /* Cyrillic B */
	{ "To: a@b\nB\xD1\x81\xD1\x81: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\n\xEF\xBC\xA2\xEF\xBD\x83\xEF\xBD\x83: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\nResent\xE2\x80\x91"
	  "Bcc: secret@x\n\nhi\n",
	  REFUSED }, /* hyphen */
	{ "To: a@b\nBcc\v: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\n\rBcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\rBcc: secret@x\n\nhi\n", REFUSED },
	{ "To: a@b\nhello\rBcc: secret@x\r\n\r\nhi\n", REFUSED },
	{ "To: a@b\nhello\n \nBcc: secret@x\n\nhi\n", REFUSED },
	/* others than Bcc */
	{ "\nTo: a@b, secret@x\n\nhi\n", REFUSED_T },
	{ "Subject: s\nhello\nCC: secret@x\n\nhi\n", REFUSED_T },
	{ "To: a@b\nT\xD0\xBE: secret@x\n\nhi\n", REFUSED_T },
	{ NBSP "Resent-To: secret@x\n\nhi\n", REFUSED_T },
	/* text */
	{ "To: a@b\n\nBcc: secret@x\n", TEXT },
	{ "To: a@b\nhello\n\nBcc: secret@x\n", TEXT },
	{ "To: a@b\nhello\n> Bcc: secret@x\n", TEXT },
	{ "To: a@b\nSubject: see\n Bcc: secret@x\n\nhi\n", TEXT },
	{ "To: a@b\nX-Bcc: secret@x\n\nhi\n", TEXT },
	{ "To: a@b\nhello Bcc: secret@x\n\nhi\n", TEXT },
	{ "To: a@b\nGr\xC3\xB6\xC3\x9F"
	  "e: 5, secret@x\n",
	  TEXT },
};

/* What `send` makes of it. */
struct result {
	bool ok;
	char *wire; /* header and body as others get them; owned */
	bool told;  /* the secret is a recipient */
	bool hides;
};

static void add_body(struct mb_buf *out, FILE *body)
{
	int c;

	rewind(body);
	while ((c = getc(body)) != EOF)
		mb_buf_addc(out, (char)c);
}

static void process(const char *mail, struct result *result)
{
	FILE *in = fmemopen((void *)(uintptr_t)mail, strlen(mail), "r");
	struct mb_addresses to = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_send_message m;
	struct mb_buf wire;

	*result = (struct result){ .ok = mb_send_message_read(&m, in, true, &err) };
	mb_buf_init(&wire, 65536);
	if (result->ok) {
		assert_true(mb_send_header_recipients(mb_buf_str(&m.header), &to, &err));
		assert_true(mb_send_header_complete(&m.header, "u@x", NULL, &err));
		mb_buf_adds(&wire, mb_buf_str(&m.header));
		add_body(&wire, m.body);
	}
	for (size_t i = 0; i < to.n; i++)
		result->told = result->told || strcmp(to.items[i], SECRET) == 0;
	result->hides = m.hides_at > 0;
	result->wire = mb_buf_take(&wire);
	assert_true(result->ok || err.code == MB_E_DATA);
	mb_err_clear(&err);
	mb_addresses_fini(&to);
	mb_send_message_fini(&m);
	fclose(in);
}

static bool is_right(const struct result *r, enum outcome wanted)
{
	bool shown = strstr(r->wire, SECRET) != NULL;

	switch (wanted) {
	case GONE:
		return r->ok && r->told && !shown && !r->hides;
	case REFUSED:
		return !r->ok;
	case REFUSED_T:
		return r->ok && r->hides;
	case TEXT:
	default:
		return r->ok && !r->told && shown && !r->hides;
	}
}

static void nobody_reads_bcc(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct result result;

		process(cases[i].mail, &result);
		if (!is_right(&result, cases[i].outcome))
			fail_msg("%zu: %s: ok %d, told %d, hides %d: %s", i, cases[i].mail,
				 result.ok, result.told, result.hides, result.wire);
		free(result.wire);
	}
}

static void the_mark_is_no_part_of_the_mail(void **state)
{
	static const char *const mails[] = { BOM "Subject: s\n\nhi\n", BOM "hi\n", BOM,
					     BOM "\nhi\n" };

	(void)state;
	for (size_t i = 0; i < N(mails); i++) {
		struct result result;

		process(mails[i], &result);
		assert_true(result.ok);
		assert_null(strstr(result.wire, BOM));
		free(result.wire);
	}
}

static void utf_16_is_refused(void **state)
{
	static const char mails[][24] = {
		"\377\376B\0c\0c\0:\0s\0@\0x\0\n\0",
		"\xFE\xFF\0B\0c\0c\0:\0s\0@\0x\0\n",
		"B\0c\0c\0:\0s\0@\0x\0\n\0",
	};

	(void)state;
	for (size_t i = 0; i < N(mails); i++) {
		FILE *in = fmemopen((void *)(uintptr_t)mails[i], sizeof(mails[i]), "r");
		struct mb_err err = MB_ERR_INIT;
		struct mb_send_message m;

		assert_false(mb_send_message_read(&m, in, true, &err));
		assert_int_equal(err.code, MB_E_DATA);
		mb_err_clear(&err);
		mb_send_message_fini(&m);
		fclose(in);
	}
}

/* However much of nothing is put before the name. */
static void length_hides_nothing(void **state)
{
	char *mail = malloc(300000), *end;
	struct result result;

	(void)state;
	end = stpcpy(mail, "To: a@b\nhello\n");
	for (int i = 0; i < 60000; i++)
		end = stpcpy(end, i % 2 ? NBSP : " ");
	strcpy(end, "Bcc: " SECRET "\n");
	process(mail, &result);
	assert_false(result.ok);
	free(result.wire);
	free(mail);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_reads_bcc),
		cmocka_unit_test(the_mark_is_no_part_of_the_mail),
		cmocka_unit_test(utf_16_is_refused),
		cmocka_unit_test(length_hides_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
