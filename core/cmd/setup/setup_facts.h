/* SPDX-License-Identifier: MIT */
/*
 * setup_facts - facts from the answers so far and the plugin, which decide what is asked next
 */
#ifndef MB_SETUP_FACTS_H
#define MB_SETUP_FACTS_H

#include <stdbool.h>

struct mb_setting;
struct mb_setup;

/* Facts. Bits. */
enum mb_setup_fact {
	MB_FACT_NAMED = 1u << 0,           /* a preset was chosen: mb_setup_names_provider() */
	MB_FACT_DIRECT = 1u << 1,          /* the provider has a grant that needs no person */
	MB_FACT_PASSWORD = 1u << 2,        /* the grant is password */
	MB_FACT_APP = 1u << 3,             /* the grant is client_credentials */
	MB_FACT_SERVICE_ACCOUNT = 1u << 4, /* the grant is jwt_bearer */
	MB_FACT_CODE = 1u << 5,            /* authorization_code is possible */
	MB_FACT_DEVICE = 1u << 6,          /* device_code is possible */

	MB_FACT_TOKEN_KNOWN = 1u << 7, /* there is a token endpoint; likewise the next two */
	MB_FACT_AUTHORIZATION_KNOWN = 1u << 8,
	MB_FACT_DEVICE_KNOWN = 1u << 9,
	MB_FACT_DISCOVERS = 1u << 10,   /* the endpoints come from the issuer */
	MB_FACT_ISSUER_ROW = 1u << 11,  /* the plugin leaves the issuer to the account */
	MB_FACT_SCOPE_ROW = 1u << 12,   /* the plugin leaves the scope to the account */
	MB_FACT_SCOPE_KNOWN = 1u << 13, /* there is a scope */

	MB_FACT_REGISTERS = 1u << 14,      /* mailbearer may register itself: no client id needed */
	MB_FACT_CLIENT = 1u << 15,         /* there is a client id, and its proof is asked for */
	MB_FACT_SECRET = 1u << 16,         /* the client proves itself by a secret */
	MB_FACT_SECRET_COMMAND = 1u << 17, /* a command for the secret was given */
	MB_FACT_CERTIFICATE = 1u << 18,    /* the client proves itself by a certificate */
	MB_FACT_ASSERTION = 1u << 19,      /* the client proves itself by an assertion in a file */
	MB_FACT_READABLE = 1u << 20,       /* others can read the config */

	MB_FACT_IMAP = 1u << 21, /* the account has this service; likewise the next two */
	MB_FACT_POP3 = 1u << 22,
	MB_FACT_SMTP = 1u << 23,
	MB_FACT_IMAP_KNOWN = 1u << 24, /* its server is known; likewise the next two */
	MB_FACT_POP3_KNOWN = 1u << 25,
	MB_FACT_SMTP_KNOWN = 1u << 26,
	MB_FACT_IMAP_GIVEN = 1u << 27, /* its server was answered; likewise the next two */
	MB_FACT_POP3_GIVEN = 1u << 28,
	MB_FACT_SMTP_GIVEN = 1u << 29,
};

/* Tell whether a setting says which provider is meant, as generic's preset does: a choice that is not required and has
 * no default. */
bool mb_setup_names_provider(const struct mb_setting *row);

/* Tell whether all facts of `when` hold, and none of `unless`. */
bool mb_setup_holds(const struct mb_setup *s, unsigned when, unsigned unless);

#endif
