/* SPDX-License-Identifier: MIT */
#include "shim/send/send_hidden.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Letters of other scripts that look like letters in names of fields. */
static const struct {
	uint32_t character;
	char letter;
} alike[] = {
	{ 0x0392, 'b' }, /* Greek */
	{ 0x0395, 'e' }, { 0x039D, 'n' }, { 0x039F, 'o' }, { 0x03A4, 't' },
	{ 0x03BF, 'o' }, { 0x03F2, 'c' }, { 0x03F9, 'c' }, { 0x0405, 's' }, /* Cyrillic */
	{ 0x0412, 'b' }, { 0x0415, 'e' }, { 0x041E, 'o' }, { 0x0421, 'c' },
	{ 0x0422, 't' }, { 0x042C, 'b' }, { 0x0432, 'b' }, { 0x0433, 'r' },
	{ 0x0435, 'e' }, { 0x043E, 'o' }, { 0x0441, 'c' }, { 0x0442, 't' },
	{ 0x044C, 'b' }, { 0x0455, 's' }, { 0x2010, '-' }, /* dashes */
	{ 0x2011, '-' }, { 0x2012, '-' }, { 0x2013, '-' }, { 0x2212, '-' },
	{ 0x216D, 'c' },                  /* Roman numerals */
	{ 0x217D, 'c' }, { 0xFE55, ':' }, /* small colon */
};

void mb_send_hidden_begin(struct mb_send_hidden *h)
{
	*h = (struct mb_send_hidden){ .on = true, .empty = true };
}

/* Note which field the line is, at its colon. */
static void settle_field(struct mb_send_hidden *h)
{
	const char *name = h->name;

	h->settled = true;
	name += mb_text_after(name, "resent-") ? strlen("resent-") : 0;
	if (mb_streq(name, "bcc"))
		h->bcc = true;
	else if (mb_streq(name, "to") || mb_streq(name, "cc"))
		h->address = true;
}

/* Take an ASCII character, or one that looks like it. */
static void take_ascii(struct mb_send_hidden *h, char c)
{
	if (c <= ' ' || c == 0x7f)
		return;
	if (c == ':') {
		settle_field(h);
		return;
	}
	if (c >= 'A' && c <= 'Z')
		c = (char)(c + ('a' - 'A'));
	if (h->len + 1 == sizeof(h->name))
		h->settled = true;
	else
		h->name[h->len++] = c;
}

/* Take a character of another script. One that does not look like a letter is skipped, like an invisible one. */
static void take_wide(struct mb_send_hidden *h, uint32_t character)
{
	if (character >= 0xFF01 && character <= 0xFF5E) { /* full width */
		take_ascii(h, (char)(character - 0xFF01 + '!'));
		return;
	}
	for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++)
		if (alike[i].character == character) {
			take_ascii(h, alike[i].letter);
			return;
		}
}

static uint32_t decode(const struct mb_send_hidden *h)
{
	uint32_t character = h->character[0] & (0x7fU >> h->want);

	for (size_t i = 1; i < h->want; i++)
		character = character << 6 | (h->character[i] & 0x3fU);
	return character;
}

/* Take a byte of a character that is not ASCII. An incomplete character is skipped. */
static void take_byte(struct mb_send_hidden *h, unsigned char c)
{
	if (c >= 0xc0) {
		h->have = 0;
		h->want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	} else if (h->want == 0) {
		return;
	}
	h->character[h->have++] = c;
	if (h->have < h->want)
		return;
	take_wide(h, decode(h));
	h->have = h->want = 0;
}

void mb_send_hidden_add(struct mb_send_hidden *h, char c)
{
	if (!h->on)
		return;
	h->empty = false;
	h->any = true;
	if (h->settled)
		return;
	if ((unsigned char)c > 0x7f) {
		take_byte(h, (unsigned char)c);
		return;
	}
	h->have = h->want = 0;
	take_ascii(h, c);
}

void mb_send_hidden_end_line(struct mb_send_hidden *h)
{
	if (h->empty && h->any)
		h->on = false;
	h->empty = true;
	h->settled = false;
	memset(h->name, 0, sizeof(h->name));
	h->len = h->have = h->want = 0;
}
