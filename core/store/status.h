/* SPDX-License-Identifier: MIT */
/*
 * status - what happened last: ACCOUNT.status
 *
 * The last error, the refusal that is being remembered, the last use. Written under the account's
 * lock. A status that is lost loses nothing; but one that cannot be read may hold a refusal.
 */
#ifndef MB_STATUS_H
#define MB_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "global/err.h"
#include "global/replace.h"

/* A mail server's refusal of a token, remembered like a provider's. */
struct mb_mail_refusal {
	int64_t until; /* Unix time; 0: none */
	char *stamp;   /* of the config */
	enum mb_code code;
	char *text;
};

/* Number of mail services, each with a slot, in the order of plugin/service.h. */
#define MB_SLOTS 3

/* Return the name of a slot: "imap", "pop3", "smtp". */
const char *mb_mail_slot_name(size_t slot);

/* An error that lasts until a person has acted. */
struct mb_person_needed {
	int64_t time; /* Unix time; 0: no such error since the last success */
	enum mb_code code;
	char *text;
};

struct mb_status {
	/* The last error, whatever it was. */
	int64_t error_time; /* Unix time; 0: no error since the last success */
	enum mb_code error_code;
	char *error_text;
	/* The last error that needs a person; a later one that passes by itself does not replace it. */
	struct mb_person_needed person;
	/* Until then the error is repeated without asking the provider (Unix time), as long as the
	 * config's stamp is `refusal_stamp`. */
	int64_t refused_until;
	char *refusal_stamp;
	/* The provider called the password wrong: none is sent until `login` succeeds. */
	bool password_refused;
	int64_t last_use;
	/* How long the last logins lasted although they were used, in seconds; 0: not known. */
	int64_t life, life_before;
	int64_t life_of; /* when the login of `life` began; Unix time */
	int64_t warned;  /* when somebody was last told that the login ends soon; Unix time */
	struct mb_mail_refusal mail[MB_SLOTS];
};

/* Load the status; it is empty if there is no file. False, and empty too: the file is damaged
 * (MB_E_LOGIN: a login replaces it) or cannot be read. The caller ends the status with
 * mb_status_fini() in any case. */
bool mb_status_load(struct mb_status *status, const char *path, struct mb_err *err);
/* Save the status in the `prepared` file (begun by the caller; NULL or empty: not begun), which
 * is used up. If that fails, save once more from the start. */
bool mb_status_save(const struct mb_status *status, const char *path, struct mb_replace *prepared,
		    struct mb_err *err);
/* Does the error need a person? */
bool mb_status_needs_person(enum mb_code code);
/* Replace the last error by `err`, and forget the provider's refusal. */
void mb_status_set_error(struct mb_status *status, int64_t now, const struct mb_err *err);
/* Forget the errors and the provider's refusal. */
void mb_status_clear(struct mb_status *status);
/* Free and forget a mail server's refusal. */
void mb_mail_refusal_clear(struct mb_mail_refusal *refusal);
void mb_status_fini(struct mb_status *status);

#endif
