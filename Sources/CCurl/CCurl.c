#include "CCurl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Addresses -----------------------------------------------------------------------------------------

// Networks of IPv4 that are not the public internet's (IANA special-purpose registry, RFC 6890).
static const struct {
  uint32_t network;
  int bits;
} private_networks[] = {
    {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
    {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
    {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4},  {0xF0000000, 4},
};

static int is_public_v4(uint32_t address) {
  size_t count = sizeof private_networks / sizeof private_networks[0];
  for (size_t i = 0; i < count; i++) {
    uint32_t mask = 0xFFFFFFFFu << (32 - private_networks[i].bits);
    if ((address & mask) == private_networks[i].network) return 0;
  }
  return 1;
}

static uint32_t v4_at(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static int begins(const uint8_t *bytes, const char *prefix, size_t count) {
  return memcmp(bytes, prefix, count) == 0;
}

// Global unicast is 2000::/3; what carries an IPv4 address is as public as that one.
static int is_public_v6(const uint8_t *a) {
  static const char zeros[12] = {0};
  if (begins(a, "\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12)) return is_public_v4(v4_at(a + 12));
  if (begins(a, zeros, 12)) return 0;
  if (begins(a, "\0\x64\xFF\x9B\0\0\0\0\0\0\0\0", 12)) return is_public_v4(v4_at(a + 12));
  if (begins(a, "\x20\x02", 2)) return is_public_v4(v4_at(a + 2));
  if (begins(a, "\x20\x01", 2) && a[2] < 2) return 0;
  if (begins(a, "\x20\x01\x0D\xB8", 4)) return 0;
  if (begins(a, "\x3F\xFF", 2) && a[2] < 16) return 0;
  return (a[0] & 0xE0) == 0x20;
}

static int is_public(const struct sockaddr *address) {
  if (address->sa_family == AF_INET) {
    return is_public_v4(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    return is_public_v6(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
  }
  return 0;
}

int ccurl_is_public(const char *text) {
  struct in_addr v4;
  struct in6_addr v6;
  if (inet_pton(AF_INET, text, &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
  if (inet_pton(AF_INET6, text, &v6) == 1) return is_public_v6(v6.s6_addr);
  return -1;
}

// Requests ------------------------------------------------------------------------------------------

typedef struct {
  int allow_private;
  ccurl_answer *answer;
  size_t received;
} request_state;

// Called with the very address that is about to be connected to, so that a name which is looked up
// twice and answered differently gains nothing.
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *where) {
  request_state *state = user;
  (void)purpose;
  char *text = state->answer->address;
  size_t room = sizeof state->answer->address;
  if (where->family == AF_INET) {
    inet_ntop(AF_INET, &((struct sockaddr_in *)&where->addr)->sin_addr, text, room);
  } else if (where->family == AF_INET6) {
    inet_ntop(AF_INET6, &((struct sockaddr_in6 *)&where->addr)->sin6_addr, text, room);
  }
  if (!state->allow_private && !is_public(&where->addr)) {
    state->answer->refused = 1;
    return CURL_SOCKET_BAD;
  }
  state->answer->refused = 0;
  return socket(where->family, where->socktype | SOCK_CLOEXEC, where->protocol);
}

// What the receiver says beyond its status is not kept, and a long tale is cut off.
static size_t drop(char *data, size_t size, size_t count, void *user) {
  request_state *state = user;
  (void)data;
  state->received += size * count;
  return state->received > 65536 ? 0 : size * count;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

void ccurl_post(
    const char *url, const char *const *headers, size_t header_count, const void *body,
    size_t length, long timeout_ms, int allow_private, ccurl_answer *answer) {
  memset(answer, 0, sizeof *answer);
  pthread_once(&once, start);
  CURL *curl = curl_easy_init();
  if (!curl) {
    snprintf(answer->error, sizeof answer->error, "libcurl cannot start");
    return;
  }
  request_state state = {allow_private, answer, 0};
  struct curl_slist *lines = NULL;
  for (size_t i = 0; i < header_count; i++) lines = curl_slist_append(lines, headers[i]);
  // no `Expect: 100-continue`, whose answer not everybody gives
  lines = curl_slist_append(lines, "Expect:");

  char error[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  // neither the environment's proxies nor anybody's passwords
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &state);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(curl, CURLOPT_URL, url);

  CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &answer->seconds);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
  // a status that came before its tale was cut off counts; one of an answer that never ended does not
  answer->ok = code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer->status > 0);
  if (!answer->ok) {
    answer->status = 0;
    snprintf(
        answer->error, sizeof answer->error, "%s", error[0] ? error : curl_easy_strerror(code));
  }
  curl_slist_free_all(lines);
  curl_easy_cleanup(curl);
}
