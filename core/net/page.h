/* SPDX-License-Identifier: MIT */
/*
 * page - the page that the browser shows at the end of a sign-in
 *
 * The page is a whole HTTP response. It contains no script, loads nothing, and the browser does not store it.
 */
#ifndef MB_PAGE_H
#define MB_PAGE_H

struct mb_buf;

/* Longest response that mb_page_format() makes, in bytes. */
#define MB_PAGE_MAX (16 * 1024)

/* Append the response. `title` is ours, `sentence` is untrusted or NULL. */
void mb_page_format(struct mb_buf *out, unsigned status, const char *title, const char *sentence);
/* Append a redirect (302) that sends the browser on to `url`, which is graphic ASCII. */
void mb_page_lead(struct mb_buf *out, const char *url);

#endif
