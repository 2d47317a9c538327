/* SPDX-License-Identifier: MIT */
#include "explain/suspects.h"

#include <stdlib.h>
#include <string.h>

#include "global/err.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "explain/evidence.h"
#include "plugin/loader.h"

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Count the words in the text that begin with one of the plugin's signs. */
static size_t count_signs(const struct mb_plugin *plugin, const struct mb_evidence *evidence)
{
	const char *text = mb_buf_str(&evidence->text);
	size_t n = 0;

	for (const char *const *sign = plugin->signs; sign && *sign; sign++)
		for (const char *at = text; (at = mb_evidence_find(evidence, at, *sign)); at++)
			n += at == text || !is_letter(at[-1]);
	return n;
}

/* Insert a plugin in its place: the more points, the earlier. */
static void insert(struct mb_suspects *s, size_t *points, const struct mb_plugin *plugin,
		   size_t own)
{
	size_t i = s->n++;

	for (; i > 0 && points[i - 1] < own; i--) {
		s->plugins[i] = s->plugins[i - 1];
		points[i] = points[i - 1];
	}
	s->plugins[i] = plugin;
	points[i] = own;
}

void mb_suspects_find(struct mb_suspects *s, const struct mb_evidence *evidence,
		      const struct mb_account *account, bool named)
{
	char **names = mb_plugin_list();
	size_t n = 0, signed_ones = 0, *points;

	while (names[n])
		n++;
	*s = (struct mb_suspects){ .plugins = mb_xcalloc(n + 1, sizeof(*s->plugins)) };
	points = mb_xcalloc(n + 1, sizeof(*points));
	for (size_t i = 0; i < n; i++) {
		const struct mb_plugin *plugin;
		struct mb_err err = MB_ERR_INIT;
		size_t own;

		if (!mb_plugin_load(names[i], &plugin, &err)) {
			mb_err_clear(&err);
			continue;
		}
		own = 2 * count_signs(plugin, evidence);
		signed_ones += own > 0;
		own += account && account->plugin == plugin;
		insert(s, points, plugin, own);
	}
	s->sure = signed_ones > 0 || named;
	/* Plugins without points are suspects only if no plugin has any. */
	while (s->sure && s->n > 1 && points[s->n - 1] == 0)
		s->n--;
	free(points);
	mb_plugin_list_free(names);
}

void mb_suspects_fini(struct mb_suspects *s)
{
	free(s->plugins);
	*s = (struct mb_suspects){ .n = 0 };
}
