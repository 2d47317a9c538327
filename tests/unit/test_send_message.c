/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "shim/send/send_message.h"

/* Header, "|", body as it goes over the wire; "!": refused as unusable. The caller frees it. */
static char *read_bytes(const char *data, size_t len, bool dots)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_send_message m;
	FILE *in = tmpfile();
	struct mb_buf out;
	int64_t doubled = 0;
	int c, before = '\n';

	assert_int_equal(fwrite(data, 1, len, in), len);
	rewind(in);
	mb_buf_init(&out, 65536);
	if (!mb_send_message_read(&m, in, dots, &err)) {
		assert_int_equal(err.code, MB_E_DATA);
		mb_buf_adds(&out, "!");
	} else {
		mb_buf_addf(&out, "%s|", mb_buf_str(&m.header));
		rewind(m.body);
		while ((c = getc(m.body)) != EOF) {
			doubled += before == '\n' && c == '.';
			mb_buf_addc(&out, (char)c);
			before = c;
		}
		assert_int_equal(ftell(m.body), m.body_size + doubled);
	}
	mb_send_message_fini(&m);
	mb_err_clear(&err);
	fclose(in);
	return mb_buf_take(&out);
}

static void check(const char *text, bool dots, const char *wanted)
{
	char *got = read_bytes(text, strlen(text), dots);

	assert_string_equal(got, wanted);
	free(got);
}

static void line_ends(void **state)
{
	(void)state;
	check("A: b\nC: d\n\nx\ny\n", true, "A: b\nC: d\n|x\r\ny\r\n");
	check("A: b\r\nC: d\r\n\r\nx\r\ny\r\n", true, "A: b\nC: d\n|x\r\ny\r\n");
	check("A: b\n\nno end", true, "A: b\n|no end\r\n");
	check("A: b\n\nno end\r", true, "A: b\n|no end\r\n");
	check("A: b\n\n", true, "A: b\n|");
	check("A: b\n", true, "A: b\n|");
	check("A: b", true, "A: b\n|");
	check("", true, "|");
	check("A: b\n\n\n\n", true, "A: b\n|\r\n\r\n");
	/* Several CRs before a LF are one line end, and so is a CR alone. */
	check("A: b\r\r\n\r\r\nx\r\r\ny", true, "A: b\n|x\r\ny\r\n");
	check("A: b\n\nx\ry\r.\rz\n", true, "A: b\n|x\r\ny\r\n..\r\nz\r\n");
	check("A: b\n\nx\r.\rMAIL\n", false, "A: b\n|x\r\n..\r\nMAIL\r\n");
}

static void dots(void **state)
{
	(void)state;
	check("A: b\n\n.x\n..\n.\nafter\n", true, "A: b\n|..x\r\n...\r\n..\r\nafter\r\n");
	check("A: b\n\n.x\n..\n.\nafter\n", false, "A: b\n|..x\r\n...\r\n");
	check("A: b\n\nx\r\n.\r\nafter\n", false, "A: b\n|x\r\n");
	check("A: b\n\nx\n.", false, "A: b\n|x\r\n");
	check("A: b\n\nx\n.", true, "A: b\n|x\r\n..\r\n");
	check("A: b\n.\nafter\n", false, "A: b\n|");
	check("A: b\n.\nafter\n", true, "A: b\n|..\r\nafter\r\n");
	check(".\n", false, "|");
	check("A: b\n\n. \n", false, "A: b\n|.. \r\n");
	check("A: b\n\nx\r.\nMAIL\n", false, "A: b\n|x\r\n..\r\nMAIL\r\n");
	check("A: b\n\nx\r\n.\rMAIL\n", false, "A: b\n|x\r\n..\r\nMAIL\r\n");
}

static void where_the_header_ends(void **state)
{
	(void)state;
	check("hello\nA: b\n", true, "|hello\r\nA: b\r\n");
	check("A: b\n folded: x\nhello\n", true, "A: b\n folded: x\n|hello\r\n");
	check(" A: b\n", true, "| A: b\r\n");
	check("A b: c\n", true, "|A b: c\r\n");
	check("A : b\n\nx", true, "A : b\n|x\r\n");
	check(": b\n", true, "|: b\r\n");
	check("\nx\n", true, "|x\r\n");
	check("From a@b Thu Jan 1\nA: b\n\nx\n", true, "A: b\n|x\r\n");
	check(">From a@b Thu Jan 1\nA: b\n", true, "A: b\n|");
	check("A: b\nFrom a@b Thu Jan 1\n", true, "A: b\n|From a@b Thu Jan 1\r\n");
	check("A: b\nB\300: c\n", true, "A: b\n|B\300: c\r\n");
}

static void what_is_refused(void **state)
{
	char *got;

	(void)state;
	got = read_bytes("A: b\n\nx\0y\n", 10, true);
	assert_string_equal(got, "!");
	free(got);
	got = read_bytes("A: b\0\n\nx\n", 9, true);
	assert_string_equal(got, "!");
	free(got);
	check("A: b\rBcc: evil@x\n\nx\n", true, "!");
}

static void a_header_has_a_limit(void **state)
{
	char *text = malloc(MB_SEND_HEADER_MAX + 16), *got;

	(void)state;
	memset(text, 'a', MB_SEND_HEADER_MAX + 16);
	memcpy(text, "A: ", 3);
	got = read_bytes(text, MB_SEND_HEADER_MAX + 16, true);
	assert_string_equal(got, "!");
	free(got);
	for (size_t i = 0; i + 4 <= MB_SEND_HEADER_MAX + 16; i += 4)
		memcpy(text + i, "A:b\n", 4);
	got = read_bytes(text, MB_SEND_HEADER_MAX + 16, true);
	assert_string_equal(got, "!");
	free(got);
	free(text);
}

static void eight_bit_is_seen(void **state)
{
	static const char text[] = "S: \303\274\n\nx\n\303\274\n";
	struct mb_err err = MB_ERR_INIT;
	struct mb_send_message m;

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		FILE *in = tmpfile();

		fwrite(text, 1, len, in);
		rewind(in);
		assert_true(mb_send_message_read(&m, in, true, &err));
		assert_int_equal(m.body_8bit, len > 9);
		mb_send_message_fini(&m);
		fclose(in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_ends),
		cmocka_unit_test(dots),
		cmocka_unit_test(where_the_header_ends),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(a_header_has_a_limit),
		cmocka_unit_test(eight_bit_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
