/* SPDX-License-Identifier: MIT */
/*
 * visitor - one connection to the loopback listener
 *
 * Reads a request head, later writes one response and closes so that the other side gets all of it.
 * Never blocks; each step has its time limit.
 */
#ifndef MB_VISITOR_H
#define MB_VISITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum mb_visitor_state {
	MB_VISITOR_NONE,    /* no connection */
	MB_VISITOR_READING, /* its head */
	MB_VISITOR_ASKED,   /* the head is there, or what came can be none */
	MB_VISITOR_WRITING,
	MB_VISITOR_LEAVING, /* all is written; until the other side has read it */
};

struct mb_visitor {
	enum mb_visitor_state state;
	int fd;
	int64_t until_ms; /* on mb_clock_ms()'s scale: closed then */
	struct mb_buf head, reply;
	size_t sent;
	bool broken; /* ASKED with something that is no head */
};

/* Takes over an accepted, non-blocking descriptor. */
void mb_visitor_init(struct mb_visitor *v, int fd);
void mb_visitor_close(struct mb_visitor *v);
/* What to poll for. */
short mb_visitor_events(const struct mb_visitor *v);
/* One step, after poll; also closes what is out of time. */
void mb_visitor_step(struct mb_visitor *v, short revents);
/* From ASKED to WRITING: what is in v->reply. */
void mb_visitor_answer(struct mb_visitor *v);

#endif
