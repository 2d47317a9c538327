/* SPDX-License-Identifier: MIT */
#include "config/scan.h"

#if __has_include(<malloc.h>)
#include <libintl.h>
#include <malloc.h>
#endif
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"

#define CHUNK 4096
/* Braces within braces. libconfuse calls itself for each, and the stack has an end. */
#define DEPTH_MAX 1000
/* Bytes of a block that glibc overwrites when it is freed, instead of keeping it for the next one. */
#define LARGE 1100

/* From the end of the filler to that of the pass, glibc overwrites large blocks when they are freed. libconfuse's
 * scanner has two with all that the config holds: what it has read, and quoted values. Nobody else can reach
 * them. */
static void freeing_wipes(bool begin)
{
#ifdef M_PERTURB
	mallopt(M_PERTURB, begin ? 0x55 : 0);
#else
	(void)begin;
#endif
}

/* Not before: while the buffer for quoted values grows, what it leaves over of a free block is given back again
 * and again. */
int mb_scan_begun(cfg_t *cfg, cfg_opt_t *opt)
{
	(void)cfg;
	(void)opt;
	freeing_wipes(true);
	return 0;
}

static void add_begin(struct mb_buf *text)
{
	char filler[LARGE];

	memset(filler, 'x', sizeof(filler));
	mb_buf_adds(text, MB_SCAN_BEGIN " = \"");
	mb_buf_add(text, filler, sizeof(filler));
	mb_buf_adds(text, "\" ");
}

/* libconfuse keeps a copy of every value. */
static void wipe(cfg_t *cfg)
{
	for (cfg_opt_t *opt = cfg->opts; opt && opt->name; opt++)
		for (unsigned i = 0; i < opt->nvalues; i++)
			if (opt->type == CFGT_SEC)
				wipe(opt->values[i]->section);
			else if (opt->type == CFGT_STR && opt->values[i]->string)
				explicit_bzero(opt->values[i]->string,
					       strlen(opt->values[i]->string));
}

void mb_scan_forget(cfg_opt_t *sections)
{
	for (unsigned i = 0; i < sections->nvalues; i++)
		wipe(sections->values[i]->section);
	cfg_free_value(sections);
}

/* Says whether braces stand in braces deeper than anybody writes them. Those in quotes and comments count too,
 * which only a text made for it would notice. */
static bool is_too_deep(const char *text)
{
	size_t depth = 0;

	while ((text = strpbrk(text, "{}")) && depth <= DEPTH_MAX)
		depth += *text++ == '{' ? 1 : depth > 0 ? (size_t)-1 : 0;
	return depth > DEPTH_MAX;
}

bool mb_scan(const struct mb_buf *text, cfg_opt_t *opts, cfg_flag_t flags, cfg_errfunc_t on_error)
{
	cfg_t *cfg;
	char chunk[CHUNK]; /* stdio's own would not be wiped */
	/* A byte order mark, as some editors write it. */
	size_t bom = mb_text_after(mb_buf_str(text), "\xef\xbb\xbf") ? 3 : 0;
	struct mb_buf marked;
	FILE *file;
	int rc;

	if (is_too_deep(mb_buf_str(text)))
		return false;
	cfg = cfg_init(opts, flags);
	if (!cfg)
		mb_out_of_memory();
	/* libconfuse's words are looked at, and replaced by ours: they must be English. */
	bindtextdomain("confuse", "/dev/null");
	cfg_set_error_function(cfg, on_error);
	mb_buf_init(&marked, text->max + LARGE + 128);
	add_begin(&marked);
	mb_buf_add(&marked, mb_buf_str(text) + bom, text->len - bom);
	mb_buf_adds(&marked, "\n" MB_SCAN_END " = x\n");
	file = fmemopen(marked.data, marked.len, "r");
	if (!file)
		mb_out_of_memory();
	setvbuf(file, chunk, _IOFBF, sizeof(chunk));
	rc = cfg_parse_fp(cfg, file);
	freeing_wipes(false);
	fclose(file);
	explicit_bzero(chunk, sizeof(chunk));
	wipe(cfg);
	cfg_free(cfg);
	mb_buf_fini(&marked);
	return rc == CFG_SUCCESS;
}

void mb_scan_clean(char *message)
{
	const char *token = mb_text_after(message, "unexpected token '");
	char *quote = strchr(message, '\'');

	if (token && (!*token || token[1] != '\''))
		snprintf(message, MB_SCAN_MESSAGE_MAX, "%s", _("a comma or a brace is missing"));
	else if (!token && quote && !strstr(message, "option '") && !strstr(message, "section '"))
		*quote = '\0';
}

char *mb_scan_quoted(char *message, const char *prefix)
{
	char *word = mb_text_after(message, prefix) ? message + strlen(prefix) : NULL;
	char *end = word ? strrchr(word, '\'') : NULL;

	if (end)
		*end = '\0';
	return word;
}

char *mb_scan_longer(cfg_opt_t *opt, const char *before, size_t max)
{
	unsigned n = cfg_opt_size(opt);
	const char *last = n > 0 ? cfg_opt_getnstr(opt, n - 1) : NULL;
	size_t len = n > 1 && before ? strlen(before) + 1 : 0;

	if (!last)
		last = "";
	if (len + strlen(last) > max)
		return NULL;
	return len ? mb_text_cat(before, "\n", last, NULL) : mb_xstrdup(last);
}

bool mb_scan_in_account(const cfg_t *cfg)
{
	return mb_streq(cfg_name((cfg_t *)(uintptr_t)cfg), "account");
}

bool mb_scan_has_key(const cfg_opt_t *opts, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (mb_streq(opts[i].name, key))
			return true;
	return false;
}
