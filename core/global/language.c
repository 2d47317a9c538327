/* SPDX-License-Identifier: MIT */
#include "global/language.h"

#include "global/build.h"
#include "base/text.h"
#include "config.h"

#ifdef ENABLE_NLS

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <strings.h>

static bool begun;

static const char *translate(const char *one, const char *many, unsigned long n)
{
	return many ? dngettext(PACKAGE, one, many, n) : dgettext(PACKAGE, one);
}

/* Tell whether the encoding of the user's locale is UTF-8. */
static bool is_utf8(void)
{
	locale_t here = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	const char *codeset = here ? nl_langinfo_l(CODESET, here) : "";
	bool yes = strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0;

	if (here)
		freelocale(here);
	return yes;
}

void mb_language_begin(void)
{
	/* libc's and GnuTLS's texts of errors are shown, too. */
	static const char *const domains[] = { PACKAGE, "libc", "gnutls" };

	if (begun || !is_utf8() || !setlocale(LC_MESSAGES, ""))
		return;
	begun = true;
	bindtextdomain(PACKAGE, mb_build.locale_dir);
	/* LC_CTYPE stays C's, for which gettext would convert to ASCII. */
	for (size_t i = 0; i < sizeof(domains) / sizeof(*domains); i++)
		bind_textdomain_codeset(domains[i], "UTF-8");
	mb_translator = translate;
}

bool mb_language_english(bool english)
{
	bool before = !mb_translator;

	mb_translator = begun && !english ? translate : NULL;
	return before;
}

#else

void mb_language_begin(void)
{
}

bool mb_language_english(bool english)
{
	(void)english;
	return true;
}

#endif
