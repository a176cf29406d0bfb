import Cryptography
import Ethereum
import Testing
import VectorTesting

@Suite(.enabled(if: Vectors.isPresent, "\(Vectors.absence)")) struct KeystoreVectorTests {
  @Test func ethereumTests() throws {
    try EthereumVectors.run(.KeyStoreTests) { name, vector in
      let keystore = try Keystore(json: #require(vector["json"]).text.utf8)
      let key = try keystore.secretKey(password: secret(vector.text("password").utf8))
      #expect(key.withUnsafeBytes { Array($0) } == (try vector.hex("priv")), "\(name)")
      #expect(try Keystore(json: keystore.json.text.utf8) == keystore, "\(name)")
    }
  }

  @Test func wallets() throws {
    try EthereumVectors.run(.wallets) { name, vector in
      let content = try #require((vector["content"] ?? vector["json"])?.string)
      // The newer files write the password as bytes, the older ones as text.
      let isBytes = vector["content"] != nil
      let password = try secret(isBytes ? vector.hex("password") : Array(vector.text("password").utf8))
      let isPresale = try JSON(parsing: content)["encseed"] != nil
      let key =
        try isPresale
        ? PresaleWallet(json: content.utf8).secretKey(password: password)
        : Keystore(json: content.utf8).secretKey(password: password)
      #expect(key.address == (try Address(vector.text("address"))), "\(name)")
      if let expected = vector["privateKey"]?.string {
        #expect(key.withUnsafeBytes { Array($0) } == (try Hex.decode(expected)), "\(name)")
      }
    }
  }

  @Test func keyDerivation() throws {
    try EthereumVectors.run(.pbkdf) { name, vector in
      let password = try secret(vector.hex("password"))
      let (salt, count) = (try vector.hex("salt"), try vector.number("dkLen"))
      let pbkdf2 = try #require(vector["pbkdf2"])
      let derived = try KeyDerivation.pbkdf2(
        pbkdf2.text("algorithm") == "sha512" ? .sha512 : .sha256, password: password, salt: salt,
        rounds: pbkdf2.number("iterations"), count: count)
      #expect(derived.withUnsafeBytes { Array($0) } == (try pbkdf2.hex("key")), "\(name): pbkdf2")
      let scrypt = try #require(vector["scrypt"])
      let key = try Scrypt.derive(
        password: password, salt: salt, n: scrypt.number("N"), r: scrypt.number("r"), p: scrypt.number("p"),
        count: count)
      #expect(key.withUnsafeBytes { Array($0) } == (try scrypt.hex("key")), "\(name): scrypt")
    }
  }
}
