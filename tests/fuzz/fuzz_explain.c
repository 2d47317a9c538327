/* SPDX-License-Identifier: MIT */
/* Any text as an error: what is said of it is whole, one line, and holds nothing of it that a table or a
 * number does not. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "explain/explain.h"

static void look(const char *text)
{
	fuzz_must(*text && !strpbrk(text, "\n\r\033{}"));
	for (; *text; text++)
		fuzz_must(*text >= 0x20 && *text < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int started;
	struct mb_explanation e;
	char *text;

	if (!started++)
		mb_json_init();
	text = fuzz_copy(data, size, 0);
	if (mb_explain(&e, text, size, NULL, false)) {
		look(e.what);
		look(e.remedy);
		fuzz_must(!e.code ||
			  strspn(e.code, "abcdefghijklmnopqrstuvwxyz_AADSTS0123456789. ") ==
			      strlen(e.code));
		mb_explanation_fini(&e);
	}
	free(text);
	return 0;
}
