import Testing

@testable import Cryptography

@Suite("secp256k1")
struct CurveTests {
  static let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
  static let zero = String(repeating: "0", count: 64)

  @Test(
    "secret keys outside 1 ... n − 1 are refused",
    arguments: [
      zero, order, String(repeating: "f", count: 64), "00", order + "00", "",
    ])
  func invalidSecretKeys(hex: String) throws {
    let bytes = try Hex.decode(hex)
    let error = #expect(throws: CryptographyError.self) { try SecretKey(bytes: bytes) }
    #expect(error?.code == (bytes.count == 32 ? .invalidSecretKey : .invalidLength))
    #expect(throws: CryptographyError.self) { try Scalar(bytes: bytes) }
  }

  @Test(
    "points off the curve and other forms are refused",
    arguments: [
      "", "00", "02", "04" + zero + zero, "02" + String(repeating: "f", count: 64),
      "020000000000000000000000000000000000000000000000000000000000000005",
      "0579be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
      "0679be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
    ])
  func invalidPoints(hex: String) throws {
    let bytes = try Hex.decode(hex)
    let error = #expect(throws: CryptographyError.self) { try PublicKey(sec1: bytes) }
    #expect(error?.code == .invalidPublicKey)
    #expect(throws: CryptographyError.self) { try PublicKey(compressed: bytes) }
  }

  @Test("both forms of a public key are one key")
  func forms() throws {
    let key = try SecretKey.generate().publicKey
    #expect(try PublicKey(sec1: key.compressed) == key)
    #expect(try PublicKey(sec1: key.uncompressed) == key)
    #expect(throws: CryptographyError.self) { try PublicKey(compressed: key.uncompressed) }
  }

  @Test("both multiplications agree, and with the group's laws")
  func arithmetic() throws {
    let (a, b) = (try SecretScalar.random(), try SecretScalar.random())
    let point = try a.timesGenerator()
    #expect(try point.multiplied(by: b) == point.multiplied(variableTime: b.revealed()))
    #expect(try point.multiplied(by: b) == a.multiplied(by: b).timesGenerator())
    #expect(try point.adding(try b.timesGenerator()) == a.adding(b).timesGenerator())
    #expect(try point.adding(variableTimeGenerator: b.revealed()) == a.adding(b).timesGenerator())
    #expect(try a.multiplied(by: b).revealed() == a.revealed().multiplied(by: b.revealed()))
    #expect(try a.inverted().multiplied(by: a).timesGenerator() == Point.generator)
    #expect(try a.inverted().multiplied(by: a.multiplied(by: b)).equals(b))
    #expect(try a.revealed().adding(b.revealed()).subtracting(b.revealed()) == a.revealed())
  }

  @Test("infinity and zero are errors, never values")
  func degenerate() throws {
    let a = try SecretScalar.random()
    let point = try a.timesGenerator()
    let attempts: [() throws -> Void] = [
      { _ = try point.adding(try point.negated()) },
      { _ = try point.adding(variableTimeGenerator: try a.revealed().negated()) },
      { _ = try a.adding(try a.negated()) },
      { _ = try a.revealed().subtracting(a.revealed()) },
    ]
    for attempt in attempts {
      let error = #expect(throws: CryptographyError.self) { try attempt() }
      #expect(error?.code == .degenerateResult)
    }
  }

  @Test(
    "reduction modulo the order",
    arguments: [
      (order, nil), ("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142", 1),
      (String(repeating: "0", count: 63) + "7", 7), (zero, nil),
    ] as [(String, UInt8?)])
  func reduction(hex: String, expected: UInt8?) throws {
    let hash = try #require(Hash256(hex: hex))
    let scalar = try? Scalar(reducing: hash)
    #expect(scalar?.bytes == expected.map { [UInt8](repeating: 0, count: 31) + [$0] })
  }

  @Test("a hash to a scalar is reduced modulo n − 1 and then raised by one")
  func scalarHashEdges() {
    let order = Hash256(hex: Self.order)?.bigEndianWords ?? .zero
    var orderMinusOne = order
    orderMinusOne[3] -= 1
    #expect(ScalarOrder.reducedToScalar(.zero) == SIMD4(0, 0, 0, 1))
    #expect(ScalarOrder.reducedToScalar(orderMinusOne) == SIMD4(0, 0, 0, 1))
    #expect(ScalarOrder.reducedToScalar(order) == SIMD4(0, 0, 0, 2))
    var last = orderMinusOne
    last[3] -= 1
    #expect(ScalarOrder.reducedToScalar(last) == orderMinusOne)
    #expect(ScalarOrder.reducedToScalar(SIMD4(0, 0, 0, .max)) == SIMD4(0, 0, 1, 0))
  }
}
