/* SPDX-License-Identifier: MIT */
/* What case_parse.c and case_parse_exchange.c share; nobody else includes this. */
#ifndef MB_CASE_PARSE_H
#define MB_CASE_PARSE_H

#include "case.h"

struct mb_case_parser {
	struct mb_case *c;
	const char *path;
	int line; /* the directive's line */
	int depth;
};

void mb_case_bad(const struct mb_case_parser *p, const char *what, const char *word)
    __attribute__((noreturn));
struct mb_case_step *mb_case_step(struct mb_case_parser *p); /* the step that is being described */
char *mb_case_cut(char **rest); /* cut off the first word, which the caller frees */
long mb_case_number(struct mb_case_parser *p, const char *word);
void mb_case_take(struct mb_text *to, struct mb_text *body);                 /* ownership moves */
struct mb_case_file mb_case_file_of(const char *path, struct mb_text *body); /* likewise */

/* the directives */
typedef void mb_case_directive(struct mb_case_parser *p, char *rest, struct mb_text *body);
mb_case_directive mb_case_on_request, mb_case_on_answer, mb_case_on_raw, mb_case_on_header,
    mb_case_on_basic, mb_case_on_fault, mb_case_on_meanwhile;

#endif
