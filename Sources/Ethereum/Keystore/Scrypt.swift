package import Cryptography
internal import Glibc

/// scrypt (RFC 7914), the memory-hard key derivation of keystores.
///
/// Our own, because the library's cannot be given a memory limit, refuses parameters that keystores have (r = 1 with
/// N = 2^18, large r with p = 1) and cannot be cancelled. The blocks lie in the diagonal order of words in which Salsa20 works on vectors of four.
package enum Scrypt {
  /// The most memory that a derivation may take: four times geth's default.
  package static let maximumMemory = 1 << 30
  /// The most N · r · p that a derivation may cost: eight times geth's default.
  package static let maximumCost = 1 << 24

  private typealias Word = SIMD4<UInt32>

  /// Derives a key. Takes about a second for N = 262144, r = 8, p = 1.
  /// - Parameters:
  ///   - n: the cost, a power of two above 1.
  ///   - r: the block size.
  ///   - p: the parallelism.
  ///   - count: bytes wanted.
  /// - Throws: `unsupportedKeystore` for parameters that are not valid, or above `maximumMemory` or `maximumCost`;
  ///   `CancellationError`.
  package static func derive(
    password: SecretBytes, salt: [UInt8], n: Int, r: Int, p: Int, count: Int
  ) throws -> SecretBytes {
    try check(n: n, r: r, p: p)
    let blockSize = 128 * r
    let blocks = try KeyDerivation.pbkdf2(.sha256, password: password, salt: salt, rounds: 1, count: p * blockSize)
    let mixed = try SecretBytes(count: blocks.count) { memory in
      blocks.withUnsafeBytes { memory.copyMemory(from: $0) }
      let scratch = try Scratch(words: (n + 2) * 8 * r)
      for start in stride(from: 0, to: blocks.count, by: blockSize) {
        try mix(UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + blockSize]), scratch.words, n: n, r: r)
      }
    }
    return try KeyDerivation.pbkdf2(
      .sha256, password: password, salt: mixed.withUnsafeBytes { Array($0) }, rounds: 1, count: count)
  }

  private static func check(n: Int, r: Int, p: Int) throws(EthereumError) {
    // RFC 7914 also wants N < 2^(16 r); geth and the published keystores with r = 1 do not keep to it.
    guard n > 1, n & (n - 1) == 0, n <= UInt32.max, r > 0, p > 0, r < 1 << 24, p < 1 << 24 else {
      throw EthereumError(.unsupportedKeystore, "the parameters of scrypt are not valid")
    }
    let (memory, tooLarge) = (128 * r).multipliedReportingOverflow(by: n + p + 2)
    let (cost, tooSlow) = (n * r).multipliedReportingOverflow(by: p)
    guard !tooLarge, !tooSlow, memory <= maximumMemory, cost <= maximumCost else {
      throw EthereumError(.unsupportedKeystore, "the parameters of scrypt ask for too much memory or time")
    }
  }

  /// `scryptROMix` on one block of 128 · r bytes.
  private static func mix(
    _ block: UnsafeMutableRawBufferPointer, _ words: UnsafeMutablePointer<Word>, n: Int, r: Int
  ) throws {
    let width = 8 * r
    // The table, and behind it two blocks that are read and written in turn; the first of them ends the table's chain.
    let x = words + n * width
    let y = x + width
    load(block, words)
    for index in 0..<n {
      blockMix(words + index * width, words + (index + 1) * width, r)
      if index & 1_023 == 0 { try Task.checkCancellation() }
    }
    // N is even, so the last result lies in the first of the two.
    for index in stride(from: 0, to: n, by: 2) {
      add(words, x, n: n, width: width)
      blockMix(x, y, r)
      add(words, y, n: n, width: width)
      blockMix(y, x, r)
      if index & 1_022 == 0 { try Task.checkCancellation() }
    }
    store(x, block)
  }

  /// Adds the block of the table that the last block of `x` points at.
  @inline(__always)
  private static func add(_ words: UnsafePointer<Word>, _ x: UnsafeMutablePointer<Word>, n: Int, width: Int) {
    let other = words + (Int(x[width - 4][0]) & (n - 1)) * width
    for word in 0..<width { x[word] ^= other[word] }
  }

  /// `scryptBlockMix`: chains Salsa20/8 through 2 · r blocks of 64 bytes; even results first, odd ones behind them.
  @inline(__always)
  private static func blockMix(_ input: UnsafePointer<Word>, _ output: UnsafeMutablePointer<Word>, _ r: Int) {
    let last = input + (8 * r - 4)
    var (a, b, c, d) = (last[0], last[1], last[2], last[3])
    for index in 0..<2 * r {
      let block = input + 4 * index
      a ^= block[0]
      b ^= block[1]
      c ^= block[2]
      d ^= block[3]
      salsa(&a, &b, &c, &d)
      let target = output + 4 * (index / 2 + (index & 1) * r)
      target[0] = a
      target[1] = b
      target[2] = c
      target[3] = d
    }
  }

  /// Salsa20/8 on a block in diagonal order.
  @inline(__always)
  private static func salsa(_ a: inout Word, _ b: inout Word, _ c: inout Word, _ d: inout Word) {
    let (e, f, g, h) = (a, b, c, d)
    for _ in 0..<4 {
      b ^= rotated(a &+ d, 7)
      c ^= rotated(b &+ a, 9)
      d ^= rotated(c &+ b, 13)
      a ^= rotated(d &+ c, 18)
      b = Word(b[3], b[0], b[1], b[2])
      c = Word(c[2], c[3], c[0], c[1])
      d = Word(d[1], d[2], d[3], d[0])
      d ^= rotated(a &+ b, 7)
      c ^= rotated(d &+ a, 9)
      b ^= rotated(c &+ d, 13)
      a ^= rotated(b &+ c, 18)
      b = Word(b[1], b[2], b[3], b[0])
      c = Word(c[2], c[3], c[0], c[1])
      d = Word(d[3], d[0], d[1], d[2])
    }
    a &+= e
    b &+= f
    c &+= g
    d &+= h
  }

  @inline(__always)
  private static func rotated(_ word: Word, _ count: UInt32) -> Word { (word &<< count) | (word &>> (32 - count)) }

  private static func load(_ block: UnsafeMutableRawBufferPointer, _ words: UnsafeMutablePointer<Word>) {
    for start in stride(from: 0, to: block.count, by: 64) {
      for index in 0..<16 {
        let value = block.loadUnaligned(fromByteOffset: start + index * 5 % 16 * 4, as: UInt32.self)
        words[start / 16 + index / 4][index % 4] = UInt32(littleEndian: value)
      }
    }
  }

  private static func store(_ words: UnsafePointer<Word>, _ block: UnsafeMutableRawBufferPointer) {
    for start in stride(from: 0, to: block.count, by: 64) {
      for index in 0..<16 {
        let value = words[start / 16 + index / 4][index % 4].littleEndian
        block.storeBytes(of: value, toByteOffset: start + index * 5 % 16 * 4, as: UInt32.self)
      }
    }
  }

  /// Memory for the table, zeroed when it is given back.
  private final class Scratch {
    let words: UnsafeMutablePointer<Word>
    private let byteCount: Int

    init(words count: Int) throws(EthereumError) {
      byteCount = count * MemoryLayout<Word>.stride
      guard let memory = aligned_alloc(64, byteCount) else {
        throw EthereumError(
          .unsupportedKeystore, "there is not enough memory to open this keystore; close other programs")
      }
      words = memory.bindMemory(to: Word.self, capacity: count)
      words.initialize(repeating: .zero, count: count)
    }

    deinit {
      explicit_bzero(words, byteCount)
      free(words)
    }
  }
}
