internal import Cryptography

extension Keystore {
  /// The largest file that is read; real ones have half a kilobyte.
  package static let maximumFileSize = 65_536

  /// Reads the JSON of a keystore. Names of members may be of either case, as some wallets write `Crypto`.
  /// - Throws: `malformedJSON`, `corruptedKeystore`, `unsupportedKeystore`.
  package init(json bytes: some Sequence<UInt8>) throws(EthereumError) {
    let json = Self.lowercased(try JSON(parsing: bytes))
    guard json["version"]?.int == 3 else {
      throw EthereumError(.unsupportedKeystore, "only keystores of version 3 are supported")
    }
    guard let crypto = json["crypto"] else { throw Self.damaged("crypto") }
    guard crypto["cipher"]?.string == "aes-128-ctr" else {
      throw EthereumError(.unsupportedKeystore, "only keystores encrypted with aes-128-ctr are supported")
    }
    let vector = try Self.bytes(crypto["cipherparams"]?["iv"], "iv")
    let ciphertext = try Self.bytes(crypto["ciphertext"], "ciphertext")
    guard let code = Hash256(try Self.bytes(crypto["mac"], "mac")) else { throw Self.damaged("mac") }
    guard vector.count == 16 else { throw Self.damaged("iv") }
    guard ciphertext.count == 32 else { throw Self.damaged("ciphertext") }
    var address: Address?
    if let text = json["address"]?.string, !text.isEmpty {
      guard let read = try? Address(text.hasPrefix("0x") ? text : "0x" + text) else { throw Self.damaged("address") }
      address = read
    }
    self.init(
      address: address, identifier: json["id"]?.string ?? "", derivation: try Self.derivation(crypto),
      initialVector: vector, ciphertext: ciphertext, code: code)
  }

  /// The JSON of the keystore, as geth writes it.
  package var json: JSON {
    let derivationName: JSON
    let parameters: JSON
    switch derivation {
    case .scrypt(let n, let r, let p, let salt):
      derivationName = "scrypt"
      parameters = [
        "n": .integer(n), "r": .integer(r), "p": .integer(p), "dklen": .integer(32), "salt": .string(Hex.encode(salt)),
      ]
    case .pbkdf2(let rounds, let salt):
      derivationName = "pbkdf2"
      parameters = [
        "c": .integer(rounds), "prf": "hmac-sha256", "dklen": .integer(32), "salt": .string(Hex.encode(salt)),
      ]
    }
    let crypto: JSON = [
      "cipher": "aes-128-ctr", "cipherparams": ["iv": .string(Hex.encode(initialVector))],
      "ciphertext": .string(Hex.encode(ciphertext)), "kdf": derivationName, "kdfparams": parameters,
      "mac": .string(code.hex),
    ]
    var members: [String: JSON] = ["version": .integer(3), "id": .string(identifier), "crypto": crypto]
    members["address"] = address.map { .string(Hex.encode($0.bytes)) }
    return .object(members)
  }

  private static func derivation(_ crypto: JSON) throws(EthereumError) -> Derivation {
    guard let parameters = crypto["kdfparams"] else { throw damaged("kdfparams") }
    let salt = try bytes(parameters["salt"], "salt")
    guard parameters["dklen"]?.int == 32 else {
      throw EthereumError(.unsupportedKeystore, "only keystores with a derived key of 32 bytes are supported")
    }
    switch crypto["kdf"]?.string {
    case "scrypt":
      guard let n = parameters["n"]?.int, let r = parameters["r"]?.int, let p = parameters["p"]?.int else {
        throw damaged("kdfparams")
      }
      return .scrypt(n: n, r: r, p: p, salt: salt)
    case "pbkdf2":
      guard parameters["prf"]?.string == "hmac-sha256" else {
        throw EthereumError(.unsupportedKeystore, "only PBKDF2 with hmac-sha256 is supported")
      }
      guard let rounds = parameters["c"]?.int else { throw damaged("kdfparams") }
      return .pbkdf2(rounds: rounds, salt: salt)
    default: throw EthereumError(.unsupportedKeystore, "only keystores with scrypt or PBKDF2 are supported")
    }
  }

  private static func bytes(_ json: JSON?, _ name: String) throws(EthereumError) -> [UInt8] {
    guard let text = json?.string, let bytes = try? Hex.decode(text) else { throw damaged(name) }
    return bytes
  }

  private static func damaged(_ name: String) -> EthereumError {
    EthereumError(.corruptedKeystore, "the keystore's “\(name)” is missing or damaged; restore the file from a backup")
  }

  /// Members with lower-case names; of two that differ in case only, the lower-case one counts.
  private static func lowercased(_ json: JSON) -> JSON {
    guard case .object(let members) = json else { return json }
    let pairs = members.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), lowercased($0.value)) }
    return .object(Dictionary(pairs) { _, last in last })
  }
}
