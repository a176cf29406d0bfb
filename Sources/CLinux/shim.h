// Calls of Linux and glibc that Swift's Glibc module does not carry.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <fcntl.h>
#include <malloc.h>

/* Few heaps, and large buffers outside them: glibc otherwise gives every thread a heap of its own, and what twenty
   uploads leave free in them is never given back. */
static inline void veil_bound_server_heaps(void) {
  mallopt(M_ARENA_MAX, 3);
  mallopt(M_MMAP_THRESHOLD, 512 * 1024);
}

/* Begins to write a part of a file to the disk and does not wait for it. Only a hint: what it answers does not matter. */
static inline void veil_start_writing(int descriptor, long long offset, long long count) {
  (void)sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
}
