/*
 * pulses PULL COUNT WIDTH PAUSE [BEGUN [BOUNCES]]
 *
 * Makes COUNT pulses on a simulated GPIO line: PULL is the line's "pull" attribute of gpio-sim, WIDTH
 * how long a pulse is and PAUSE how long the line rests after it, both in microseconds. Each wait
 * counts from the moment the line really changed, so no pulse and no pause is shorter than asked;
 * they can be longer. Prints what was made:
 *
 *   PULSES count=10 high_us=30000/30068/30211 low_us=30001/30070/30190 total_ms=601
 *
 * (least/mean/greatest). With BEGUN, the number of pulses begun so far is kept in that file. With
 * BOUNCES, the line changes there and back so often, 0.7 ms apart, before it holds. Runs with real-time priority, as a meter does not wait for the computer that
 * counts its pulses.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct span {
  long long least, greatest, sum;
};

static long long now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(long long ns) {
  struct timespec t = {.tv_sec = ns / 1000000000LL, .tv_nsec = ns % 1000000000LL};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
  }
}

/* Pulls the line and returns when that was done. */
static long long pull(int line, const char *direction) {
  if (pwrite(line, direction, strlen(direction), 0) < 0) {
    perror("pulses: pull");
    exit(1);
  }
  return now_ns();
}

/* Pulls the line after some bounces and returns when it began to hold. */
static long long change(int line, const char *direction, const char *back, int bounces) {
  for (int i = 0; i < bounces; i++) {
    sleep_until(pull(line, direction) + 700000);
    sleep_until(pull(line, back) + 700000);
  }
  return pull(line, direction);
}

/* Writes over the smaller number before it. */
static void tell(int file, long long pulses) {
  char text[24];
  int length = snprintf(text, sizeof text, "%lld\n", pulses);
  if (file >= 0 && pwrite(file, text, length, 0) != length) {
    perror("pulses: begun");
    exit(1);
  }
}

static void add(struct span *span, long long ns) {
  if (span->sum == 0 || ns < span->least) span->least = ns;
  if (ns > span->greatest) span->greatest = ns;
  span->sum += ns;
}

int main(int argc, char **argv) {
  if (argc < 5 || argc > 7) {
    fprintf(stderr, "usage: pulses PULL COUNT WIDTH_US PAUSE_US [BEGUN [BOUNCES]]\n");
    return 2;
  }
  int line = open(argv[1], O_WRONLY);
  if (line < 0) {
    perror(argv[1]);
    return 1;
  }
  int begun = argc >= 6 ? open(argv[5], O_WRONLY | O_CREAT, 0644) : -1;
  if (argc >= 6 && begun < 0) {
    perror(argv[5]);
    return 1;
  }
  long long count = atoll(argv[2]);
  long long width = atoll(argv[3]) * 1000;
  long long pause = atoll(argv[4]) * 1000;
  int bounces = argc == 7 ? atoi(argv[6]) : 0;
  if (count < 1 || width < 0 || pause < 0) {
    fprintf(stderr, "pulses: count, width or pause out of range\n");
    return 2;
  }
  struct sched_param priority = {.sched_priority = 10};
  if (sched_setscheduler(0, SCHED_FIFO, &priority) != 0) {
    perror("pulses: priority");
    return 1;
  }

  tell(begun, 0);

  struct span high = {0}, low = {0};
  long long start = now_ns();
  for (long long i = 0; i < count; i++) {
    long long rise = change(line, "pull-up", "pull-down", bounces);
    tell(begun, i + 1);
    if (width > 0) sleep_until(rise + width);
    long long fall = change(line, "pull-down", "pull-up", bounces);
    add(&high, fall - rise);
    if (pause > 0) sleep_until(fall + pause);
    add(&low, now_ns() - fall);
  }
  printf("PULSES count=%lld high_us=%lld/%lld/%lld low_us=%lld/%lld/%lld total_ms=%lld\n", count,
         high.least / 1000, high.sum / count / 1000, high.greatest / 1000, low.least / 1000,
         low.sum / count / 1000, low.greatest / 1000, (now_ns() - start) / 1000000);
  return 0;
}
