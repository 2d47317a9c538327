/* SPDX-License-Identifier: MIT */
/*
 * strays - settings and sections in the config that do not exist
 *
 * libconfuse stops at what it does not know. So a stray is learned, with what there is to say about it,
 * and another pass over the same bytes goes on behind it. The config is untrusted; what stands where a
 * key should may be the rest of a secret.
 */
#ifndef MB_STRAYS_H
#define MB_STRAYS_H

#include <confuse.h>
#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

/* Number of different strays in one file; more are a fault of syntax. */
#define MB_STRAYS_MAX 64
/* How many of them may be sections: each account gets a copy of all that they may have. */
#define MB_STRAYS_SECTIONS 4

struct mb_strays;

/* Make an empty list, for the caller to free. `path` is borrowed. */
struct mb_strays *mb_strays_new(const char *path);
void mb_strays_free(struct mb_strays **strays);

/* Begin a pass in which accounts have these settings; they are borrowed until the next pass. */
void mb_strays_begin(struct mb_strays *strays, const cfg_opt_t *account_keys);
/* Note that this pass read the setting `key`, in the line where `cfg` is. */
void mb_strays_passed(struct mb_strays *strays, const cfg_t *cfg, const char *key);

/* Make the sentence about the unknown key, which is where `cfg` is. The caller frees it. */
char *mb_strays_sentence(const struct mb_strays *strays, const cfg_t *cfg, const char *key);
/* Return the sentence about the key from when it was learned; NULL: it was not. Borrowed. */
const char *mb_strays_known(const struct mb_strays *strays, const char *key);
/* Make the key known for another pass. False: that is not possible; MB_E_CONFIG with the
 * sentence. */
bool mb_strays_learn(struct mb_strays *strays, const cfg_t *cfg, const char *key,
		     struct mb_err *err);
/* Make the stray known as a section of accounts, with a title until it is seen that it has none. False: it is no
 * section, or one too many. */
bool mb_strays_learn_section(struct mb_strays *strays, const cfg_t *cfg, const char *key);
bool mb_strays_learn_untitled(struct mb_strays *strays, const char *key);
/* Count the sections that are known. */
size_t mb_strays_sections(const struct mb_strays *strays);
/* Return the line where the section's name was first met, if its first end is at `end`; after that `end`. */
unsigned mb_strays_section_line(struct mb_strays *strays, const char *key, unsigned end);

/* Add to `opts` the strays that it lacks, MB_STRAYS_MAX at most. `on_value` is called for each
 * value. */
void mb_strays_add(const struct mb_strays *strays, cfg_opt_t *opts, size_t *n,
		   cfg_validate_callback_t on_value);
/* Adds the sections first, which may have `inner`; `on_end` is called at the end of each. */
void mb_strays_add_sections(const struct mb_strays *strays, cfg_opt_t *opts, size_t *n,
			    cfg_opt_t *inner, cfg_validate_callback_t on_end);

#endif
