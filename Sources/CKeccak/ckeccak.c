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

static inline uint64_t little_endian(uint64_t value) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  return __builtin_bswap64(value);
#else
  return value;
#endif
}

static inline uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return little_endian(word);
}

// MARK: One message

#define KECCAK_NAME permute_portable
#define KECCAK_TARGET
#include "permutation.h"

#if KECCAK_X86

// andn and rorx save the moves that two-operand instructions need.
#define TARGET_BMI2 __attribute__((target("bmi,bmi2")))
#define KECCAK_NAME permute_bmi2
#define KECCAK_TARGET TARGET_BMI2
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
#define WORD(p, s) _mm_loadl_epi64((const __m128i *)(p))
#include "permutation.h"

TARGET_AVX512 static void permute_lanes(uint64_t *lanes, const uint8_t *input, size_t stride, size_t blocks) {
  __m128i state[25];
  for (int i = 0; i < 25; i++) state[i] = _mm_loadl_epi64((const __m128i *)(lanes + i));
  permute_avx512_lanes(state, input, stride, blocks);
  for (int i = 0; i < 25; i++) _mm_storel_epi64((__m128i *)(lanes + i), state[i]);
}

#include "packed.h"

/// In permutation_split.S.
void ckeccak_permute_split(uint64_t *lanes, const uint8_t *input, size_t stride, size_t blocks);

// MARK: Four messages at once, or eight

#define FOUR_WORDS(p, s) \
  _mm256_set_epi64x( \
    (long long)word_at((p) + 3 * (s)), (long long)word_at((p) + 2 * (s)), (long long)word_at((p) + (s)), \
    (long long)word_at(p))
#define EIGHT_WORDS(p, s) \
  _mm512_set_epi64( \
    (long long)word_at((p) + 7 * (s)), (long long)word_at((p) + 6 * (s)), (long long)word_at((p) + 5 * (s)), \
    (long long)word_at((p) + 4 * (s)), (long long)word_at((p) + 3 * (s)), (long long)word_at((p) + 2 * (s)), \
    (long long)word_at((p) + (s)), (long long)word_at(p))

#define TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2")))
#define KECCAK_NAME permute_four
#define KECCAK_TARGET TARGET_AVX2
#define V __m256i
#define XOR(a, b) _mm256_xor_si256(a, b)
#define XOR3(a, b, c) _mm256_xor_si256(a, _mm256_xor_si256(b, c))
#define ROL(a, n) _mm256_or_si256(_mm256_slli_epi64(a, n), _mm256_srli_epi64(a, 64 - (n)))
#define CHI(a, b, c) _mm256_xor_si256(a, _mm256_andnot_si256(b, c))
#define CONSTANT(c) _mm256_set1_epi64x((long long)(c))
#define WORD(p, s) FOUR_WORDS(p, s)
#include "permutation.h"

#define MANY_NAME hash_four
#define MANY_PERMUTE permute_four
#define MANY_TARGET TARGET_AVX2
#define V __m256i
#define WIDTH 4
#define WORD(p, s) FOUR_WORDS(p, s)
#define BROADCAST(c) _mm256_set1_epi64x((long long)(c))
#define XOR(a, b) _mm256_xor_si256(a, b)
#define STORE(p, v) _mm256_storeu_si256((__m256i *)(p), v)
#include "many.h"

#define KECCAK_NAME permute_eight
#define KECCAK_TARGET TARGET_AVX512
#define V __m512i
#define XOR(a, b) _mm512_xor_si512(a, b)
#define XOR3(a, b, c) _mm512_ternarylogic_epi64(a, b, c, 0x96)
#define ROL(a, n) _mm512_rol_epi64(a, n)
#define CHI(a, b, c) _mm512_ternarylogic_epi64(a, b, c, 0xD2)
#define CONSTANT(c) _mm512_set1_epi64((long long)(c))
#define WORD(p, s) EIGHT_WORDS(p, s)
#include "permutation.h"

#define MANY_NAME hash_eight
#define MANY_PERMUTE permute_eight
#define MANY_TARGET TARGET_AVX512
#define V __m512i
#define WIDTH 8
#define WORD(p, s) EIGHT_WORDS(p, s)
#define BROADCAST(c) _mm512_set1_epi64((long long)(c))
#define XOR(a, b) _mm512_xor_si512(a, b)
#define STORE(p, v) _mm512_storeu_si512((void *)(p), v)
#include "many.h"

#endif

// MARK: The choice

typedef void (*permutation)(uint64_t *, const uint8_t *, size_t, size_t);

static permutation permutation_of(ckeccak_path path) {
#if KECCAK_X86
  switch (path) {
    case CKECCAK_BMI2:
    case CKECCAK_AVX2: return permute_bmi2;
    case CKECCAK_AVX512_LANES: return permute_lanes;
    case CKECCAK_AVX512: return permute_packed;
    case CKECCAK_AVX512_SPLIT: return ckeccak_permute_split;
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
    case CKECCAK_AVX512_LANES:
    case CKECCAK_AVX512:
    case CKECCAK_AVX512_SPLIT:
      return bmi2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
             && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    default: return false;
  }
#else
  return false;
#endif
}

void ckeccak_permute(uint64_t lanes[25], ckeccak_path path) { permutation_of(path)(lanes, NULL, 0, 1); }

/// XORs one byte into a position of the block.
static void mix(uint64_t *lanes, uint64_t position, uint8_t byte) {
  lanes[position / 8] ^= (uint64_t)byte << (8 * (position % 8));
}

void ckeccak_absorb(ckeccak_state *state, const uint8_t *bytes, size_t count, ckeccak_path path) {
  permutation permute = permutation_of(path);
  uint64_t filled = state->filled;
  while (filled != 0 && count > 0) {
    mix(state->lanes, filled++, *bytes++);
    count--;
    if (filled == CKECCAK_RATE) {
      permute(state->lanes, NULL, 0, 1);
      filled = 0;
    }
  }
  size_t blocks = count / CKECCAK_RATE;
  if (blocks > 0) permute(state->lanes, bytes, 0, blocks);
  bytes += blocks * CKECCAK_RATE;
  count -= blocks * CKECCAK_RATE;
  for (; count >= 8 && filled % 8 == 0; bytes += 8, count -= 8, filled += 8) state->lanes[filled / 8] ^= word_at(bytes);
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
  permutation_of(path)(state->lanes, NULL, 0, 1);
  write_digest(state->lanes, digest);
}

static void hash_one(const uint8_t *message, size_t length, uint8_t *digest, ckeccak_path path) {
  ckeccak_state state;
  memset(&state, 0, sizeof state);
  ckeccak_absorb(&state, message, length, path);
  ckeccak_finish(&state, digest, path);
}

typedef void (*many)(const uint8_t *, size_t, size_t, uint8_t *);

void ckeccak_many(
  const uint8_t *messages, size_t stride, size_t length, size_t count, uint8_t *digests, ckeccak_path path) {
  size_t done = 0;
#if KECCAK_X86
  bool eight = path == CKECCAK_AVX512 || path == CKECCAK_AVX512_LANES || path == CKECCAK_AVX512_SPLIT;
  many together = eight ? hash_eight : path == CKECCAK_AVX2 ? hash_four : (many)0;
  size_t width = eight ? 8 : 4;
  for (; together && count - done >= width; done += width) {
    together(messages + done * stride, stride, length, digests + done * CKECCAK_DIGEST);
  }
#endif
  for (; done < count; done++) {
    hash_one(messages + done * stride, length, digests + done * CKECCAK_DIGEST, path);
  }
}
