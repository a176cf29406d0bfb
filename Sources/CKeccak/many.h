// Keccak-256 of WIDTH messages of one length at once, each in its own 64-bit lane of V. The including file defines, and
// this file undefines:
//   MANY_NAME      name of the function
//   MANY_PERMUTE   permutation over V state[25]
//   MANY_TARGET    function attributes (instruction set)
//   V, WIDTH       vector type and its number of 64-bit lanes
//   WORD(p, s)     the little-endian words at p, p + s, p + 2s, ... as a V
//   BROADCAST(c)   the constant in every lane
//   XOR(a, b)      a ^ b
//   STORE(p, v)    writes the lanes to memory

MANY_TARGET static void MANY_NAME(const uint8_t *message, size_t stride, size_t length, uint8_t *digests) {
  V state[25];
  for (int i = 0; i < 25; i++) state[i] = BROADCAST(0);
  size_t blocks = length / CKECCAK_RATE;
  if (blocks > 0) MANY_PERMUTE(state, message, stride, blocks);
  message += blocks * CKECCAK_RATE;
  length -= blocks * CKECCAK_RATE;
  size_t whole = length / 8;
  for (size_t i = 0; i < whole; i++) state[i] = XOR(state[i], WORD(message + 8 * i, stride));
  // What is left of the message, fewer than eight bytes, and the padding behind it.
  uint64_t last[WIDTH];
  for (int lane = 0; lane < WIDTH; lane++) {
    last[lane] = 0;
    memcpy(&last[lane], message + (size_t)lane * stride + 8 * whole, length % 8);
    last[lane] |= (uint64_t)0x01 << (8 * (length % 8));
  }
  state[whole] = XOR(state[whole], WORD((const uint8_t *)last, 8));
  state[CKECCAK_RATE / 8 - 1] = XOR(state[CKECCAK_RATE / 8 - 1], BROADCAST(0x8000000000000000));
  MANY_PERMUTE(state, NULL, 0, 1);
  for (int i = 0; i < 4; i++) {
    uint64_t words[WIDTH];
    STORE(words, state[i]);
    for (int lane = 0; lane < WIDTH; lane++) memcpy(digests + lane * CKECCAK_DIGEST + 8 * i, &words[lane], 8);
  }
}

#undef MANY_NAME
#undef MANY_PERMUTE
#undef MANY_TARGET
#undef V
#undef WIDTH
#undef WORD
#undef BROADCAST
#undef XOR
#undef STORE
