// Keccak-f[1600] (FIPS 202, section 3.3) for one message, with ordinary and vector registers side by side. Lanes have the
// names of permutation.h: a row's letter (b g k m s) and a column's (a e i o u).
//
// One message fills neither kind: a round is some 130 steps for ordinary registers, which a processor of today finishes at four
// or five a cycle, and then waits for the columns' parities; vector registers take longer for a step. So rows b and g, which
// are made first and wanted late, go through the low halves of vector registers (AVX-512VL: rotation, three-way logic) while
// rows k, m and s go through the ordinary ones, and the two meet in the parities. By hand, because a compiler will not split
// a sum over two kinds of registers, and spills what the next step waits for. Rows b to m lie on the stack, where nothing
// waits for them; row s, which is made last and wanted first, never leaves the registers.
//
//   void ckeccak_permute_split(uint64_t *lanes, const uint8_t *input, size_t stride, size_t blocks)
//
// takes `blocks` blocks of 136 bytes in one after the other, or only permutes where input is null. `stride` is not used.

#if defined(__x86_64__)

.intel_syntax noprefix

// The stack's frame: rows b to m before a round, the same after it, and what has no register.
.set ROWS, 0
.set OTHER, 160
.set SUM_O, 320
.set STATE, 328
.set INPUT, 336
.set BLOCKS, 344
.set ROUND, 352
.set FRAME, 360

// Theta, rho and pi for one lane from the stack.
.macro lane to, from, number, sum, rotation
  mov \to, [rsp + \from + 8 * \number]
  xor \to, \sum
  .if \rotation
  rorx \to, \to, 64 - \rotation
  .endif
.endm

// The same for a lane of row s.
.macro held to, lane, sum, rotation
  xor \lane, \sum
  rorx \to, \lane, 64 - \rotation
.endm

// Chi for one lane.
.macro chi to, first, second, third
  andn \to, \second, \third
  xor \to, \first
.endm

// The same three for vector registers.
.macro vector_lane to, from, number, sum, rotation
  vpxorq \to, \sum, qword ptr [rsp + \from + 8 * \number]{1to2}
  .if \rotation
  vprolq \to, \to, \rotation
  .endif
.endm

.macro vector_held to, lane, sum, rotation
  vpxorq \to, \lane, \sum
  vprolq \to, \to, \rotation
.endm

.macro vector_chi_row va, ve, vi, vo, vu
  vpandnq xmm30, \vu, \va
  vpandnq xmm31, \va, \ve
  vpternlogq \va, \ve, \vi, 0xD2
  vpternlogq \ve, \vi, \vo, 0xD2
  vpternlogq \vi, \vo, \vu, 0xD2
  vpxorq \vo, \vo, xmm30
  vpxorq \vu, \vu, xmm31
.endm

.macro vector_store to, number, va, ve, vi, vo, vu
  vmovq [rsp + \to + 8 * (\number)], \va
  vmovq [rsp + \to + 8 * (\number + 1)], \ve
  vmovq [rsp + \to + 8 * (\number + 2)], \vi
  vmovq [rsp + \to + 8 * (\number + 3)], \vo
  vmovq [rsp + \to + 8 * (\number + 4)], \vu
.endm

// Chi for a row, which goes to the stack.
.macro chi_row to, number, one, ra, re, ri, ro, ru
  chi \one, \ra, \re, \ri
  mov [rsp + \to + 8 * (\number)], \one
  chi \one, \re, \ri, \ro
  mov [rsp + \to + 8 * (\number + 1)], \one
  chi \one, \ri, \ro, \ru
  mov [rsp + \to + 8 * (\number + 2)], \one
  chi \one, \ro, \ru, \ra
  mov [rsp + \to + 8 * (\number + 3)], \one
  chi \one, \ru, \ra, \re
  mov [rsp + \to + 8 * (\number + 4)], \one
.endm

// What a column's two neighbours add to it.
.macro sum to, left, right
  rorx \to, \right, 63
  xor \to, \left
.endm

// One round. Before it ca to cu are the columns' parities and sa to su is row s; da to du are free. After it the parities are
// in sa to su, row s in da to du (`one` is its o), and ca to cu are free: the next round takes the groups in that order.
.macro round from, to, constant, ca, ce, ci, co, cu, sa, se, si, so, su, da, de, di, one, du
  sum \one, \ci, \cu
  mov [rsp + SUM_O], \one
  sum \da, \cu, \ce
  sum \de, \ca, \ci
  sum \di, \ce, \co
  sum \du, \co, \ca

  // Rows b and g beside the others, in vector registers.
  vmovq xmm0, \da
  vmovq xmm1, \de
  vmovq xmm2, \di
  vmovq xmm3, \one
  vmovq xmm4, \du
  vmovq xmm5, \su
  vmovq xmm6, \si
  vector_lane xmm8, \from, 0, xmm0, 0
  vector_lane xmm9, \from, 6, xmm1, 44
  vector_lane xmm10, \from, 12, xmm2, 43
  vector_lane xmm11, \from, 18, xmm3, 21
  vector_held xmm12, xmm5, xmm4, 14
  vector_chi_row xmm8, xmm9, xmm10, xmm11, xmm12
  // Iota: the round's constant is added to the first lane only.
  mov \su, [rsp + ROUND]
  vpxorq xmm8, xmm8, qword ptr [\su + \constant]{1to2}
  vector_store \to, 0, xmm8, xmm9, xmm10, xmm11, xmm12

  vector_lane xmm16, \from, 3, xmm3, 28
  vector_lane xmm17, \from, 9, xmm4, 20
  vector_lane xmm18, \from, 10, xmm0, 3
  vector_lane xmm19, \from, 16, xmm1, 45
  vector_held xmm20, xmm6, xmm2, 61
  vector_chi_row xmm16, xmm17, xmm18, xmm19, xmm20
  vector_store \to, 5, xmm16, xmm17, xmm18, xmm19, xmm20
  // Their share of the parities.
  vpxorq xmm8, xmm8, xmm16
  vpxorq xmm9, xmm9, xmm17
  vpxorq xmm10, xmm10, xmm18
  vpxorq xmm11, xmm11, xmm19
  vpxorq xmm12, xmm12, xmm20

  lane \ca, \from, 1, \de, 1
  lane \ce, \from, 7, \di, 6
  lane \ci, \from, 13, "qword ptr [rsp + SUM_O]", 25
  lane \co, \from, 19, \du, 8
  held \cu, \sa, \da, 18
  chi_row \to, 10, \one, \ca, \ce, \ci, \co, \cu

  lane \ca, \from, 4, \du, 27
  lane \ce, \from, 5, \da, 36
  lane \ci, \from, 11, \de, 10
  lane \co, \from, 17, \di, 15
  held \cu, \so, "qword ptr [rsp + SUM_O]", 56
  // Four registers of row s are spent: they take the parities of k and m.
  mov \sa, [rsp + \to + 8 * 10]
  mov \si, [rsp + \to + 8 * 12]
  mov \so, [rsp + \to + 8 * 13]
  mov \su, [rsp + \to + 8 * 14]
  chi \one, \ce, \ci, \co
  mov [rsp + \to + 8 * 16], \one
  chi \one, \ca, \ce, \ci
  mov [rsp + \to + 8 * 15], \one
  xor \sa, \one
  chi \one, \ci, \co, \cu
  mov [rsp + \to + 8 * 17], \one
  xor \si, \one
  chi \one, \co, \cu, \ca
  mov [rsp + \to + 8 * 18], \one
  xor \so, \one
  chi \one, \cu, \ca, \ce
  mov [rsp + \to + 8 * 19], \one
  xor \su, \one

  lane \ca, \from, 2, \di, 62
  lane \ce, \from, 8, "qword ptr [rsp + SUM_O]", 55
  lane \ci, \from, 14, \du, 39
  lane \co, \from, 15, \da, 41
  held \cu, \se, \de, 2
  // So is the fifth, and so are the sums.
  mov \se, [rsp + \to + 8 * 11]
  xor \se, [rsp + \to + 8 * 16]
  chi \da, \ca, \ce, \ci
  chi \de, \ce, \ci, \co
  chi \di, \ci, \co, \cu
  chi \one, \co, \cu, \ca
  chi \du, \cu, \ca, \ce
  xor \su, \du
  xor \si, \di
  xor \so, \one
  xor \sa, \da
  xor \se, \de
  // What comes last is added last.
  vmovq \cu, xmm12
  vmovq \ci, xmm10
  vmovq \co, xmm11
  vmovq \ca, xmm8
  vmovq \ce, xmm9
  xor \su, \cu
  xor \si, \ci
  xor \so, \co
  xor \sa, \ca
  xor \se, \ce
.endm

// The three groups of five registers, and the rounds that take them by turns.
.macro round_1 from, to, constant
  round \from, \to, \constant, rax, rcx, rdx, rdi, rsi, r8, r9, r10, r11, rbx, rbp, r12, r13, r14, r15
.endm
.macro round_2 from, to, constant
  round \from, \to, \constant, r8, r9, r10, r11, rbx, rbp, r12, r13, r14, r15, rax, rcx, rdx, rdi, rsi
.endm
.macro round_3 from, to, constant
  round \from, \to, \constant, rbp, r12, r13, r14, r15, rax, rcx, rdx, rdi, rsi, r8, r9, r10, r11, rbx
.endm

// Parity of a column over rows b to m.
.macro parity of, number
  xor \of, [rsp + 8 * \number]
  xor \of, [rsp + 8 * (\number + 5)]
  xor \of, [rsp + 8 * (\number + 10)]
  xor \of, [rsp + 8 * (\number + 15)]
.endm

// Takes three words of the block into the parity of their column.
.macro absorb_parity of, number, word
  mov \word, [r15 + 8 * \number]
  xor \word, [r15 + 8 * (\number + 5)]
  xor \word, [r15 + 8 * (\number + 10)]
  xor \of, \word
.endm

.macro save register
  push \register
  .cfi_adjust_cfa_offset 8
  .cfi_rel_offset \register, 0
.endm

.macro restore register
  pop \register
  .cfi_adjust_cfa_offset -8
  .cfi_restore \register
.endm

.text
.p2align 6
.globl ckeccak_permute_split
.hidden ckeccak_permute_split
.type ckeccak_permute_split, @function
ckeccak_permute_split:
  .cfi_startproc
  endbr64
  save rbx
  save rbp
  save r12
  save r13
  save r14
  save r15
  sub rsp, FRAME
  .cfi_adjust_cfa_offset FRAME
  mov [rsp + STATE], rdi
  mov [rsp + INPUT], rsi
  mov [rsp + BLOCKS], rcx
  .set place, 0
  .rept 20
  mov rax, [rdi + place]
  mov [rsp + place], rax
  .set place, place + 8
  .endr
  mov r8, [rdi + 160]
  mov r9, [rdi + 168]
  mov r10, [rdi + 176]
  mov r11, [rdi + 184]
  mov rbx, [rdi + 192]

  mov rax, r8
  mov rcx, r9
  mov rdx, r10
  mov rdi, r11
  mov rsi, rbx
  parity rax, 0
  parity rcx, 1
  parity rdx, 2
  parity rdi, 3
  parity rsi, 4

// Here parities and row s are in their registers, from before or from the rounds of the last block.
.p2align 4
.Lblock:
  lea rbp, [rip + round_constants]
  mov [rsp + ROUND], rbp
  mov r15, [rsp + INPUT]
  test r15, r15
  jz .Lround
  absorb_parity rax, 0, rbp
  absorb_parity rcx, 1, r12
  absorb_parity rdx, 2, r13
  absorb_parity rdi, 3, r14
  absorb_parity rsi, 4, rbp
  xor rax, [r15 + 8 * 15]
  xor rcx, [r15 + 8 * 16]
  .set place, 0
  .rept 17
  mov rbp, [r15 + place]
  xor [rsp + place], rbp
  .set place, place + 8
  .endr
  add r15, 136
  mov [rsp + INPUT], r15

.p2align 6
.Lround:
  round_1 ROWS, OTHER, 0
  round_2 OTHER, ROWS, 8
  round_3 ROWS, OTHER, 16
  round_1 OTHER, ROWS, 24
  round_2 ROWS, OTHER, 32
  round_3 OTHER, ROWS, 40
  lea rbp, [rip + round_constants_end]
  mov r12, [rsp + ROUND]
  add r12, 48
  mov [rsp + ROUND], r12
  cmp r12, rbp
  jne .Lround

  sub qword ptr [rsp + BLOCKS], 1
  ja .Lblock

  mov rdi, [rsp + STATE]
  .set place, 0
  .rept 20
  mov rax, [rsp + place]
  mov [rdi + place], rax
  .set place, place + 8
  .endr
  mov [rdi + 160], r8
  mov [rdi + 168], r9
  mov [rdi + 176], r10
  mov [rdi + 184], r11
  mov [rdi + 192], rbx
  add rsp, FRAME
  .cfi_adjust_cfa_offset -FRAME
  restore r15
  restore r14
  restore r13
  restore r12
  restore rbp
  restore rbx
  ret
  .cfi_endproc
.size ckeccak_permute_split, . - ckeccak_permute_split

.section .rodata
.p2align 6
round_constants:
  .quad 0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B
  .quad 0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088
  .quad 0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089
  .quad 0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A
  .quad 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008
round_constants_end:

#endif

#if defined(__linux__)
.section .note.GNU-stack, "", @progbits
#endif
