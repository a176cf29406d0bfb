import Cryptography
import Ethereum
import Foundation
import Testing

@Suite struct KeystoreTests {
  private let key: SecretKey
  private let keystore: Keystore

  init() throws {
    key = try SecretKey(bytes: [UInt8](repeating: 5, count: 32))
    keystore = try Keystore(key, password: secret("richtig".utf8), cost: .scrypt(n: 2, r: 1, p: 1))
  }

  /// The file with one member changed.
  private func changed(_ change: (inout String) -> Void) -> [UInt8] {
    var text = keystore.json.text
    change(&text)
    return Array(text.utf8)
  }

  @Test func theRightPasswordOpens() throws {
    let read = try Keystore(json: keystore.json.text.utf8)
    #expect(read == keystore)
    #expect(try read.secretKey(password: secret("richtig".utf8)).address == key.address)
    #expect(read.address == key.address)
  }

  @Test(arguments: ["", "falsch", "richtig ", "Richtig", "richtig\0"]) func wrongPasswords(_ password: String) throws {
    // HMAC pads keys with zeros, so a password and the same with zero bytes behind it cannot be told apart by anyone.
    if password == "richtig\0" {
      #expect(try keystore.secretKey(password: secret(password.utf8)).address == key.address)
      return
    }
    let error = #expect(throws: EthereumError.self) { try keystore.secretKey(password: secret(password.utf8)) }
    #expect(error?.code == .wrongPassword)
    #expect(error?.message.contains("falsch") == false)
  }

  /// Every change of a hexadecimal digit is noticed: as damage, as a wrong password, or as another account.
  @Test func everyFlippedDigitIsNoticed() throws {
    let text = Array(keystore.json.text.utf8)
    let password = try secret("richtig".utf8)
    let digits = Array("0123456789abcdef".utf8)
    var noticed = 0
    for index in text.indices where digits.contains(text[index]) {
      var bytes = text
      bytes[index] = text[index] == digits[7] ? digits[8] : digits[7]
      guard let read = try? Keystore(json: bytes) else { continue }
      if let opened = try? read.secretKey(password: password) {
        // Only the identifier means nothing, and the file need not name its account.
        #expect(opened.address == key.address)
        #expect(read.identifier != keystore.identifier || read.address == nil)
      } else {
        noticed += 1
      }
    }
    #expect(noticed > 200)
  }

  @Test func damagedFiles() throws {
    let text = keystore.json.text
    for length in stride(from: 0, to: text.utf8.count, by: 7) {
      #expect(throws: EthereumError.self) { try Keystore(json: text.utf8.prefix(length)) }
    }
    let damages: [(String, String, EthereumError.Code)] = [
      ("\"version\":3", "\"version\":4", .unsupportedKeystore), ("aes-128-ctr", "aes-256-gcm", .unsupportedKeystore),
      ("\"kdf\":\"scrypt\"", "\"kdf\":\"argon2\"", .unsupportedKeystore),
      ("\"dklen\":32", "\"dklen\":16", .unsupportedKeystore),
      ("\"mac\":\"", "\"mac\":\"00", .corruptedKeystore), ("\"iv\":\"", "\"iv\":\"00", .corruptedKeystore),
      ("\"ciphertext\":\"", "\"ciphertext\":\"zz", .corruptedKeystore),
      ("\"salt\":\"", "\"salt\":\"g0", .corruptedKeystore),
      ("\"address\":\"", "\"address\":\"00", .corruptedKeystore), ("\"n\":2", "\"n\":\"2\"", .corruptedKeystore),
      ("\"crypto\"", "\"cryptic\"", .corruptedKeystore),
    ]
    for (old, new, code) in damages {
      #expect(text.contains(old))
      let error = #expect(throws: EthereumError.self) {
        try Keystore(json: changed { $0 = $0.replacingOccurrences(of: old, with: new) })
      }
      #expect(error?.code == code, "\(new)")
    }
  }

  @Test(arguments: [
    "\"n\":3", "\"n\":0", "\"n\":1", "\"n\":-2", "\"n\":1073741824", "\"n\":9223372036854775807",
    "\"n\":4611686018427387904",
    "\"n\":16777216",
  ])
  func refusedCosts(_ cost: String) throws {
    let read = try Keystore(json: changed { $0 = $0.replacingOccurrences(of: "\"n\":2", with: cost) })
    let error = #expect(throws: EthereumError.self) { try read.secretKey(password: secret("richtig".utf8)) }
    #expect(error?.code == .unsupportedKeystore)
  }

  @Test(arguments: [0, -1, Int.max, 1 << 26]) func refusedRounds(_ rounds: Int) throws {
    #expect(throws: EthereumError.self) { try Keystore(key, password: secret([]), cost: .pbkdf2(rounds: rounds)) }
  }

  @Test func aKeyOfAnotherAccountIsDamage() throws {
    let other = Hex.encode(Address.zero.bytes)
    let mine = Hex.encode(key.address.bytes)
    let read = try Keystore(json: changed { $0 = $0.replacingOccurrences(of: mine, with: other) })
    let error = #expect(throws: EthereumError.self) { try read.secretKey(password: secret("richtig".utf8)) }
    #expect(error?.code == .corruptedKeystore)
  }

  /// Keys that are no keys cannot be made, so neither signed with nor stored.
  @Test(arguments: [
    [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xFF, count: 32), [], [UInt8](repeating: 1, count: 31),
  ])
  func keysThatAreNone(_ bytes: [UInt8]) {
    #expect(throws: CryptographyError.self) { try SecretKey(bytes: bytes) }
  }

  @Test func filesAreTheOwnersAloneAndReplacedAtOnce() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keystore-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("key.json").path
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    try keystore.write(to: path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try Keystore(contentsOf: path) == keystore)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["key.json"])
    let error = #expect(throws: EthereumError.self) { try keystore.write(to: folder.path + "/missing/key.json") }
    #expect(error?.code == .notWritable)
    #expect(
      #expect(throws: EthereumError.self) { try Keystore(contentsOf: folder.path + "/none") }?.code == .notReadable)
    try Data(count: Keystore.maximumFileSize + 1).write(to: URL(fileURLWithPath: path))
    #expect(#expect(throws: EthereumError.self) { try Keystore(contentsOf: path) }?.code == .notReadable)
  }

  @Test func theWorkerOpensAndMakes() async throws {
    let password = try secret("x".utf8)
    let made = try await KeystoreWorker.shared.make(key, password: password, cost: .pbkdf2(rounds: 10))
    #expect(try await KeystoreWorker.shared.open(made, password: password).address == key.address)
  }

  /// RFC 7914, section 12; the last takes a gibibyte and is left out.
  @Test(arguments: [
    (
      "", "", 16, 1, 1,
      "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
    ),
    (
      "password", "NaCl", 1_024, 8, 16,
      "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
    ),
    (
      "pleaseletmein", "SodiumChloride", 16_384, 8, 1,
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    ),
  ])
  func scrypt(_ password: String, _ salt: String, _ n: Int, _ r: Int, _ p: Int, _ expected: String) throws {
    let key = try Scrypt.derive(password: secret(password.utf8), salt: Array(salt.utf8), n: n, r: r, p: p, count: 64)
    #expect(key.withUnsafeBytes { Hex.encode($0) } == expected)
  }

  @Test func scryptCanBeCancelled() async throws {
    let password = try secret("x".utf8)
    let task = Task.detached {
      while !Task.isCancelled { await Task.yield() }
      return try Scrypt.derive(password: password, salt: [], n: 1 << 17, r: 8, p: 1, count: 32)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
