/* SPDX-License-Identifier: MIT */
#include "net/page.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define SENTENCE_MAX 2048 /* bytes */

#define STYLE                                                                                      \
	":root{color-scheme:light dark}"                                                           \
	"body{margin:0;min-height:100vh;display:grid;place-items:center;"                          \
	"font:17px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}"                   \
	"main{max-width:32em;margin:1em;padding:1em 2em;border:1px solid GrayText;"                \
	"border-left:6px solid #c33;border-radius:8px;overflow-wrap:anywhere}"                     \
	".ok{border-left-color:#2a4}"                                                              \
	"h1{font-size:1.3em;margin:.4em 0}p{margin:.4em 0}"                                        \
	"footer{margin-top:1em;font-size:.8em;color:GrayText}"

/* The hash of STYLE: the browser applies no other style and runs no script, whatever gets into the page. The unit
 * test computes the hash again. */
#define STYLE_HASH "sha256-9ZCkVfwlJCBNTVvAn89CPSPMHO7SM4ov65wgw6ptVM4="

static const char headers[] = "Content-Type: text/html; charset=utf-8\r\n"
			      "Content-Security-Policy: default-src 'none'; "
			      "style-src '" STYLE_HASH "'; img-src data:; base-uri 'none'; "
			      "form-action 'none'; frame-ancestors 'none'\r\n"
			      "Cache-Control: no-store\r\n"
			      "Referrer-Policy: no-referrer\r\n"
			      "X-Content-Type-Options: nosniff\r\n"
			      "Connection: close\r\n";

static const char *reason(unsigned status)
{
	switch (status) {
	case 200:
		return "OK";
	case 302:
		return "Found";
	case 403:
		return "Forbidden";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	default:
		return "Bad Request";
	}
}

static void escape(struct mb_buf *out, const char *s)
{
	for (; *s; s++) {
		switch (*s) {
		case '&':
			mb_buf_adds(out, "&amp;");
			break;
		case '<':
			mb_buf_adds(out, "&lt;");
			break;
		case '>':
			mb_buf_adds(out, "&gt;");
			break;
		case '"':
			mb_buf_adds(out, "&quot;");
			break;
		case '\'':
			mb_buf_adds(out, "&#39;");
			break;
		default:
			mb_buf_addc(out, *s);
		}
	}
}

void mb_page_format(struct mb_buf *out, unsigned status, const char *title, const char *sentence)
{
	struct mb_buf text, body;

	mb_buf_init(&text, SENTENCE_MAX);
	mb_buf_init(&body, MB_PAGE_MAX);
	if (sentence)
		mb_text_printable(&text, sentence, SENTENCE_MAX);
	mb_buf_adds(&body, "<!DOCTYPE html>\n<html lang=\"");
	/* TRANSLATORS: the code of your language, as in HTML's lang */
	escape(&body, _("en"));
	mb_buf_adds(&body, "\">\n<head>\n<meta charset=utf-8>\n"
			   "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	escape(&body, title);
	/* Without an icon in the page the browser would ask for /favicon.ico. */
	mb_buf_adds(&body, " - mailbearer</title>\n<link rel=\"icon\" href=\"data:,\">\n"
			   "<style>" STYLE "</style>\n</head>\n<body>\n");
	mb_buf_addf(&body, "<main class=\"%s\">\n<h1>", status == 200 ? "ok" : "no");
	escape(&body, title);
	mb_buf_adds(&body, "</h1>\n");
	if (text.len) {
		mb_buf_adds(&body, "<p>");
		escape(&body, mb_buf_str(&text));
		mb_buf_adds(&body, "</p>\n");
	}
	mb_buf_adds(&body, "<footer>mailbearer</footer>\n</main>\n</body>\n</html>\n");
	mb_buf_addf(out, "HTTP/1.1 %u %s\r\n%s%sContent-Length: %zu\r\n\r\n", status,
		    reason(status), headers, status == 405 ? "Allow: GET\r\n" : "", body.len);
	mb_buf_add(out, mb_buf_str(&body), body.len);
	mb_buf_fini(&text);
	mb_buf_fini(&body);
}

void mb_page_lead(struct mb_buf *out, const char *url)
{
	mb_buf_addf(out, "HTTP/1.1 302 %s\r\nLocation: %s\r\n%sContent-Length: 0\r\n\r\n",
		    reason(302), url, headers);
}
