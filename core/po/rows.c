/* SPDX-License-Identifier: MIT */
/*
 * rows - the sentences in tables of plugins and errors, as a part of the .pot
 *
 *     core/po/rows PLUGINDIR SNIPPETDIR
 *
 * xgettext reads sources, in which a row's text may be put together by macros.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "global/build.h"
#include "global/err.h"
#include "base/json.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cmd/snippet/snippet_file.h"
#include "cmd/snippet/snippet_text.h"
#include "explain/explain.h"
#include "meaning/rules.h"
#include "plugin/loader.h"

static char **seen;
static size_t n_seen;

/* Is it new? A catalogue has each text once. */
static bool take(const char *text)
{
	for (size_t i = 0; i < n_seen; i++)
		if (mb_streq(seen[i], text))
			return false;
	seen = mb_xreallocarray(seen, n_seen + 1, sizeof(*seen));
	seen[n_seen++] = mb_xstrdup(text);
	return true;
}

static void put_quoted(const char *text)
{
	putchar('"');
	for (; *text; text++) {
		if (*text == '\n') {
			fputs("\\n", stdout);
			if (text[1])
				fputs("\"\n\"", stdout);
			continue;
		}
		if (*text == '"' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	puts("\"");
}

/* With a {key} in it the names in the translation are compared with those here. */
static void say(const char *where, const char *text)
{
	if (!text || !*text || !take(text))
		return;
	printf("\n#: %s\n%s", where, strchr(text, '{') ? "#, python-brace-format\n" : "");
	fputs("msgid ", stdout);
	if (strchr(text, '\n'))
		fputs("\"\"\n", stdout);
	put_quoted(text);
	puts("msgstr \"\"");
}

static void say_rules(const char *where, const struct mb_error_rule *rules)
{
	for (; rules && rules->value; rules++) {
		say(where, rules->cause);
		say(where, rules->remedy);
	}
}

static void say_plugin(const struct mb_plugin *p)
{
	char where[80];

	snprintf(where, sizeof(where), "plugins/%s.c", p->name);
	say(where, p->title);
	for (const struct mb_setting *s = p->settings; s && s->key; s++)
		say(where, s->help);
	for (const struct mb_grant_row *g = p->grants; g && g->grant; g++)
		say(where, g->refused);
	for (const struct mb_audience *a = p->audiences; a && a->audience; a++) {
		say(where, a->fault);
		say(where, a->remedy);
	}
	for (const struct mb_no_refresh *r = p->no_refresh; r && r->remedy; r++)
		say(where, r->remedy);
	say(where, p->revoke_at);
	say(where, p->registration);
	snprintf(where, sizeof(where), "plugins/%s_errors.h", p->name);
	say_rules(where, p->errors);
}

/* Say its title, and the comments that are more than a file's name. */
static void say_snippet(const struct mb_snippet *snippet)
{
	char *where = mb_text_cat("core/snippets/", snippet->client, NULL);

	say(where, snippet->title);
	for (const char *text = snippet->text; *text;) {
		size_t len = mb_snippet_comment(text);
		char *comment = mb_xstrndup(text, len);

		if (len > 2 && strchr(comment + 2, ' '))
			say(where, comment);
		free(comment);
		text += len ? len : strcspn(text, "\n") + 1;
	}
	free(where);
}

static bool say_snippets(struct mb_err *err)
{
	char **names;
	bool ok = mb_snippet_list(&names, err);

	for (size_t i = 0; ok && names[i]; i++) {
		struct mb_snippet snippet;

		ok = mb_snippet_load(&snippet, names[i], err);
		if (ok)
			say_snippet(&snippet);
		mb_snippet_fini(&snippet);
	}
	mb_snippet_list_free(names);
	return ok;
}

int main(int argc, char **argv)
{
	struct mb_err err = MB_ERR_INIT;
	char **names;

	if (argc != 3)
		return 64;
	mb_json_init();
	mb_build.plugin_dir = argv[1];
	mb_build.snippet_dir = argv[2];
	puts("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"");
	names = mb_plugin_list();
	for (size_t i = 0; names[i]; i++) {
		const struct mb_plugin *plugin;

		if (!mb_plugin_load(names[i], &plugin, &err)) {
			fprintf(stderr, "rows: %s\n", err.text);
			return 1;
		}
		say_plugin(plugin);
	}
	mb_plugin_list_free(names);
	if (!say_snippets(&err)) {
		fprintf(stderr, "rows: %s\n", err.text);
		return 1;
	}
	say_rules("core/meaning/rules.c", mb_rfc_rules);
	say_rules("core/explain/explain_clients.c", mb_client_rules);
	say_rules("core/explain/explain_clients.c", mb_vague_rules);
	return 0;
}
