/* SPDX-License-Identifier: MIT */
/* Plays the .txt files of tests/explain: real error texts, who must act on each, and a word of the remedy. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "explain/explain.h"
#include "tap.h"

#define FILE_MAX (256 * 1024)
#define FIELDS   3 /* who, a word of the remedy, the code */

/* Splits "who | word | code" in place; what is missing is NULL. */
static void split(char *line, char *field[FIELDS])
{
	for (int i = 0; i < FIELDS; i++) {
		char *bar = line ? strstr(line, " | ") : NULL;

		field[i] = line;
		if (bar)
			*bar = '\0';
		line = bar ? bar + 3 : NULL;
	}
}

static void play(const char *file, char *head, const char *text, size_t len)
{
	char *field[FIELDS];
	struct mb_explanation e;
	const char *who, *code;
	bool ok;

	split(head, field);
	if (!mb_explain(&e, text, len, NULL, false)) {
		mb_tap(false, "%s: nothing found in: %.60s", file, text);
		return;
	}
	who = mb_explain_who(e.who);
	code = e.code ? e.code : "";
	ok = mb_streq(who, field[0]) && (!field[1] || strcasestr(e.remedy, field[1])) &&
	     (!field[2] || mb_streq(code, field[2])) && !strchr(e.what, '{') &&
	     !strchr(e.remedy, '{');
	mb_tap(ok, "%s: %.*s", file, (int)strcspn(text, "\n"), text);
	if (!ok)
		printf("# wanted %s | %s | %s\n# what: %s (%s)\n# do:   %s\n# who:  %s\n", field[0],
		       field[1] ? field[1] : "", field[2] ? field[2] : "", e.what, code, e.remedy,
		       who);
	mb_explanation_fini(&e);
}

/* Each case begins with "== WHO | WORD | CODE". */
static void play_file(const char *name, char *text)
{
	char *at = strstr(text, "\n== ");

	while (at) {
		char *head = at + 4, *body = strchr(head, '\n'),
		     *next = body ? strstr(body, "\n== ") : NULL;

		if (!body)
			return;
		*body++ = '\0';
		play(name, head, body, next ? (size_t)(next - body) : strlen(body));
		at = next;
	}
}

static void read_file(const char *folder, const char *name)
{
	static char text[FILE_MAX + 1];
	char path[1024];
	size_t n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "re");
	if (f) {
		n = fread(text, 1, FILE_MAX, f);
		fclose(f);
	}
	text[n] = '\0';
	mb_tap(n > 0 && n < FILE_MAX, "%s can be read", name);
	play_file(name, text);
}

int main(int argc, char **argv)
{
	const char *src = getenv("MB_SRC");
	struct dirent **names;
	char folder[512];
	int n;

	snprintf(folder, sizeof(folder), "%s/tests/explain", src ? src : ".");
	mb_json_init();
	n = scandir(argc > 1 ? argv[1] : folder, &names, NULL, alphasort);
	mb_tap(n > 0, "there are texts");
	for (int i = 0; i < n; i++) {
		if (strlen(names[i]->d_name) > 4 && strstr(names[i]->d_name, ".txt"))
			read_file(argc > 1 ? argv[1] : folder, names[i]->d_name);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return mb_tap_end();
}
