/* SPDX-License-Identifier: MIT */
/*
 * rows - the sentences in tables of plugins and errors, as a part of the .pot
 *
 *     core/po/rows PLUGINDIR
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
#include "cmd/snippet/snippet_text.h"
#include "cmd/snippet/snippets.h"
#include "explain/explain.h"
#include "meaning/hooks.h"
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

/* Comments that say more than a file's name. */
static void say_snippets(void)
{
	for (const struct mb_snippet *s = mb_snippets; s->client; s++)
		for (const char *text = s->text; *text;) {
			size_t len = mb_snippet_comment(text);
			char *comment = mb_xstrndup(text, len);

			if (len > 2 && strchr(comment + 2, ' '))
				say("core/cmd/snippet/snippets.c", comment);
			free(comment);
			text += len ? len : strcspn(text, "\n") + 1;
		}
}

int main(int argc, char **argv)
{
	struct mb_err err = MB_ERR_INIT;
	char **names;

	if (argc != 2)
		return 64;
	mb_json_init();
	mb_hooks_init();
	mb_build.plugin_dir = argv[1];
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
	say_snippets();
	say_rules("core/meaning/rules.c", mb_rfc_rules);
	say_rules("core/explain/explain_clients.c", mb_client_rules);
	say_rules("core/explain/explain_clients.c", mb_vague_rules);
	return 0;
}
