#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>

// The one thing that is asked of libcurl: a POST that follows nothing, trusts no proxy and, unless told
// otherwise, speaks to public addresses only.

typedef struct {
  int ok;                // 1: there is a status
  int refused;           // 1: every address that was tried is not public
  long status;           // of the answer
  double seconds;        // from the first look-up to the end
  char error[256];       // why there is no status
  char address[64];      // the last address that was tried
} ccurl_answer;

// Sends `length` bytes with these header lines; returns within `timeout_ms`.
void ccurl_post(
    const char *url, const char *const *headers, size_t header_count, const void *body,
    size_t length, long timeout_ms, int allow_private, ccurl_answer *answer);

// Whether an address, as digits, is one of the public internet: 1 yes, 0 no, -1 it is no address.
int ccurl_is_public(const char *address);

#endif
