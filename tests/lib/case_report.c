/* SPDX-License-Identifier: MIT */
/* What differs, as TAP diagnostics that a person can read. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

#define SHOWN_LINES 30
#define SHOWN_CHARS 1200

void mb_case_complain(struct mb_play *play, int line, const char *fmt, ...)
{
	va_list ap;

	play->failed = true;
	fputs("# ", stdout);
	if (line)
		printf("line %d: ", line);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

/* Bytes that a terminal must not see are shown in hex. */
static void show_line(char mark, const char *s, size_t len)
{
	printf("# %c\t", mark);
	for (size_t i = 0; i < len && i < SHOWN_CHARS; i++) {
		if (isprint((unsigned char)s[i]))
			putchar(s[i]);
		else
			printf("<%02x>", (unsigned char)s[i]);
	}
	puts(len > SHOWN_CHARS ? " ... (cut)" : "");
}

static void show(char mark, const char *s)
{
	int lines = 0;

	for (; *s && lines < SHOWN_LINES; lines++) {
		size_t len = strcspn(s, "\n");

		show_line(mark, s, len);
		s += len;
		if (*s)
			s++;
		else
			puts("# \t(no line break at the end)");
	}
	if (*s)
		puts("# \t... (cut)");
	if (lines == 0)
		printf("# %c\t(nothing)\n", mark);
}

void mb_case_differs(struct mb_play *play, int line, const char *what, const char *wanted,
		     const char *got)
{
	mb_case_complain(play, line, "%s: - wanted, + got", what);
	show('-', wanted);
	show('+', got);
}
