// Keccak-f[1600] (FIPS 202, section 3.3), written once over an abstract vector V of 64-bit lanes. The including file
// defines, and this file undefines:
//   KECCAK_NAME           name of the function
//                           static void NAME(V *state, const uint8_t *input, size_t stride, size_t blocks)
//                         which takes `blocks` blocks in one after the other, or only permutes where input is null
//   KECCAK_TARGET         function attributes (instruction set)
//   V                     type of a lane, or of the same lane of several messages
//   XOR(a, b)             a ^ b
//   XOR3(a, b, c)         a ^ b ^ c
//   ROL(a, n)             rotation to the left by a constant, 0 < n < 64
//   CHI(a, b, c)          a ^ (~b & c)
//   CONSTANT(c)           the 64-bit constant in every lane of V
//   WORD(p, s)            the little-endian words at p, p + s, p + 2s, ..., one for each lane of V
//
// Where V is not defined it is a plain number, and so are the operations.
//
// A round takes lanes a.. to lanes e..; each row of the result consumes five lanes of the source, so a machine with 32
// registers never has to spill. Names: letter b g k m s is the row y = 0...4, letter a e i o u the column x = 0...4.

#ifndef V
#define V uint64_t
#define XOR(a, b) ((a) ^ (b))
#define XOR3(a, b, c) ((a) ^ ((b) ^ (c)))
#define ROL(a, n) (((a) << (n)) | ((a) >> (64 - (n))))
#define CHI(a, b, c) ((a) ^ (~(b) & (c)))
#define CONSTANT(c) (c)
#define WORD(p, s) word_at(p)
#endif

#define KECCAK_ROUND(A, E, RC) \
  do { \
    V ca = XOR3(XOR3(A##ba, A##ga, A##ka), A##ma, A##sa); \
    V ce = XOR3(XOR3(A##be, A##ge, A##ke), A##me, A##se); \
    V ci = XOR3(XOR3(A##bi, A##gi, A##ki), A##mi, A##si); \
    V co = XOR3(XOR3(A##bo, A##go, A##ko), A##mo, A##so); \
    V cu = XOR3(XOR3(A##bu, A##gu, A##ku), A##mu, A##su); \
    V ra = ROL(ca, 1), re = ROL(ce, 1), ri = ROL(ci, 1), ro = ROL(co, 1), ru = ROL(cu, 1); \
    V ba, be, bi, bo, bu; \
    ba = XOR3(A##ba, cu, re); \
    be = ROL(XOR3(A##ge, ca, ri), 44); \
    bi = ROL(XOR3(A##ki, ce, ro), 43); \
    bo = ROL(XOR3(A##mo, ci, ru), 21); \
    bu = ROL(XOR3(A##su, co, ra), 14); \
    E##ba = XOR(CHI(ba, be, bi), CONSTANT(RC)); \
    E##be = CHI(be, bi, bo); \
    E##bi = CHI(bi, bo, bu); \
    E##bo = CHI(bo, bu, ba); \
    E##bu = CHI(bu, ba, be); \
    ba = ROL(XOR3(A##bo, ci, ru), 28); \
    be = ROL(XOR3(A##gu, co, ra), 20); \
    bi = ROL(XOR3(A##ka, cu, re), 3); \
    bo = ROL(XOR3(A##me, ca, ri), 45); \
    bu = ROL(XOR3(A##si, ce, ro), 61); \
    E##ga = CHI(ba, be, bi); \
    E##ge = CHI(be, bi, bo); \
    E##gi = CHI(bi, bo, bu); \
    E##go = CHI(bo, bu, ba); \
    E##gu = CHI(bu, ba, be); \
    ba = ROL(XOR3(A##be, ca, ri), 1); \
    be = ROL(XOR3(A##gi, ce, ro), 6); \
    bi = ROL(XOR3(A##ko, ci, ru), 25); \
    bo = ROL(XOR3(A##mu, co, ra), 8); \
    bu = ROL(XOR3(A##sa, cu, re), 18); \
    E##ka = CHI(ba, be, bi); \
    E##ke = CHI(be, bi, bo); \
    E##ki = CHI(bi, bo, bu); \
    E##ko = CHI(bo, bu, ba); \
    E##ku = CHI(bu, ba, be); \
    ba = ROL(XOR3(A##bu, co, ra), 27); \
    be = ROL(XOR3(A##ga, cu, re), 36); \
    bi = ROL(XOR3(A##ke, ca, ri), 10); \
    bo = ROL(XOR3(A##mi, ce, ro), 15); \
    bu = ROL(XOR3(A##so, ci, ru), 56); \
    E##ma = CHI(ba, be, bi); \
    E##me = CHI(be, bi, bo); \
    E##mi = CHI(bi, bo, bu); \
    E##mo = CHI(bo, bu, ba); \
    E##mu = CHI(bu, ba, be); \
    ba = ROL(XOR3(A##bi, ce, ro), 62); \
    be = ROL(XOR3(A##go, ci, ru), 55); \
    bi = ROL(XOR3(A##ku, co, ra), 39); \
    bo = ROL(XOR3(A##ma, cu, re), 41); \
    bu = ROL(XOR3(A##se, ca, ri), 2); \
    E##sa = CHI(ba, be, bi); \
    E##se = CHI(be, bi, bo); \
    E##si = CHI(bi, bo, bu); \
    E##so = CHI(bo, bu, ba); \
    E##su = CHI(bu, ba, be); \
  } while (0)

#define KECCAK_MIX(lane, i) lane = XOR(lane, WORD(input + 8 * i, stride))

KECCAK_TARGET static void KECCAK_NAME(V *state, const uint8_t *input, size_t stride, size_t blocks) {
  (void)stride;
  V aba = state[0], abe = state[1], abi = state[2], abo = state[3], abu = state[4];
  V aga = state[5], age = state[6], agi = state[7], ago = state[8], agu = state[9];
  V aka = state[10], ake = state[11], aki = state[12], ako = state[13], aku = state[14];
  V ama = state[15], ame = state[16], ami = state[17], amo = state[18], amu = state[19];
  V asa = state[20], ase = state[21], asi = state[22], aso = state[23], asu = state[24];
  V eba, ebe, ebi, ebo, ebu, ega, ege, egi, ego, egu, eka, eke, eki, eko, eku;
  V ema, eme, emi, emo, emu, esa, ese, esi, eso, esu;
  do {
    if (input) {
      KECCAK_MIX(aba, 0), KECCAK_MIX(abe, 1), KECCAK_MIX(abi, 2), KECCAK_MIX(abo, 3), KECCAK_MIX(abu, 4);
      KECCAK_MIX(aga, 5), KECCAK_MIX(age, 6), KECCAK_MIX(agi, 7), KECCAK_MIX(ago, 8), KECCAK_MIX(agu, 9);
      KECCAK_MIX(aka, 10), KECCAK_MIX(ake, 11), KECCAK_MIX(aki, 12), KECCAK_MIX(ako, 13), KECCAK_MIX(aku, 14);
      KECCAK_MIX(ama, 15), KECCAK_MIX(ame, 16);
      input += CKECCAK_RATE;
    }
    for (int round = 0; round < 24; round += 2) {
      KECCAK_ROUND(a, e, round_constants[round]);
      KECCAK_ROUND(e, a, round_constants[round + 1]);
    }
  } while (blocks-- > 1);
  state[0] = aba, state[1] = abe, state[2] = abi, state[3] = abo, state[4] = abu;
  state[5] = aga, state[6] = age, state[7] = agi, state[8] = ago, state[9] = agu;
  state[10] = aka, state[11] = ake, state[12] = aki, state[13] = ako, state[14] = aku;
  state[15] = ama, state[16] = ame, state[17] = ami, state[18] = amo, state[19] = amu;
  state[20] = asa, state[21] = ase, state[22] = asi, state[23] = aso, state[24] = asu;
}

#undef KECCAK_ROUND
#undef KECCAK_MIX
#undef KECCAK_NAME
#undef KECCAK_TARGET
#undef V
#undef XOR
#undef XOR3
#undef ROL
#undef CHI
#undef CONSTANT
#undef WORD
