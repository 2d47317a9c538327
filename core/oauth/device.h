/* SPDX-License-Identifier: MIT */
/*
 * device - the device authorization grant (RFC 8628)
 */
#ifndef MB_DEVICE_H
#define MB_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "global/err.h"
#include "oauth/party.h"

struct mb_form;
struct mb_secret;
struct mb_verdict;

struct mb_device {
	struct mb_secret *device_code;
	char *user_code;        /* to be typed by the person; printable */
	char *verification_uri; /* for the browser; printable, an https URL */
	int64_t interval_ms;    /* between polls, grows */
	struct mb_deadline expires;
};

enum mb_poll {
	MB_POLL_DONE = 1, /* signed in */
	MB_POLL_PENDING,  /* ask again after interval_ms */
	MB_POLL_FAILED,
};

/* Ask for the codes. The caller ends `d` with mb_device_fini() in any case. */
bool mb_device_begin(struct mb_device *d, struct mb_party *p, struct mb_err *err);
void mb_device_fini(struct mb_device *d);

/* Make the form that asks once whether the person has signed in, for the caller to free. */
struct mb_form *mb_device_form(const struct mb_device *d);
/* Decide how to go on after a poll that brought no tokens, by its verdict and error. slow_down adds 5 s to the
 * interval for good; a request that got no answer doubles it (RFC 8628 3.5). */
enum mb_poll mb_device_go_on(struct mb_device *d, const struct mb_verdict *verdict,
			     const struct mb_err *err);

#endif
