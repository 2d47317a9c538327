/* SPDX-License-Identifier: MIT */
#include "config/faults.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"

/* Nobody reads more of them, and each new one is compared with all. */
#define FAULTS_MAX 200

bool mb_faults_full(const struct mb_faults *faults)
{
	return faults->n == FAULTS_MAX;
}

/* Takes the text over. */
static void add(struct mb_faults *faults, unsigned line, bool doubtful, char *text)
{
	if (mb_faults_full(faults)) {
		free(text);
		return;
	}
	for (size_t i = 0; i < faults->n; i++)
		if (mb_streq(faults->all[i].text, text)) {
			free(text);
			return;
		}
	faults->all = mb_xreallocarray(faults->all, faults->n + 1, sizeof(*faults->all));
	faults->all[faults->n++] = (struct mb_fault){ line, doubtful, text };
}

void mb_faults_add(struct mb_faults *faults, unsigned line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(faults, line, false, mb_xvasprintf(fmt, ap));
	va_end(ap);
}

void mb_faults_doubt(struct mb_faults *faults)
{
	if (faults->n > 0)
		faults->all[faults->n - 1].doubtful = true;
}

void mb_faults_drop_doubtful(struct mb_faults *faults)
{
	size_t kept = 0;

	if (mb_faults_full(faults))
		return;
	for (size_t i = 0; i < faults->n; i++)
		if (faults->all[i].doubtful)
			free(faults->all[i].text);
		else
			faults->all[kept++] = faults->all[i];
	faults->n = kept;
}

void mb_faults_copy(struct mb_faults *faults, const struct mb_faults *from)
{
	for (size_t i = 0; i < from->n; i++)
		add(faults, from->all[i].line, from->all[i].doubtful,
		    mb_xstrdup(from->all[i].text));
}

static int by_line(const void *a, const void *b)
{
	const struct mb_fault *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->text, y->text);
}

void mb_faults_sort(struct mb_faults *faults)
{
	if (faults->n > 1)
		qsort(faults->all, faults->n, sizeof(*faults->all), by_line);
}

void mb_faults_fini(struct mb_faults *faults)
{
	for (size_t i = 0; i < faults->n; i++)
		free(faults->all[i].text);
	free(faults->all);
	*faults = (struct mb_faults)MB_FAULTS_INIT;
}

bool mb_faults_none(const struct mb_faults *faults, struct mb_err *err)
{
	size_t first = 0;

	for (size_t i = 1; i < faults->n; i++)
		if (faults->all[i].line < faults->all[first].line)
			first = i;
	return faults->n == 0 || mb_err_set(err, MB_E_CONFIG, "%s", faults->all[first].text);
}
