/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "cli/command_line.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "cli/verb.h"
#include "global/build.h"
#include "global/language.h"
#include "global/log.h"

#define MAX_LONG     (MB_MAX_OPTIONS + 8)
#define VERB_OPTIONS 1000 /* getopt's value for the verb's first option */

/* getopt's values for the options that every verb has. */
enum global {
	GLOBAL_CONFIG = 256,
	GLOBAL_PLUGIN_DIR,
	GLOBAL_VERSION,
	GLOBAL_HELP,
	GLOBAL_VERBOSE,
	GLOBAL_QUIET,
};

static const struct option globals[] = {
	{ "config", required_argument, NULL, GLOBAL_CONFIG },
	{ "verbose", no_argument, NULL, GLOBAL_VERBOSE },
	{ "quiet", no_argument, NULL, GLOBAL_QUIET },
	{ "version", no_argument, NULL, GLOBAL_VERSION },
	{ "help", no_argument, NULL, GLOBAL_HELP },
	{ "plugin-dir", required_argument, NULL, GLOBAL_PLUGIN_DIR }, /* last: in tests only */
};

#define N_GLOBALS (sizeof(globals) / sizeof(*globals))

static char *add_letters(char *letters, const struct mb_verb *verb)
{
	for (size_t i = 0; verb && verb->options && verb->options[i].name; i++) {
		const struct mb_option *o = &verb->options[i];

		if (!o->letter)
			continue;
		*letters++ = o->letter;
		if (o->arg)
			letters = stpcpy(letters, *o->arg == '[' ? "::" : ":");
	}
	return letters;
}

/* Make getopt's list of letters. If a letter stands twice, getopt takes the first one: behind the verb its own options
 * come first, before the verb the global ones. */
static void fill_letters(const struct mb_verb *verb, bool behind_verb, char *letters)
{
	/* '-' makes getopt return operands in their place, ':' leaves error messages to us. */
	letters = stpcpy(letters, "-:");
	if (behind_verb) {
		letters = add_letters(letters, verb);
		stpcpy(letters, verb && verb->takes_mail ? "vq" : "vqh");
	} else {
		letters = add_letters(stpcpy(letters, "vqh"), verb);
		*letters = '\0';
	}
}

static void fill_options(const struct mb_verb *verb, struct option *all)
{
	size_t n = mb_build.testable ? N_GLOBALS : N_GLOBALS - 1;

	memcpy(all, globals, n * sizeof(*all));
	for (size_t i = 0; verb && verb->options && verb->options[i].name; i++) {
		const struct mb_option *o = &verb->options[i];

		if (*o->name)
			all[n++] = (struct option){ o->name,
						    o->arg ? required_argument : no_argument, NULL,
						    VERB_OPTIONS + (int)i };
	}
	all[n] = (struct option){ NULL, 0, NULL, 0 };
}

static int usage(const struct mb_run *, const char *, ...) __attribute__((format(printf, 2, 3)));

static int usage(const struct mb_run *run, const char *fmt, ...)
{
	const struct mb_verb *verb = run->verb;
	struct mb_err err = MB_ERR_INIT;
	va_list ap;
	char *what;

	va_start(ap, fmt);
	what = mb_xvasprintf(fmt, ap);
	va_end(ap);
	if (verb)
		mb_err_set(&err, MB_E_USAGE, _("%s: %s: see mailbearer %s --help"),
			   verb->entry->name, what, verb->entry->name);
	else
		mb_err_set(&err, MB_E_USAGE, _("%s: see mailbearer --help"), what);
	free(what);
	return verb && verb->misused ? verb->misused(run, &err) : mb_fail(NULL, &err);
}

/* Take the option if it is one of the verb's own, else return false. */
static bool take_own(struct mb_run *run, int c)
{
	const struct mb_verb *verb = run->verb;

	for (int i = 0; verb && verb->options && verb->options[i].name; i++) {
		if (c != VERB_OPTIONS + i && c != verb->options[i].letter)
			continue;
		run->values[i] = optarg ? optarg : "";
		run->all = mb_xreallocarray(run->all, run->n_all + 1, sizeof(*run->all));
		run->all[run->n_all++] = (struct mb_given_option){ i, run->values[i] };
		return true;
	}
	return false;
}

/* Take one option. Returns -1 to go on, else the exit status. */
static int take_option(struct mb_run *run, int c, bool behind_verb)
{
	if (behind_verb && take_own(run, c))
		return -1;
	switch (c) {
	case 'v':
	case GLOBAL_VERBOSE:
		mb_log_set_level(mb_log_level() + 1);
		return -1;
	case 'q':
	case GLOBAL_QUIET:
		mb_log_set_level(-1);
		return -1;
	case GLOBAL_CONFIG:
		run->config_option = optarg;
		return -1;
	case GLOBAL_PLUGIN_DIR:
		mb_build.plugin_dir = optarg;
		return -1;
	case GLOBAL_VERSION:
		printf("mailbearer %s\n", PACKAGE_VERSION);
		return mb_finish_stdout(EX_OK);
	case 'h':
	case GLOBAL_HELP:
		mb_help_print(run->verb);
		return mb_finish_stdout(EX_OK);
	default:
		/* getopt returns only options of the tables: an unknown one here is a bug. */
		return take_own(run, c) ? -1 : EX_SOFTWARE;
	}
}

/* Return where options end. For `explain` a server's word ("-ERR") ends them: no option begins with a capital. */
static int options_end(const struct mb_verb *verb, int argc, char **argv)
{
	int end = 1;

	if (!verb || !verb->takes_text)
		return argc;
	while (end < argc && !(argv[end][0] == '-' && argv[end][1] >= 'A' && argv[end][1] <= 'Z'))
		end++;
	return end;
}

/* Sort words of the command line into options and operands: those before the verb, or those behind it. argv[0] is
 * skipped. Returns -1 to go on, else the exit status. */
static int parse_words(struct mb_run *run, int argc, char **argv, bool behind_verb)
{
	struct option all[MAX_LONG];
	char letters[3 * MB_MAX_OPTIONS + 8];
	int c, status = -1, end = options_end(run->verb, argc, argv);
	char letter[] = "-?";

	opterr = 0;
	optind = 0; /* reset getopt */
	fill_options(run->verb, all);
	fill_letters(run->verb, behind_verb, letters);
	while (status < 0 && (c = getopt_long(end, argv, letters, all, NULL)) != -1) {
		if (c == 1)
			run->operands[run->n_operands++] = optarg;
		else if (c == '?' && optopt > 0 && optopt < GLOBAL_CONFIG) {
			letter[1] = (char)optopt;
			status = usage(run, _("unknown option %s"), letter);
		} else if (c == '?')
			status = usage(run, _("unknown option %s"), argv[optind - 1]);
		else if (c == ':')
			status = usage(run, _("a value is missing after %s"), argv[optind - 1]);
		else
			status = take_option(run, c, behind_verb);
	}
	while (status < 0 && optind < argc)
		run->operands[run->n_operands++] = argv[optind++];
	return status;
}

/* Parse argv, in which the verb stands at `at`. Returns -1 to run the verb, else the exit status. */
static int parse(struct mb_run *run, int argc, char **argv, int at)
{
	int status = parse_words(run, at, argv, false);

	return status < 0 && at < argc ? parse_words(run, argc - at, argv + at, true) : status;
}

static int run_verb(struct mb_run *run, const char *name)
{
	const struct mb_verb *verb = run->verb;

	if (!name) {
		mb_warnx(_("name a command: see mailbearer --help"));
		return EX_USAGE;
	}
	if (!verb)
		return usage(run, _("there is no command %s"), name);
	if (run->n_operands < verb->min_operands)
		return usage(run, _("missing: %s"), _(verb->entry->operands));
	if (verb->max_operands >= 0 && run->n_operands > verb->max_operands)
		return usage(run, _("too many arguments at %s"), run->operands[verb->max_operands]);
	return verb->run(run);
}

/* Tell whether people read the output, in their language. Programs get English: protocols, logs, JSON, and records
 * that they repeat. */
static bool is_for_people(const struct mb_run *run)
{
	return !run->verb || (!run->verb->entry->for_programs && !mb_run_mentions(run, "json"));
}

int mb_command_line(int argc, char **argv, const struct mb_verb *const *verbs)
{
	int at = mb_verbs_word(argc, argv, 1);
	const char *name = at < argc ? argv[at] : NULL;
	char **operands = mb_xcalloc((size_t)argc + 1, sizeof(*operands));
	struct mb_run run = { .verb = name ? mb_verb_find(verbs, name) : NULL,
			      .verbs = verbs,
			      .argc = argc,
			      .argv = argv,
			      .operands = operands };
	int status;

	if (is_for_people(&run))
		mb_language_begin();
	if (run.verb && run.verb->begin)
		run.verb->begin();
	status = parse(&run, argc, argv, at);
	if (status < 0)
		status = run_verb(&run, name);
	if (run.verb && run.verb->exit_status)
		status = run.verb->exit_status(&run, status);
	free(operands);
	free(run.all);
	return status;
}
