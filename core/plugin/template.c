/* SPDX-License-Identifier: MIT */
#include "plugin/template.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define KEY_CHARS "abcdefghijklmnopqrstuvwxyz0123456789_"

bool mb_template_is_key(const char *key)
{
	size_t len = strspn(key, KEY_CHARS);

	return len > 0 && len <= MB_KEY_MAX && !key[len];
}

const char *mb_template_next(const char **pos, char *key, bool *ok_r)
{
	const char *open = *pos + strcspn(*pos, "{}");
	size_t len;

	*ok_r = true;
	if (!*open)
		return NULL;
	len = strspn(open + 1, KEY_CHARS);
	if (*open != '{' || len == 0 || len > MB_KEY_MAX || open[1 + len] != '}') {
		*ok_r = false;
		return NULL;
	}
	memcpy(key, open + 1, len);
	key[len] = '\0';
	*pos = open + len + 2;
	return open;
}

/* Return the text that {key} stands for, or NULL. Borrowed. */
static const char *value_of(const struct mb_plugin *plugin, const char *key,
			    mb_template_lookup *setting, const void *arg)
{
	const struct mb_value *row;
	const char *have;

	for (row = plugin->values; row && row->key; row++) {
		if (!mb_streq(row->name, key))
			continue;
		have = setting(arg, row->key);
		if (have && mb_streq(have, row->equals))
			return row->text;
	}
	return setting(arg, key);
}

bool mb_template_expand(const struct mb_plugin *plugin, const char *text,
			mb_template_lookup *setting, const void *arg, struct mb_buf *out,
			char *missing)
{
	char key[MB_KEY_MAX + 1];
	const char *pos = text, *from = text, *open, *value;
	bool ok, all = true;

	for (; (open = mb_template_next(&pos, key, &ok)); from = pos) {
		mb_buf_add(out, from, (size_t)(open - from));
		value = value_of(plugin, key, setting, arg);
		if (value) {
			mb_buf_adds(out, value);
		} else {
			all = false;
			if (missing)
				memcpy(missing, key, sizeof(key));
		}
	}
	mb_buf_adds(out, from);
	return all && ok;
}
