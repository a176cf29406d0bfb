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
// A round takes lanes a.. and the parities c. of their columns to lanes e.. and theirs: gathered as the rows are made, they
// are there when the next round asks for them. Names: letter b g k m s is the row y = 0...4, letter a e i o u the column
// x = 0...4.

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
    V da = XOR(cu, ROL(ce, 1)), de = XOR(ca, ROL(ci, 1)), di = XOR(ce, ROL(co, 1)); \
    V do_ = XOR(ci, ROL(cu, 1)), du = XOR(co, ROL(ca, 1)); \
    V ba, be, bi, bo, bu; \
    ba = XOR(A##ba, da); \
    be = ROL(XOR(A##ge, de), 44); \
    bi = ROL(XOR(A##ki, di), 43); \
    bo = ROL(XOR(A##mo, do_), 21); \
    bu = ROL(XOR(A##su, du), 14); \
    E##ba = XOR(CHI(ba, be, bi), CONSTANT(RC)); \
    E##be = CHI(be, bi, bo); \
    E##bi = CHI(bi, bo, bu); \
    E##bo = CHI(bo, bu, ba); \
    E##bu = CHI(bu, ba, be); \
    ba = ROL(XOR(A##bo, do_), 28); \
    be = ROL(XOR(A##gu, du), 20); \
    bi = ROL(XOR(A##ka, da), 3); \
    bo = ROL(XOR(A##me, de), 45); \
    bu = ROL(XOR(A##si, di), 61); \
    E##ga = CHI(ba, be, bi); \
    E##ge = CHI(be, bi, bo); \
    E##gi = CHI(bi, bo, bu); \
    E##go = CHI(bo, bu, ba); \
    E##gu = CHI(bu, ba, be); \
    ba = ROL(XOR(A##be, de), 1); \
    be = ROL(XOR(A##gi, di), 6); \
    bi = ROL(XOR(A##ko, do_), 25); \
    bo = ROL(XOR(A##mu, du), 8); \
    bu = ROL(XOR(A##sa, da), 18); \
    E##ka = CHI(ba, be, bi); \
    ca = XOR3(E##ba, E##ga, E##ka); \
    E##ke = CHI(be, bi, bo); \
    ce = XOR3(E##be, E##ge, E##ke); \
    E##ki = CHI(bi, bo, bu); \
    ci = XOR3(E##bi, E##gi, E##ki); \
    E##ko = CHI(bo, bu, ba); \
    co = XOR3(E##bo, E##go, E##ko); \
    E##ku = CHI(bu, ba, be); \
    cu = XOR3(E##bu, E##gu, E##ku); \
    ba = ROL(XOR(A##bu, du), 27); \
    be = ROL(XOR(A##ga, da), 36); \
    bi = ROL(XOR(A##ke, de), 10); \
    bo = ROL(XOR(A##mi, di), 15); \
    bu = ROL(XOR(A##so, do_), 56); \
    E##ma = CHI(ba, be, bi); \
    E##me = CHI(be, bi, bo); \
    E##mi = CHI(bi, bo, bu); \
    E##mo = CHI(bo, bu, ba); \
    E##mu = CHI(bu, ba, be); \
    ba = ROL(XOR(A##bi, di), 62); \
    be = ROL(XOR(A##go, do_), 55); \
    bi = ROL(XOR(A##ku, du), 39); \
    bo = ROL(XOR(A##ma, da), 41); \
    bu = ROL(XOR(A##se, de), 2); \
    E##sa = CHI(ba, be, bi); \
    ca = XOR3(ca, E##ma, E##sa); \
    E##se = CHI(be, bi, bo); \
    ce = XOR3(ce, E##me, E##se); \
    E##si = CHI(bi, bo, bu); \
    ci = XOR3(ci, E##mi, E##si); \
    E##so = CHI(bo, bu, ba); \
    co = XOR3(co, E##mo, E##so); \
    E##su = CHI(bu, ba, be); \
    cu = XOR3(cu, E##mu, E##su); \
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
  V ca, ce, ci, co, cu;
  do {
    if (input) {
      KECCAK_MIX(aba, 0), KECCAK_MIX(abe, 1), KECCAK_MIX(abi, 2), KECCAK_MIX(abo, 3), KECCAK_MIX(abu, 4);
      KECCAK_MIX(aga, 5), KECCAK_MIX(age, 6), KECCAK_MIX(agi, 7), KECCAK_MIX(ago, 8), KECCAK_MIX(agu, 9);
      KECCAK_MIX(aka, 10), KECCAK_MIX(ake, 11), KECCAK_MIX(aki, 12), KECCAK_MIX(ako, 13), KECCAK_MIX(aku, 14);
      KECCAK_MIX(ama, 15), KECCAK_MIX(ame, 16);
      input += CKECCAK_RATE;
    }
    ca = XOR3(XOR3(aba, aga, aka), ama, asa);
    ce = XOR3(XOR3(abe, age, ake), ame, ase);
    ci = XOR3(XOR3(abi, agi, aki), ami, asi);
    co = XOR3(XOR3(abo, ago, ako), amo, aso);
    cu = XOR3(XOR3(abu, agu, aku), amu, asu);
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
