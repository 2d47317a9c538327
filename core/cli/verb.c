/* SPDX-License-Identifier: MIT */
#include "cli/verb.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/text.h"
#include "config/config.h"
#include "global/log.h"

const struct mb_verb *mb_verb_find(const struct mb_verb *const *verbs, const char *name)
{
	for (; *verbs; verbs++)
		if (mb_streq((*verbs)->entry->name, name))
			return *verbs;
	return NULL;
}

const char *mb_run_option(const struct mb_run *run, const char *name)
{
	for (size_t i = 0; run->verb->options && run->verb->options[i].name; i++)
		if (mb_streq(run->verb->options[i].name, name))
			return run->values[i];
	return NULL;
}

static int index_of(const struct mb_run *run, char letter)
{
	for (int i = 0; run->verb->options && run->verb->options[i].name; i++)
		if (run->verb->options[i].letter == letter)
			return i;
	return -1;
}

const char *mb_run_letter(const struct mb_run *run, char letter)
{
	int i = index_of(run, letter);

	return i < 0 ? NULL : run->values[i];
}

const char *mb_run_next(const struct mb_run *run, const char *name, size_t *at)
{
	while (*at < run->n_all) {
		const struct mb_given_option *given = &run->all[(*at)++];

		if (mb_streq(run->verb->options[given->option].name, name))
			return given->value;
	}
	return NULL;
}

bool mb_run_mentions(const struct mb_run *run, const char *name)
{
	for (int i = 1; i < run->argc && !mb_streq(run->argv[i], "--"); i++) {
		const char *word = run->argv[i];

		/* The option may be abbreviated, as getopt allows. */
		if (strncmp(word, "--", 2) == 0 && mb_text_after(name, word + 2))
			return true;
	}
	return false;
}

bool mb_run_seconds(const struct mb_run *run, const char *name, int64_t *value_r,
		    struct mb_err *err)
{
	const char *value = mb_run_option(run, name);

	*value_r = -1;
	return !value || mb_text_number(value, 0, INT32_MAX, value_r) ||
	       mb_err_set(err, MB_E_USAGE, _("--%s takes a number of seconds, not \"%s\""), name,
			  value);
}

int mb_fail(const char *account, struct mb_err *err)
{
	int status = mb_err_exit(err->code == MB_OK ? MB_E_BUG : err->code);

	mb_warn_err(account, err);
	mb_err_clear(err);
	return status;
}

int mb_worse_exit(int a, int b)
{
	static const int order[] = { EX_OK,    MB_EXIT_SOON, EX_TEMPFAIL,
				     EX_IOERR, EX_CONFIG,    EX_NOPERM };
	int statuses[] = { a, b }, rank[2];

	for (int i = 0; i < 2; i++) {
		rank[i] = 0;
		while (rank[i] < (int)(sizeof(order) / sizeof(*order)) &&
		       order[rank[i]] != statuses[i])
			rank[i]++; /* a status that is not listed is a bug and ranks last */
	}
	return rank[1] > rank[0] ? b : a;
}

bool mb_run_config(const struct mb_run *run, struct mb_paths *paths, struct mb_config **config_r,
		   struct mb_err *err)
{
	return mb_run_config_for(run, NULL, paths, config_r, err);
}

bool mb_run_config_for(const struct mb_run *run, const char *name, struct mb_paths *paths,
		       struct mb_config **config_r, struct mb_err *err)
{
	*paths = (struct mb_paths){ NULL, NULL };
	if (!mb_paths_find(paths, run->config_option, err) ||
	    !(name ? mb_config_load_for(paths->config, name, config_r, err)
		   : mb_config_load(paths->config, config_r, err)) ||
	    !mb_faults_none(&(*config_r)->faults, err))
		return false;
	mb_config_apply_state_dir(*config_r, paths);
	return true;
}

const struct mb_account *mb_run_account(struct mb_run *run, const char *name,
					struct mb_paths *paths, struct mb_config **config_r,
					struct mb_err *err)
{
	run->about = NULL;
	if (!mb_run_config_for(run, name, paths, config_r, err))
		return NULL;
	run->about = name;
	return mb_config_sound_account(*config_r, name, err);
}

int mb_finish_stdout(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	mb_warnx(_("cannot write: %s"), strerror(errno));
	return EX_IOERR;
}
