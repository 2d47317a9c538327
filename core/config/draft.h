/* SPDX-License-Identifier: MIT */
/*
 * draft - an account that is not in the config yet
 *
 * A draft is a struct mb_account, so that the checks of the config are the checks of the draft. Its
 * values may be secrets and are wiped.
 */
#ifndef MB_DRAFT_H
#define MB_DRAFT_H

#include <stdbool.h>

#include "config/account.h"

struct mb_buf;

/* Set a setting, or with a NULL value forget it. Elements of a list are divided by '\n'. */
void mb_draft_set(struct mb_account *draft, const char *key, const char *value);
/* Copy all settings of `from` over those of the draft. */
void mb_draft_copy(struct mb_account *draft, const struct mb_account *from);
/* Forget name and settings; config and plugin are borrowed and stay. */
void mb_draft_empty(struct mb_account *draft);

/* Append the account as it stands in the config. With `for_people` a secret is not shown. */
void mb_draft_write(const struct mb_account *draft, bool for_people, struct mb_buf *out);

/* Append a value so that libconfuse reads just these bytes: bare, or in the quotes that need no
 * escapes. The value has no line break and no control character. */
void mb_draft_quote(const char *value, struct mb_buf *out);

#endif
