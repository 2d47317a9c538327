/* SPDX-License-Identifier: MIT */
/*
 * form - the parameters of a request, as application/x-www-form-urlencoded
 */
#ifndef MB_FORM_H
#define MB_FORM_H

#include <stdbool.h>
#include <stddef.h>

struct mb_buf;
struct mb_secret;

struct mb_form;

/* Make an empty form, which the caller frees. */
struct mb_form *mb_form_new(void);
/* Wipe and free *form, which may be NULL, and set it to NULL. */
void mb_form_free(struct mb_form **form);

/* Set a parameter to a copy of `value`, replacing an earlier one of the same name. An empty or NULL value removes
 * the parameter (RFC 6749 3.2). */
void mb_form_set(struct mb_form *form, const char *name, const char *value);
void mb_form_set_secret(struct mb_form *form, const char *name, const struct mb_secret *value);
/* Remove a parameter, if the form has it. */
void mb_form_drop(struct mb_form *form, const char *name);
/* Send client_id and client_secret in the Authorization header, not in the body (RFC 6749 2.3.1). */
void mb_form_use_basic(struct mb_form *form);
/* Tell whether the form has the parameter `name`, set by mb_form_set_secret(). */
bool mb_form_is_secret(const struct mb_form *form, const char *name);

/* Tell whether `text`, which is untrusted, contains the value of a parameter set by mb_form_set_secret(), plain or
 * percent-encoded. */
bool mb_form_gives_away(const struct mb_form *form, const char *text);

/* Append name=value&... in the order of setting. The result holds secrets. */
void mb_form_encode(const struct mb_form *form, struct mb_buf *out);
/* Append `client_id:client_secret`, each urlencoded, after mb_form_use_basic(); else append nothing. The result holds
 * a secret. */
void mb_form_basic(const struct mb_form *form, struct mb_buf *out);
/* Append the names of the parameters, for the log. */
void mb_form_names(const struct mb_form *form, struct mb_buf *out);
/* Append `s` with all but the unreserved characters percent-encoded (RFC 3986 2.3). */
void mb_form_escape(struct mb_buf *out, const char *s, size_t len);

#endif
