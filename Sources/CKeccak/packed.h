// Keccak-f[1600] of one message in five 512-bit registers, five lanes in each. A plain round over 25 lanes (permutation.h)
// is bound by its ninety instructions; this one by about a third as many, however much they wait for each other.
//
// Positions 0...4 of a register hold lanes, positions 5...7 nothing of use. Coordinates x and y of lanes are integers
// modulo 5. The five registers are the parallel lines y = s x + r of one slope s, register r holding line r:
// - theta and rho are vertical, so for them lane (x, y) has to lie at position x;
// - pi takes (x, y) to (y, 2x + 3y), so lines become lines, of slope s' = 3 + 2/s and number r' = -2r/s;
// - chi is vertical too if lane (x, y) lies at position y, for then (x + 1, y) is at the same position of line r - s'.
// So the slopes go 3, 2, 4, 1; a further step would make rows of them, in which chi is not vertical. Therefore every third
// round begins by sorting lines of slope 1 into lines of slope 3: register and position change by multiples of y only.
// All indices are affine functions of the position, known when this is compiled, if the loops over lines are unrolled.

#if defined(__clang__)
#define KECCAK_UNROLLED _Pragma("unroll")
#else
#define KECCAK_UNROLLED _Pragma("GCC unroll 5")
#endif
#define PACKED TARGET_AVX512
#define PACKED_INLINE PACKED static inline __attribute__((always_inline))

PACKED_INLINE int modulo5(int value) { return (value % 5 + 5) % 5; }

PACKED_INLINE int inverse5(int value) { return modulo5(value * value * value); }

/// factor * position + summand, modulo 5, for the positions 0...4.
PACKED_INLINE __m512i affine(int factor, int summand) {
  return _mm512_setr_epi64(
    modulo5(summand), modulo5(factor + summand), modulo5(2 * factor + summand), modulo5(3 * factor + summand),
    modulo5(4 * factor + summand), 5, 6, 7);
}

/// How far rho turns the lanes of the line y = slope * x + line.
PACKED_INLINE __m512i packed_turns(int slope, int line) {
  static const uint8_t turns[5][5] = {
    {0, 1, 62, 28, 27}, {36, 44, 6, 55, 20}, {3, 10, 43, 25, 39}, {41, 45, 15, 21, 8}, {18, 2, 61, 56, 14},
  };
  return _mm512_setr_epi64(
    turns[modulo5(line)][0], turns[modulo5(slope + line)][1], turns[modulo5(2 * slope + line)][2],
    turns[modulo5(3 * slope + line)][3], turns[modulo5(4 * slope + line)][4], 0, 0, 0);
}

/// The whole round but its first step: takes lines of `slope` at the positions x, leaves lines of the next slope at the
/// positions y.
PACKED_INLINE void packed_steps(__m512i *lines, int slope, uint64_t constant) {
  __m512i parity = _mm512_ternarylogic_epi64(
    _mm512_ternarylogic_epi64(lines[0], lines[1], lines[2], 0x96), lines[3], lines[4], 0x96);
  __m512i left = _mm512_permutexvar_epi64(affine(1, 4), parity);
  __m512i right = _mm512_permutexvar_epi64(affine(1, 1), _mm512_rol_epi64(parity, 1));
  __m512i next[5];
  int step = 3 + 2 * inverse5(slope);
  KECCAK_UNROLLED
  for (int k = 0; k < 5; k++) {
    // In the order in which chi asks for them.
    int target = modulo5(-k * step), line = modulo5(2 * slope * target);
    __m512i lanes = _mm512_ternarylogic_epi64(lines[line], left, right, 0x96);
    lanes = _mm512_rolv_epi64(lanes, packed_turns(slope, line));
    int steepness = inverse5(2 + 3 * slope);
    next[target] = _mm512_permutexvar_epi64(affine(steepness, -3 * line * steepness), lanes);
  }
  KECCAK_UNROLLED
  for (int k = 0; k < 5; k++) {
    int line = modulo5(-k * step);
    lines[line] = _mm512_ternarylogic_epi64(
      next[line], next[modulo5(line - step)], next[modulo5(line - 2 * step)], 0xD2);
  }
  lines[0] = _mm512_xor_si512(lines[0], _mm512_maskz_set1_epi64(1, (long long)constant));
}

/// A round on lines of `slope` at the positions y.
PACKED_INLINE void packed_round(__m512i *lines, int slope, uint64_t constant) {
  KECCAK_UNROLLED
  for (int line = 0; line < 5; line++) {
    lines[line] = _mm512_permutexvar_epi64(affine(slope, line), lines[line]);
  }
  packed_steps(lines, slope, constant);
}

/// A round on lines of slope 1 at the positions y, which makes lines of slope 3 of them first: what lies at position y moves
/// up by y registers: by one in the first step, two in the second, one in the third, or by a choice of these. Register
/// number 2y - x = 2 (y - 3x), so line r is taken from register 2r.
PACKED_INLINE void packed_round_sorting(__m512i *lines, uint64_t constant) {
  __m512i once[5], twice[5];
  KECCAK_UNROLLED
  for (int i = 0; i < 5; i++) once[i] = _mm512_mask_blend_epi64(0x1A, lines[i], lines[modulo5(i - 1)]);
  KECCAK_UNROLLED
  for (int i = 0; i < 5; i++) twice[i] = _mm512_mask_blend_epi64(0x1C, once[i], once[modulo5(i - 2)]);
  KECCAK_UNROLLED
  for (int line = 0; line < 5; line++) {
    int i = modulo5(2 * line);
    // Index 12 is position 4 of the second operand.
    __m512i rows = affine(3, line);
    rows = _mm512_mask_set1_epi64(rows, _mm512_cmpeq_epi64_mask(rows, _mm512_set1_epi64(4)), 12);
    lines[line] = _mm512_permutex2var_epi64(twice[i], rows, twice[modulo5(i - 1)]);
  }
  packed_steps(lines, 3, constant);
}

/// Which of the 25 lanes, x + 5y, is at position y of line `line` of slope 1.
PACKED_INLINE int packed_lane(int line, int y) { return modulo5(y - line) + 5 * y; }

/// The positions of a line of slope 1 whose lanes are among those from `first` up to, but not including, `end`.
PACKED_INLINE __mmask8 packed_mask(int line, int first, int end) {
  int mask = 0;
  for (int y = 0; y < 5; y++) mask |= (packed_lane(line, y) >= first && packed_lane(line, y) < end) << y;
  return (__mmask8)mask;
}

/// Which word of a register of `modulus` words, or of a pair of such, holds each lane of a line of slope 1.
PACKED_INLINE __m512i packed_lanes(int line, int modulus) {
  return _mm512_setr_epi64(
    packed_lane(line, 0) % modulus, packed_lane(line, 1) % modulus, packed_lane(line, 2) % modulus,
    packed_lane(line, 3) % modulus, packed_lane(line, 4) % modulus, 0, 0, 0);
}

PACKED static void permute_packed(uint64_t *lanes, const uint8_t *input, size_t stride, size_t blocks) {
  (void)stride;
  __m512i lines[5];
  __m512i low = _mm512_loadu_si512(lanes), middle = _mm512_loadu_si512(lanes + 8), high = _mm512_loadu_si512(lanes + 16);
  KECCAK_UNROLLED
  for (int line = 0; line < 5; line++) {
    __m512i part = _mm512_permutex2var_epi64(low, packed_lanes(line, 16), middle);
    part = _mm512_mask_permutexvar_epi64(part, packed_mask(line, 16, 24), packed_lanes(line, 8), high);
    lines[line] = _mm512_mask_set1_epi64(part, packed_mask(line, 24, 25), (long long)lanes[24]);
  }
  do {
    if (input) {
      __m512i first = _mm512_loadu_si512(input), second = _mm512_loadu_si512(input + 64);
      long long last = (long long)word_at(input + 128);
      for (int line = 0; line < 5; line++) {
        __m512i part = _mm512_maskz_permutex2var_epi64(
          packed_mask(line, 0, 16), first, packed_lanes(line, 16), second);
        lines[line] = _mm512_xor_si512(
          lines[line], _mm512_mask_set1_epi64(part, packed_mask(line, 16, 17), last));
      }
      input += CKECCAK_RATE;
    }
    for (int round = 0; round < 24; round += 3) {
      packed_round_sorting(lines, round_constants[round]);
      packed_round(lines, 2, round_constants[round + 1]);
      packed_round(lines, 4, round_constants[round + 2]);
    }
  } while (blocks-- > 1);
  KECCAK_UNROLLED
  for (int line = 0; line < 5; line++) {
    uint64_t part[8];
    _mm512_storeu_si512(part, lines[line]);
    for (int y = 0; y < 5; y++) lanes[packed_lane(line, y)] = part[y];
  }
}

#undef KECCAK_UNROLLED
#undef PACKED
#undef PACKED_INLINE
