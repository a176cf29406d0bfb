import Cryptography
import Ethereum
import Testing
import VectorTesting

@Suite(.enabled(if: Vectors.isPresent, "\(Vectors.absence)")) struct AccountVectorTests {
  @Test func accounts() throws {
    try EthereumVectors.run(.accounts) { name, vector in
      let written = try (vector["checksumAddress"] ?? vector["address"])?.string ?? vector.text("address")
      let address = try Address(written)
      #expect(address.description == written, "\(name)")
      if let privateKey = vector["privateKey"]?.string {
        #expect(try SecretKey(bytes: Hex.decode(privateKey)).address == address, "\(name)")
      }
      if let icap = (vector["icap"] ?? vector["icapAddress"])?.string {
        #expect(ICAP.encode(address) == icap, "\(name)")
        #expect(try ICAP.decode(icap) == address, "\(name)")
      }
    }
  }

  @Test func create() throws {
    try EthereumVectors.run(.create) { name, vector in
      let sender = try Address(vector.text("sender"))
      for entry in try #require(vector["creates"]?.array) {
        let address = ContractAddress.create(sender: sender, nonce: UInt64(try entry.number("nonce")))
        #expect(address.description == (try entry.text("address")), "\(name)")
      }
    }
  }

  @Test func create2() throws {
    try EthereumVectors.run(.create2) { name, vector in
      let sender = try Address(vector.text("sender"))
      for entry in try #require(vector["creates"]?.array) {
        let hash = Keccak256.hash(try entry.hex("initCode"))
        #expect(hash.description == (try entry.text("initCodeHash")), "\(name)")
        let salt = try HexText.hash(entry.text("salt"))
        let address = ContractAddress.create2(sender: sender, salt: salt, initCodeHash: hash)
        #expect(address.description == (try entry.text("address")), "\(name)")
      }
    }
  }

  @Test func hashes() throws {
    try EthereumVectors.run(.hashes) { name, vector in
      let bytes = try vector.hex("data")
      #expect(Keccak256.hash(bytes).bytes == (try vector.hex("keccak256")), "\(name)")
      if vector["sha256"] != nil { #expect(Digests.sha256(bytes) == (try vector.hex("sha256")), "\(name)") }
      if vector["sha512"] != nil { #expect(Digests.sha512(bytes) == (try vector.hex("sha512")), "\(name)") }
      if vector["ripemd160"] != nil { #expect(RIPEMD160.hash(bytes) == (try vector.hex("ripemd160")), "\(name)") }
    }
  }

  @Test func hmac() throws {
    try EthereumVectors.run(.hmac) { name, vector in
      let isSHA512 = try vector.text("algorithm") == "sha512"
      let code = Digests.hmac(try vector.hex("data"), key: try vector.hex("key"), isSHA512: isSHA512)
      #expect(code == (try vector.hex("hmac")), "\(name)")
    }
  }

  @Test func typedData() throws {
    try EthereumVectors.run(.typedData) { name, vector in
      let json: JSON = [
        "types": try #require(vector["types"]), "primaryType": .string(try vector.text("primaryType")),
        "domain": try #require(vector["domain"]), "message": try #require(vector["data"] ?? vector["message"]),
      ]
      let data = try TypedData(json: json)
      #expect(try data.signingHash.description == vector.text("digest"), "\(name)")
      if vector["encoded"] != nil { #expect(try data.encodedMessage == vector.hex("encoded"), "\(name)") }
      if let privateKey = vector["privateKey"]?.string, vector["signature"] != nil {
        let key = try SecretKey(bytes: Hex.decode(privateKey))
        let signature = try data.signed(by: key)
        #expect(signature.bytes == (try vector.hex("signature")), "\(name)")
        #expect(try data.signer(signature) == key.address, "\(name)")
      }
    }
  }

  @Test func mnemonics() throws {
    try EthereumVectors.run(.mnemonics) { name, vector in
      guard (vector["locale"]?.string ?? "en") == "en" else { return }
      let mnemonic = try Mnemonic(phrase: vector.text("phrase"))
      #expect(mnemonic.withEntropy { Array($0) } == (try vector.hex("entropy")), "\(name)")
      let seed = try mnemonic.seed(passphrase: vector["password"]?.string ?? "")
      #expect(seed.withUnsafeBytes { Array($0) } == (try vector.hex("seed")), "\(name)")
      let master = try HDKey(seed: seed)
      for node in vector["nodes"]?.array ?? [] {
        let key = try master.derived(DerivationPath(node.text("path")))
        #expect(key.secretKey.withUnsafeBytes { Array($0) } == (try node.hex("privateKey")), "\(name)")
        #expect(key.exportExtendedPrivateKey() == (try node.text("xpriv")), "\(name)")
        #expect(key.publicKey.text == (try node.text("xpub")), "\(name)")
      }
    }
  }
}
