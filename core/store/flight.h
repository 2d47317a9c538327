/* SPDX-License-Identifier: MIT */
/*
 * flight - which messages are on their way to a mailbox
 *
 * Between the last byte of an APPEND and its tagged OK nobody can tell whether the server has the
 * message. So a record of it is on the disk before the first byte goes, and whoever tries the same
 * message again, after a crash too, knows from which UID on to look for it. One file in flight/ for
 * each message and mailbox, locked as long as somebody works on it; normally there is none.
 *
 * An empty file says that its message was not sent yet; one that a crash has cut off may be of
 * an earlier sending, and tells nothing.
 * Errors: MB_E_RETRY while another process works on the same message, else those of the disk.
 */
#ifndef MB_FLIGHT_H
#define MB_FLIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "global/err.h"
#include "store/lock.h"

struct mb_paths;

/* Seconds after which a record that nobody has asked for is removed. */
#define MB_FLIGHT_MAX_AGE (30 * 86400)

enum mb_flight_state {
	MB_FLIGHT_NONE, /* not on its way */
	MB_FLIGHT_SENT, /* sent, outcome unknown */
	MB_FLIGHT_DONE, /* the server has it, as this process has heard */
};

struct mb_flight {
	enum mb_flight_state state;
	/* With MB_FLIGHT_SENT: a message that has arrived has this UID or a greater one; 0: not
	 * known (RFC 9051 2.3.1.1). */
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

/* Make the folder of the records if need be. Returns its path, for the caller to free; NULL with
 * an error. */
char *mb_flight_dir(const struct mb_paths *paths, struct mb_err *err);

/* Lock and load the record `key` ([0-9a-f]{64}); its folder must exist. A caller that had to
 * wait for another process which has sent just this message finds MB_FLIGHT_SENT, and where to
 * look for the message. */
bool mb_flight_open(struct mb_flight *flight, const struct mb_paths *paths, const char *key,
		    struct mb_deadline deadline, struct mb_err *err);
/* Note, before the message is sent, from which UID on it will be. The record is on the disk on
 * return. A smaller UIDNEXT of an earlier sending stays, as either copy may arrive. `mailbox` is
 * for people who look into the file. */
bool mb_flight_sent(struct mb_flight *flight, const char *mailbox, uint32_t uidvalidity,
		    uint32_t uidnext, struct mb_err *err);
/* Note that all messages below `uidnext` are others: the next try goes on from there, as UIDs
 * only grow (RFC 9051 2.3.1.1). */
void mb_flight_looked(struct mb_flight *flight, uint32_t uidvalidity, uint32_t uidnext);
/* Note that the connection is gone; the server may still be at work on the message. */
void mb_flight_lost(struct mb_flight *flight);
/* Note that the server has the message, at this place (0: not told). The record says where to
 * look until it is ended or too old. */
void mb_flight_done(struct mb_flight *flight, uint32_t uidvalidity, uint32_t uid);
/* Note that the server has refused the message. */
void mb_flight_none(struct mb_flight *flight);
/* Unlock the record, and remove it if its message is not on its way. */
void mb_flight_close(struct mb_flight *flight);
/* Unlock and remove the record: nobody will ask for the message again. */
void mb_flight_end(struct mb_flight *flight);

/* Remove the records that are too old and not locked. */
void mb_flight_sweep(const struct mb_paths *paths);

#endif
