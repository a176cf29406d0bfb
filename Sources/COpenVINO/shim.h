#pragma once
#include <malloc.h>
#include <openvino/c/openvino.h>

// The names of properties are global variables that Swift cannot prove to be constant, so each that we need has a
// function here.

static inline const char *veil_key_performance_hint(void) { return ov_property_key_hint_performance_mode; }
static inline const char *veil_key_streams(void) { return ov_property_key_num_streams; }
static inline const char *veil_key_precision(void) { return ov_property_key_hint_inference_precision; }
static inline const char *veil_key_threads(void) { return ov_property_key_inference_num_threads; }
static inline const char *veil_key_pinning(void) { return ov_property_key_hint_enable_cpu_pinning; }
static inline const char *veil_key_capabilities(void) { return ov_property_key_device_capabilities; }

// glibc's allocator keeps what compiling a model needed for a moment; Swift's Glibc module does not carry this call.
static inline void veil_release_free_memory(void) { malloc_trim(0); }

/* Two heaps, and pictures outside them: glibc otherwise gives every thread a heap of its own, and what one film's
   threads leave free in eight of them is never used again. */
static inline void veil_bound_heaps(void) {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 512 * 1024);
}
