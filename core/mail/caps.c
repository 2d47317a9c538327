/* SPDX-License-Identifier: MIT */
#include "mail/caps.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"

/* Bytes that are kept; servers send a few hundred. The bridge of `connect` repeats all of them in one answer. */
#define CAPS_MAX 8192

void mb_caps_init(struct mb_caps *caps)
{
	mb_buf_init(&caps->entries, CAPS_MAX);
	caps->cut = false;
}

void mb_caps_fini(struct mb_caps *caps)
{
	mb_buf_fini(&caps->entries);
	caps->cut = false;
}

/* Tell whether an entry is ASCII without control characters: `connect` sends entries to mail programs as its own
 * words. */
static bool is_plain(const char *entry, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (entry[i] < ' ' || entry[i] > '~')
			return false;
	return true;
}

static void add_entry(struct mb_caps *caps, const char *entry, size_t len)
{
	if (len == 0 || !is_plain(entry, len))
		return;
	if (caps->entries.len + len + 1 > CAPS_MAX) {
		caps->cut = true;
		return;
	}
	mb_buf_add(&caps->entries, entry, len);
	mb_buf_addc(&caps->entries, '\n');
}

void mb_caps_add(struct mb_caps *caps, const char *entry)
{
	add_entry(caps, entry, strcspn(entry, "\r\n"));
}

bool mb_caps_from_imap(struct mb_caps *caps, const char *line)
{
	const char *p = line;
	size_t len;

	if (strncasecmp(line, "* CAPABILITY ", 13) == 0)
		p = line + 13;
	else if ((p = strcasestr(line, "[CAPABILITY ")))
		p += 12;
	else
		return false;
	mb_caps_fini(caps);
	for (; (len = strcspn(p, " ]\r\n")) > 0; p += len + (p[len] == ' '))
		add_entry(caps, p, len);
	return true;
}

static void prologue_line(struct mb_caps *caps, enum mb_service service, const char *line,
			  bool *fresh)
{
	switch (service) {
	case MB_SERVICE_IMAP:
		mb_caps_from_imap(caps, line);
		return;
	case MB_SERVICE_POP3:
		if (*line == '+' || *line == '-')
			mb_caps_fini(caps);
		else if (strcmp(line, ".") != 0)
			mb_caps_add(caps, line);
		return;
	case MB_SERVICE_SMTP:
		/* The first line of an answer is only the server's name. */
		if (strncmp(line, "250", 3) != 0 || *fresh)
			mb_caps_fini(caps);
		else if (strlen(line) > 4)
			mb_caps_add(caps, line + 4);
		*fresh = strncmp(line, "250-", 4) != 0;
		return;
	case MB_SERVICE_ANY:
		break;
	}
}

void mb_caps_from_prologue(struct mb_caps *caps, enum mb_service service, const char *lines)
{
	bool fresh = true;

	mb_caps_fini(caps);
	while (*lines) {
		size_t len = strcspn(lines, "\n");
		char *line = mb_xstrndup(lines, len);

		prologue_line(caps, service, line, &fresh);
		free(line);
		lines += len + (lines[len] == '\n');
	}
}

const char *mb_caps_farewell(const char *lines)
{
	while (lines && strncmp(lines, "421", 3) != 0) {
		lines = strchr(lines, '\n');
		lines = lines ? lines + 1 : NULL;
	}
	return lines;
}

const char *mb_caps_after(const char *line, const char *name)
{
	size_t len = strlen(name);

	if (strncasecmp(line, name, len) != 0 || (line[len] && line[len] != ' '))
		return NULL;
	return line + len + (line[len] == ' ');
}

const char *mb_caps_get(const struct mb_caps *caps, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = mb_buf_str(&caps->entries); *p; p = strchr(p, '\n') + 1)
		if (strncasecmp(p, name, len) == 0 && (p[len] == ' ' || p[len] == '\n'))
			return p[len] == ' ' ? p + len + 1 : "";
	return NULL;
}

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word), n;

	for (; words && (n = strcspn(words, " \n")) > 0; words += n + (words[n] == ' '))
		if (n == len && strncasecmp(words, word, n) == 0)
			return true;
	return false;
}

bool mb_caps_sasl(const struct mb_caps *caps, enum mb_service service, const char *mechanism)
{
	char *entry;
	bool offered;

	if (service == MB_SERVICE_POP3)
		return has_word(mb_caps_get(caps, "SASL"), mechanism);
	if (service == MB_SERVICE_SMTP)
		return has_word(mb_caps_get(caps, "AUTH"), mechanism);
	entry = mb_xasprintf("AUTH=%s", mechanism);
	offered = mb_caps_get(caps, entry) != NULL;
	free(entry);
	return offered;
}

void mb_caps_each(const struct mb_caps *caps, void (*each)(void *arg, const char *entry), void *arg)
{
	for (const char *p = mb_buf_str(&caps->entries); *p; p = strchr(p, '\n') + 1) {
		char *entry = mb_xstrndup(p, strcspn(p, "\n"));

		each(arg, entry);
		free(entry);
	}
}
