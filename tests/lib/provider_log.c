/* SPDX-License-Identifier: MIT */
/* One line per request in one write(2), before the answer is sent. Names, not values. */
#include "provider.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* a value as one word: blanks as '+', anything unusual in hex, at most 300 bytes of it */
static void word(FILE *out, const char *value)
{
	for (int i = 0; *value && i < 300; value++, i++) {
		if (*value == ' ')
			fputc('+', out);
		else if (isalnum((unsigned char)*value) || strchr("-._~:/@[]*,", *value))
			fputc(*value, out);
		else
			fprintf(out, "%%%02X", (unsigned)(unsigned char)*value);
	}
}

static void names(FILE *out, const char *label, const struct mb_httpd_list *list)
{
	if (!list->n)
		return;
	fprintf(out, " %s=", label);
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			fputc(',', out);
		word(out, list->v[i].name);
	}
}

void mb_pv_log(struct mb_pv_call *call, const char *fault)
{
	static const struct {
		const char *label, *name;
	} shown[] = { { "grant", "grant_type" },
		      { "client", "client_id" },
		      { "scope", "scope" },
		      { "redirect_uri", "redirect_uri" },
		      { "do", "do" } };
	struct timespec ts;
	char *line;
	size_t size;
	FILE *out;

	if (call->pv->log_fd < 0)
		return;
	out = open_memstream(&line, &size);
	if (!out)
		abort();
	clock_gettime(CLOCK_MONOTONIC, &ts);
	fprintf(out, "%lld %s ", (long long)ts.tv_sec * 1000 + ts.tv_nsec / 1000000,
		call->req->method);
	word(out, call->req->path);
	fprintf(out, " status=%d", call->reply.status);
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const char *value = mb_pv_param(&call->form, shown[i].name);

		if (!value)
			value = mb_pv_param(&call->query, shown[i].name);
		if (!value && call->client && !strcmp(shown[i].label, "client"))
			value = call->client->id; /* by Basic */
		if (!value)
			continue;
		fprintf(out, " %s=", shown[i].label);
		word(out, value);
	}
	if (call->auth)
		fprintf(out, " auth=%s", call->auth);
	names(out, "query", &call->query);
	names(out, "form", &call->form);
	if (*call->reply.error)
		fprintf(out, " error=%s", call->reply.error);
	if (fault)
		fprintf(out, " fault=%s", fault);
	fputc('\n', out);
	if (fclose(out))
		abort();
	if (write(call->pv->log_fd, line, size) < 0)
		perror("provider: log");
	free(line);
}
