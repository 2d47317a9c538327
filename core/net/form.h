/* SPDX-License-Identifier: MIT */
/*
 * form - parameters of a request: application/x-www-form-urlencoded
 */
#ifndef MB_FORM_H
#define MB_FORM_H

#include <stdbool.h>
#include <stddef.h>

struct mb_buf;
struct mb_secret;

struct mb_form;

struct mb_form *mb_form_new(void);
/* Wipes, frees, sets to NULL. */
void mb_form_free(struct mb_form **form);

/* Each parameter at most once: setting one again replaces it (RFC 6749 3.2). An empty or NULL value
 * leaves the parameter out. Copies. */
void mb_form_set(struct mb_form *form, const char *name, const char *value);
void mb_form_set_secret(struct mb_form *form, const char *name, const struct mb_secret *value);
void mb_form_drop(struct mb_form *form, const char *name);
/* client_id and client_secret go into the Authorization header (RFC 6749 2.3.1), not into the body. */
void mb_form_use_basic(struct mb_form *form);
/* It is there and was set with mb_form_set_secret(). */
bool mb_form_is_secret(const struct mb_form *form, const char *name);

/* Does `text` (untrusted) contain the value of a parameter set with mb_form_set_secret(), as it is or
 * percent-encoded? */
bool mb_form_gives_away(const struct mb_form *form, const char *text);

/* Appends name=value&... in the order of setting; the result holds secrets. */
void mb_form_encode(const struct mb_form *form, struct mb_buf *out);
/* Appends `client_id:client_secret`, each urlencoded, if they go into the header; else nothing. The result
 * holds a secret. */
void mb_form_basic(const struct mb_form *form, struct mb_buf *out);
/* Appends the names only, for the log. */
void mb_form_names(const struct mb_form *form, struct mb_buf *out);
/* Appends `s` percent-encoded: all but the unreserved characters of RFC 3986 2.3. */
void mb_form_escape(struct mb_buf *out, const char *s, size_t len);

#endif
