// Keccak-256: sponge and choice of the instruction set. Padding 0x01 ... 0x80, rate 136 bytes, digest 32 bytes.
#include "ckeccak.h"

#include <string.h>

#if defined(__x86_64__)
#define KECCAK_X86 1
#include <immintrin.h>
#else
#define KECCAK_X86 0
#endif

static const uint64_t round_constants[24] = {
  0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B,
  0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088,
  0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
  0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
  0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

// MARK: One message

#define KECCAK_NAME permute_portable
#define KECCAK_TARGET
#define V uint64_t
#define XOR(a, b) ((a) ^ (b))
#define XOR3(a, b, c) ((a) ^ (b) ^ (c))
#define ROL(a, n) (((a) << (n)) | ((a) >> (64 - (n))))
#define CHI(a, b, c) ((a) ^ (~(b) & (c)))
#define CONSTANT(c) (c)
#include "permutation.h"

#if KECCAK_X86

// andn and rorx save the moves that two-operand instructions need.
#define TARGET_BMI2 __attribute__((target("bmi,bmi2")))
#define KECCAK_NAME permute_bmi2
#define KECCAK_TARGET TARGET_BMI2
#define V uint64_t
#define XOR(a, b) ((a) ^ (b))
#define XOR3(a, b, c) ((a) ^ (b) ^ (c))
#define ROL(a, n) (((a) << (n)) | ((a) >> (64 - (n))))
#define CHI(a, b, c) ((a) ^ (~(b) & (c)))
#define CONSTANT(c) (c)
#include "permutation.h"

// One lane in each of the 32 vector registers: three-way logic and rotation are single instructions there.
#define TARGET_AVX512 __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw")))
#define KECCAK_NAME permute_avx512_lanes
#define KECCAK_TARGET TARGET_AVX512
#define V __m128i
#define XOR(a, b) _mm_xor_si128(a, b)
#define XOR3(a, b, c) _mm_ternarylogic_epi64(a, b, c, 0x96)
#define ROL(a, n) _mm_rol_epi64(a, n)
#define CHI(a, b, c) _mm_ternarylogic_epi64(a, b, c, 0xD2)
#define CONSTANT(c) _mm_loadl_epi64((const __m128i *)&(c))
#include "permutation.h"

TARGET_AVX512 static void permute_avx512(uint64_t *lanes) {
  __m128i state[25];
  for (int i = 0; i < 25; i++) state[i] = _mm_loadl_epi64((const __m128i *)(lanes + i));
  permute_avx512_lanes(state);
  for (int i = 0; i < 25; i++) _mm_storel_epi64((__m128i *)(lanes + i), state[i]);
}

#endif

typedef void (*permutation)(uint64_t *);

static permutation permutation_of(ckeccak_path path) {
#if KECCAK_X86
  switch (path) {
    case CKECCAK_BMI2:
    case CKECCAK_AVX2: return permute_bmi2;
    case CKECCAK_AVX512: return permute_avx512;
    default: return permute_portable;
  }
#else
  (void)path;
  return permute_portable;
#endif
}

bool ckeccak_available(ckeccak_path path) {
  if (path == CKECCAK_PORTABLE) return true;
#if KECCAK_X86
  __builtin_cpu_init();
  bool bmi2 = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  switch (path) {
    case CKECCAK_BMI2: return bmi2;
    case CKECCAK_AVX2: return bmi2 && __builtin_cpu_supports("avx2");
    case CKECCAK_AVX512:
      return bmi2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
             && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    default: return false;
  }
#else
  return false;
#endif
}

void ckeccak_permute(uint64_t lanes[25], ckeccak_path path) { permutation_of(path)(lanes); }

static uint64_t little_endian(uint64_t value) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  return __builtin_bswap64(value);
#else
  return value;
#endif
}

/// XORs one byte into a position of the block.
static void mix(uint64_t *lanes, uint64_t position, uint8_t byte) {
  lanes[position / 8] ^= (uint64_t)byte << (8 * (position % 8));
}

static void absorb_block(uint64_t *lanes, const uint8_t *block) {
  for (int i = 0; i < CKECCAK_RATE / 8; i++) {
    uint64_t lane;
    memcpy(&lane, block + 8 * i, 8);
    lanes[i] ^= little_endian(lane);
  }
}

void ckeccak_absorb(ckeccak_state *state, const uint8_t *bytes, size_t count, ckeccak_path path) {
  permutation permute = permutation_of(path);
  uint64_t filled = state->filled;
  while (filled != 0 && count > 0) {
    mix(state->lanes, filled++, *bytes++);
    count--;
    if (filled == CKECCAK_RATE) {
      permute(state->lanes);
      filled = 0;
    }
  }
  for (; count >= CKECCAK_RATE; bytes += CKECCAK_RATE, count -= CKECCAK_RATE) {
    absorb_block(state->lanes, bytes);
    permute(state->lanes);
  }
  for (; count >= 8 && filled % 8 == 0; bytes += 8, count -= 8, filled += 8) {
    uint64_t lane;
    memcpy(&lane, bytes, 8);
    state->lanes[filled / 8] ^= little_endian(lane);
  }
  for (; count > 0; count--) mix(state->lanes, filled++, *bytes++);
  state->filled = filled;
}

static void write_digest(const uint64_t *lanes, uint8_t *digest) {
  for (int i = 0; i < 4; i++) {
    uint64_t lane = little_endian(lanes[i]);
    memcpy(digest + 8 * i, &lane, 8);
  }
}

void ckeccak_finish(ckeccak_state *state, uint8_t *digest, ckeccak_path path) {
  mix(state->lanes, state->filled, 0x01);
  mix(state->lanes, CKECCAK_RATE - 1, 0x80);
  permutation_of(path)(state->lanes);
  write_digest(state->lanes, digest);
}

static void hash_one(const uint8_t *message, size_t length, uint8_t *digest, ckeccak_path path) {
  ckeccak_state state;
  memset(&state, 0, sizeof state);
  ckeccak_absorb(&state, message, length, path);
  ckeccak_finish(&state, digest, path);
}

void ckeccak_many(
  const uint8_t *messages, size_t stride, size_t length, size_t count, uint8_t *digests, ckeccak_path path) {
  for (size_t i = 0; i < count; i++) {
    hash_one(messages + i * stride, length, digests + i * CKECCAK_DIGEST, path);
  }
}
