// Keccak-256 with the original padding (0x01), as Ethereum uses it: one message as a stream, or many at once.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CKECCAK_RATE = 136, CKECCAK_DIGEST = 32 };

/// Which instructions do the work. All give equal results; not every machine has them all. The last three differ for one
/// message: 25 small registers, five large ones, or vector and ordinary registers side by side; which is fastest depends on
/// the processor.
typedef enum ckeccak_path {
  CKECCAK_PORTABLE = 0,
  CKECCAK_BMI2 = 1,
  CKECCAK_AVX2 = 2,
  CKECCAK_AVX512_LANES = 3,
  CKECCAK_AVX512 = 4,
  CKECCAK_AVX512_SPLIT = 5,
} ckeccak_path;

/// A message on its way: 25 lanes and how many bytes of the current block are already in them.
typedef struct ckeccak_state {
  uint64_t lanes[25];
  uint64_t filled;
} ckeccak_state;

/// Whether this machine (and its operating system) can take the path.
bool ckeccak_available(ckeccak_path path);

/// Takes a further part of the message in. `state` starts all zero.
void ckeccak_absorb(ckeccak_state *state, const uint8_t *bytes, size_t count, ckeccak_path path);

/// Pads, permutes and writes the 32-byte digest. The state is then spent.
void ckeccak_finish(ckeccak_state *state, uint8_t *digest, ckeccak_path path);

/// Hashes `count` messages of `length` bytes each, `stride` bytes apart; writes `count` digests of 32 bytes.
void ckeccak_many(
  const uint8_t *messages, size_t stride, size_t length, size_t count, uint8_t *digests, ckeccak_path path);

/// The permutation Keccak-f[1600] alone, for the published intermediate values.
void ckeccak_permute(uint64_t lanes[25], ckeccak_path path);

#ifdef __cplusplus
}
#endif
