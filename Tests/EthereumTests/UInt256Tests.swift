import Ethereum
import Testing
import VectorTesting

@Suite struct UInt256Tests {
  @Test func decimalAndHexadecimal() throws {
    let largest = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    #expect(UInt256.max.description == largest)
    #expect(try UInt256(decimal: largest) == .max)
    #expect(try UInt256(text: "0xff") == 255)
    #expect(try UInt256(hex: "0x" + String(repeating: "0", count: 80) + "1") == .one)
    #expect(UInt256.zero.hex == "0x0")
    #expect(UInt256(0x1F).hex == "0x1f")
    #expect(UInt256(10_000_000_000_000_000_000).description == "10000000000000000000")
  }

  @Test(arguments: ["", "0x", "-1", "+1", "1.5", "1e3", "0xg", " 1", "１"]) func malformedText(_ text: String) {
    #expect(throws: EthereumError.self) { try UInt256(text: text) }
  }

  @Test func overflowIsAnError() {
    func code(_ body: () throws -> UInt256) { #expect(throws: EthereumError.self) { _ = try body() } }
    code { try UInt256.max.adding(.one) }
    code { try UInt256.zero.subtracting(.one) }
    code { try (UInt256.one << 128).multiplied(by: .one << 128) }
    code { try UInt256.one.divided(by: .zero) }
    code { try UInt256(bigEndian: [UInt8](repeating: 0, count: 33)) }
    code { try UInt256(decimal: UInt256.max.description + "0") }
  }

  @Test func bytes() throws {
    #expect(UInt256.zero.minimalBytes.isEmpty)
    #expect(UInt256(0x0102).minimalBytes == [1, 2])
    #expect(try UInt256(bigEndian: UInt256.max.bigEndianBytes) == .max)
    #expect((UInt256.one << 255).bitWidth == 256)
    #expect(UInt256.zero.bitWidth == 0)
  }

  @Test func signedEdges() throws {
    #expect(Int256.min.description == "-" + (UInt256.one << 255).description)
    #expect(try Int256(text: Int256.min.description) == .min)
    #expect(Int256.max.signedBitWidth == 256)
    #expect(Int256(-1).signedBitWidth == 1)
    #expect(Int256(-128).signedBitWidth == 8)
    #expect(Int256(127).signedBitWidth == 8)
    #expect(Int256(-1) < Int256(0))
    #expect(Int256.min < Int256(-1))
    #expect(throws: EthereumError.self) { try Int256(negative: false, magnitude: .one << 255) }
    #expect(throws: EthereumError.self) { try Int256(text: "--1") }
  }

  /// Python's integers, which have no limit, on random pairs with many edges.
  @Test(.enabled(if: EthAccount.isPresent, "\(TestPython.absence)")) func arithmeticAgreesWithPython() throws {
    var generator = SeededGenerator(seed: 1)
    let cases = (0..<1_500).map { _ in (generator.uint256(), generator.uint256(), generator.below(300)) }
    let tasks = cases.map { a, b, shift -> JSON in
      ["task": "arithmetic", "a": .string(a.hex), "b": .string(b.hex), "shift": .integer(shift)]
    }
    for ((a, b, shift), answer) in zip(cases, try EthAccount.ask(tasks)) {
      let expected = { (name: String) in try answer[name]?.string.map { try UInt256(hex: $0) } }
      #expect(try (try? a.adding(b)) == expected("sum"), "\(a) + \(b)")
      #expect(try (try? a.subtracting(b)) == expected("difference"), "\(a) - \(b)")
      #expect(try (try? a.multiplied(by: b)) == expected("product"), "\(a) * \(b)")
      #expect(try a &* b == expected("wrapped"), "\(a) &* \(b)")
      #expect(try (try? a.divided(by: b)) == expected("quotient"), "\(a) / \(b)")
      #expect(try a.quotientAndRemainder(dividingBy: b)?.remainder == expected("remainder"), "\(a) % \(b)")
      #expect(try a << shift == expected("left"), "\(a) << \(shift)")
      #expect(try a >> shift == expected("right"), "\(a) >> \(shift)")
      #expect(a.description == answer["decimal"]?.string)
    }
  }
}
