/* SPDX-License-Identifier: MIT */
#include "cli/verb.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "global/language.h"
#include "global/log.h"
#include "base/text.h"

const struct mb_option mb_global_options[] = {
	{ "config", 0, N_("FILE"), N_("read this config instead of ~/.config/mailbearer/config") },
	{ "verbose", 'v', NULL, N_("say what is being done, on stderr") },
	{ "quiet", 'q', NULL, N_("say nothing on stderr") },
	{ "version", 0, NULL, N_("print the version") },
	{ "help", 'h', NULL, N_("print this help, or a command's") },
	{ 0 },
};

/* Columns of what is typed. */
#define TYPED_COLUMNS 26

/* Print what is typed and, in a column of its own, what that does; on a line of its own if the first is too long. */
static void print_row(const char *typed, const char *does)
{
	if (mb_text_columns(typed) > TYPED_COLUMNS)
		printf("  %s\n%*s%s\n", typed, TYPED_COLUMNS + 3, "", does);
	else
		printf("  %s%*s %s\n", typed, mb_text_pad(typed, TYPED_COLUMNS), "", does);
}

static void print_option(const struct mb_option *o)
{
	char typed[80], letter[8] = "    ";

	if (!o->help)
		return;
	if (o->letter)
		snprintf(letter, sizeof(letter), "-%c%s", o->letter, *o->name ? ", " : "");
	snprintf(typed, sizeof(typed), "%s%s%s%s%s", letter, *o->name ? "--" : "", o->name,
		 !o->arg    ? ""
		 : *o->name ? "="
			    : " ",
		 o->arg ? _(o->arg) : "");
	print_row(typed, _(o->help));
}

static void print_options(const struct mb_option *options)
{
	for (; options && options->name; options++)
		print_option(options);
}

/* The head of a catalogue is the translation of "". */
static const char *operands_of(const struct mb_verb_entry *entry)
{
	return *entry->operands ? _(entry->operands) : "";
}

static void print_verbs(bool for_programs)
{
	for (const struct mb_verb_entry *v = mb_verbs; *v->name; v++) {
		char typed[80];

		if (v->for_programs != for_programs)
			continue;
		snprintf(typed, sizeof(typed), "%s %s", v->name, operands_of(v));
		print_row(typed, _(v->summary));
	}
}

/* Return the man page of a command. Each has its own; only `help` is explained in mailbearer(1): NULL. */
static const char *page_of(const struct mb_verb *verb)
{
	return verb->entry == &mb_verbs[MB_VERB_HELP] ? NULL : verb->entry->name;
}

void mb_help_print(const struct mb_verb *verb)
{
	const char *page = verb ? page_of(verb) : NULL;

	mb_language_begin();
	if (verb) {
		printf(_("usage: mailbearer %s%s%s%s\n\n%s\n"), verb->entry->name,
		       verb->options ? _(" [OPTIONS]") : "", *verb->entry->operands ? " " : "",
		       operands_of(verb->entry), _(verb->entry->summary));
		if (verb->options) {
			putchar('\n');
			print_options(verb->options);
		}
		printf(_("\nGlobal options (see mailbearer --help) may follow too. More: man "
			 "mailbearer%s%s\n"),
		       page ? "-" : "", page ? page : "");
		return;
	}
	fputs(_("usage: mailbearer [OPTIONS] COMMAND ...\n\n"
		"OAuth 2.0 for Unix mail programs: passwordeval \"mailbearer token work\"\n\n"
		"For people:\n"),
	      stdout);
	print_verbs(false);
	fputs(_("\nFor programs:\n"), stdout);
	print_verbs(true);
	fputs(_("\nOptions:\n"), stdout);
	print_options(mb_global_options);
	fputs(_("\nExit status: 0 done, 64 wrong command line, 65 unusable input, 70 a bug,\n"
		"74 disk or file, 75 try later, 77 a person must act, 78 wrong config.\n"
		"More: man mailbearer, man mailbearer-COMMAND, man mailbearer.conf\n"),
	      stdout);
}

static int help(struct mb_run *run)
{
	const struct mb_verb *verb = NULL;

	if (run->n_operands > 0) {
		verb = mb_verb_find(run->verbs, run->operands[0]);
		if (!verb) {
			mb_warnx(_("there is no command %s: see mailbearer --help"),
				 run->operands[0]);
			return EX_USAGE;
		}
	}
	mb_help_print(verb);
	return mb_finish_stdout(EX_OK);
}

const struct mb_verb mb_verb_help = {
	.entry = &mb_verbs[MB_VERB_HELP],
	.max_operands = 1,
	.run = help,
};
