/* SPDX-License-Identifier: MIT */
/*
 * flight - which messages are on their way to a mailbox
 *
 * Between the last byte of an APPEND and its tagged OK nobody can tell whether the server has the
 * message. So a record of it is on the disk before the first byte goes, and whoever tries the same
 * message again, after a crash too, knows from which UID on to look for it. One file in flight/ for
 * each message and mailbox, locked as long as somebody works on it; normally there is none.
 *
 * An empty file says that its message was not sent yet; one that a crash has cut off may be an earlier
 * sending's, and nothing is known of it.
 * Errors: MB_E_RETRY while another process works on the same message, else as the disk's.
 */
#ifndef MB_FLIGHT_H
#define MB_FLIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "global/err.h"
#include "store/lock.h"

struct mb_paths;

/* Records that nobody has asked for in so long are removed. */
#define MB_FLIGHT_MAX_AGE (30 * 86400)

enum mb_flight_state {
	MB_FLIGHT_NONE, /* not on its way */
	MB_FLIGHT_SENT, /* sent, outcome unknown */
	MB_FLIGHT_DONE, /* the server has it, as this process has heard */
};

struct mb_flight {
	enum mb_flight_state state;
	/* Of MB_FLIGHT_SENT: where it is if it is there, RFC 9051 2.3.1.1. 0: not known. */
	uint32_t uidvalidity, uidnext;
	int64_t lost; /* Unix time of the loss of the connection; 0: not known */
	/* private */
	char *path, *mailbox;
	struct mb_lock lock;
};

#define MB_FLIGHT_INIT                                                                             \
	{                                                                                          \
		MB_FLIGHT_NONE, 0, 0, 0, NULL, NULL, MB_LOCK_INIT                                  \
	}

/* The folder, made if need be; the caller frees it. NULL: `err`. */
char *mb_flight_dir(const struct mb_paths *paths, struct mb_err *err);

/* Locks the record `key` ([0-9a-f]{64}); its folder must exist. Who had to wait for another process that
 * has sent just this message finds MB_FLIGHT_SENT, and where to look for it. */
bool mb_flight_open(struct mb_flight *flight, const struct mb_paths *paths, const char *key,
		    struct mb_deadline deadline, struct mb_err *err);
/* On the disk when it returns. A smaller UIDNEXT of an earlier sending stays: either may arrive.
 * `mailbox` is for people who look into the file. */
bool mb_flight_sent(struct mb_flight *flight, const char *mailbox, uint32_t uidvalidity,
		    uint32_t uidnext, struct mb_err *err);
/* Notes that the message is none of those below `uidnext`, which were compared with it: the next try goes on
 * from there. UIDs only grow (RFC 9051 2.3.1.1). */
void mb_flight_looked(struct mb_flight *flight, uint32_t uidvalidity, uint32_t uidnext);
/* The connection is gone, and the server may still be at work on it. */
void mb_flight_lost(struct mb_flight *flight);
/* The server has it, at this place (0: not told). The record stays, until it is ended or is too old, and
 * says where to look. */
void mb_flight_done(struct mb_flight *flight, uint32_t uidvalidity, uint32_t uid);
/* The server has refused it. */
void mb_flight_none(struct mb_flight *flight);
/* Unlocks; a record of a message that is not on its way goes. */
void mb_flight_close(struct mb_flight *flight);
/* Unlocks and removes it: nobody will ask again. */
void mb_flight_end(struct mb_flight *flight);

/* Removes what is too old. */
void mb_flight_sweep(const struct mb_paths *paths);

#endif
