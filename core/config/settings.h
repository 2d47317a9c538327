/* SPDX-License-Identifier: MIT */
/*
 * settings - which values the core's settings take, and what the words among them mean
 *
 * The settings themselves are the table of plugin/settings.h.
 */
#ifndef MB_SETTINGS_H
#define MB_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "global/err.h"
#include "plugin/settings.h"

/* Must nobody else see this value of the setting? `value` may be NULL. */
bool mb_setting_is_secret(enum mb_setting_id id, const char *value);

/* Does the setting take a list in braces? */
bool mb_setting_is_list(enum mb_setting_id id);

/* What a value of the type comes to: a number, enum mb_tls, the bit of a grant, the bits of services (divided by
 * blanks or line breaks); 0 of other types, and where the value is wrong or NULL. */
int64_t mb_setting_number(enum mb_type type, const char *value);

/* Check that `value` fits the type. Returns what is wrong, for the caller to free; NULL:
 * nothing. */
char *mb_setting_fault(enum mb_type type, const char *value);

/* Return the bit (enum mb_grant) of a grant's name, "authorization_code" ...; 0 for no such grant. */
unsigned mb_grant_by_name(const char *name);
/* Return the name of a grant's bit. */
const char *mb_grant_name(unsigned grant);

#endif
