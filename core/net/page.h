/* SPDX-License-Identifier: MIT */
/*
 * page - what the person sees in the browser at the end of a sign-in
 *
 * A whole HTTP response: self-contained, nothing executable, nothing loaded, not kept by the
 * browser.
 */
#ifndef MB_PAGE_H
#define MB_PAGE_H

struct mb_buf;

/* Longest response that mb_page_format() makes. */
#define MB_PAGE_MAX (16 * 1024)

/* Appends the response. `sentence` is untrusted text, NULL for none. */
void mb_page_format(struct mb_buf *out, unsigned status, const char *title, const char *sentence);
/* Appends a response without a page that sends the browser on to `url`, which is graphic ASCII. */
void mb_page_lead(struct mb_buf *out, const char *url);

#endif
