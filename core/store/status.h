/* SPDX-License-Identifier: MIT */
/*
 * status - what happened last: ACCOUNT.status
 *
 * The last error, the refusal that is being remembered, the last use. Written under the account's
 * lock. Loss of it loses nothing; but one that is there and cannot be read may hold a refusal.
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

/* One for each mail service, in the order of plugin/service.h. */
#define MB_SLOTS 3

/* "imap", "pop3", "smtp" */
const char *mb_mail_slot_name(size_t slot);

/* Why it does not go on before a person has acted. */
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
	/* The last one that needs a person: what passes by itself and comes later takes nothing away. */
	struct mb_person_needed person;
	/* Until then the error is repeated without asking the provider (Unix time), as long as the
	 * config's stamp is `refusal_stamp`. */
	int64_t refused_until;
	char *refusal_stamp;
	/* The provider called the password wrong: none is sent until `login` succeeds. */
	bool password_refused;
	int64_t last_use;
	/* For how long the last logins lasted although they were used, in seconds; 0: not known. */
	int64_t life, life_before;
	int64_t life_of; /* when the login began that `life` is of; Unix time */
	int64_t warned;  /* when somebody was last told that the login ends soon; Unix time */
	struct mb_mail_refusal mail[MB_SLOTS];
};

/* One that is not there is empty. False, and empty too: it is there, but is damaged (MB_E_LOGIN: a login
 * replaces it) or cannot be read. mb_status_fini() in any case. */
bool mb_status_load(struct mb_status *status, const char *path, struct mb_err *err);
/* `prepared` (begun by the caller; NULL or empty: it was not) is used up; when it fails, the save is
 * tried once more from the start. */
bool mb_status_save(const struct mb_status *status, const char *path, struct mb_replace *prepared,
		    struct mb_err *err);
/* Does the error need a person? */
bool mb_status_needs_person(enum mb_code code);
/* Takes the error in, in place of the last one; forgets the provider's refusal. */
void mb_status_set_error(struct mb_status *status, int64_t now, const struct mb_err *err);
/* Forgets errors and the provider's refusal. */
void mb_status_clear(struct mb_status *status);
/* Forgets what the mail server said. */
void mb_mail_refusal_clear(struct mb_mail_refusal *refusal);
void mb_status_fini(struct mb_status *status);

#endif
