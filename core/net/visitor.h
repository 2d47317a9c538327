/* SPDX-License-Identifier: MIT */
/*
 * visitor - one connection to the loopback listener
 *
 * A visitor's request head is read; later one response is written, and the connection is closed so that the visitor
 * gets all of the response. Nothing blocks, and each step has a time limit.
 */
#ifndef MB_VISITOR_H
#define MB_VISITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum mb_visitor_state {
	MB_VISITOR_NONE,    /* no connection */
	MB_VISITOR_READING, /* the head is being read */
	MB_VISITOR_ASKED,   /* the head is complete, or `broken` */
	MB_VISITOR_WRITING, /* the response is being written */
	MB_VISITOR_LEAVING, /* all is written; waits until the visitor has read it */
};

struct mb_visitor {
	enum mb_visitor_state state;
	int fd;
	int64_t until_ms; /* when the connection is closed, on the scale of mb_clock_ms() */
	struct mb_buf head, reply;
	size_t sent; /* bytes of `reply` */
	bool broken; /* the visitor has sent something that is no head */
};

/* Take over an accepted, non-blocking descriptor. End with mb_visitor_close(). */
void mb_visitor_init(struct mb_visitor *v, int fd);
void mb_visitor_close(struct mb_visitor *v);
/* Return the events to poll for. */
short mb_visitor_events(const struct mb_visitor *v);
/* Read or write as far as possible, after poll(); close the connection if its time is up. */
void mb_visitor_step(struct mb_visitor *v, short revents);
/* Begin to write v->reply; for a visitor in state ASKED. */
void mb_visitor_answer(struct mb_visitor *v);

#endif
