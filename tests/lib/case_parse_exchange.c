/* SPDX-License-Identifier: MIT */
/* The directives about what the provider is asked and answers. */
#include <stdlib.h>
#include <string.h>

#include "case_parse.h"

static struct mb_case_exchange *exchange(struct mb_case_parser *p)
{
	struct mb_case_step *s = mb_case_step(p);

	if (s->n_exchanges == 0)
		mb_case_bad(p, "there is no request above", NULL);
	return &s->exchanges[s->n_exchanges - 1];
}

void mb_case_on_request(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	struct mb_case_step *s = mb_case_step(p);
	struct mb_case_exchange *x;

	s->exchanges = mb_case_alloc(s->exchanges, s->n_exchanges + 1, sizeof(*s->exchanges));
	x = &s->exchanges[s->n_exchanges++];
	*x = (struct mb_case_exchange){ .line = p->line, .status = 200 };
	x->method = mb_case_cut(&rest);
	x->path = mb_case_cut(&rest);
	mb_case_take(&x->fields, body);
}

void mb_case_on_basic(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)body;
	exchange(p)->basic = mb_case_copy(rest, strlen(rest));
}

/* Without the last line break: JSON and pages need none. */
void mb_case_on_answer(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	exchange(p)->status = (int)mb_case_number(p, rest);
	mb_case_take(&exchange(p)->body, body);
	if (exchange(p)->body.len)
		exchange(p)->body.s[--exchange(p)->body.len] = '\0';
}

void mb_case_on_raw(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)rest;
	exchange(p)->raw = true;
	mb_case_take(&exchange(p)->body, body);
}

void mb_case_on_header(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)body;
	mb_text_add(&exchange(p)->headers, rest, strlen(rest));
	mb_text_add(&exchange(p)->headers, "\n", 1);
}

void mb_case_on_fault(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	static const struct {
		const char *name;
		enum mb_case_fault fault;
		bool number;
	} faults[] = {
		{ "close-at-accept", MB_CASE_AT_ACCEPT, false },
		{ "close", MB_CASE_CLOSE, false },
		{ "reset", MB_CASE_RESET, false },
		{ "hang", MB_CASE_HANG, false },
		{ "truncate", MB_CASE_TRUNCATE, true },
		{ "drip", MB_CASE_DRIP, true },
		{ "delay", MB_CASE_DELAY, true },
		{ "endless-headers", MB_CASE_HEADERS, false },
	};
	char *name = mb_case_cut(&rest);

	(void)body;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		if (strcmp(name, faults[i].name) == 0) {
			exchange(p)->fault = faults[i].fault;
			exchange(p)->number = faults[i].number ? mb_case_number(p, rest) : 0;
			free(name);
			return;
		}
	mb_case_bad(p, "no such fault", name);
}

void mb_case_on_meanwhile(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	exchange(p)->meanwhile = mb_case_file_of(rest, body);
}
