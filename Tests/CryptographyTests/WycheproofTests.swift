import Crypto
import Cryptography
import Foundation
import Testing
import VectorTesting

@Suite("Wycheproof vectors", .enabled(if: Vectors.isPresent, Comment(rawValue: Vectors.absence)))
struct WycheproofTests {
  @Test("every file of the family")
  func family() {
    Vectors.check("wycheproof") { run($0) }
  }

  private func run(_ path: String) -> Int {
    var count = 0
    do {
      let file = try JSONDecoder().decode(WycheproofFile.self, from: try Vectors.content(of: path))
      for group in file.testGroups {
        guard let check = check(file, group) else {
          let kind = [file.algorithm, group.type, group.curve ?? group.publicKey?.curve, group.sha].compactMap { $0 }
          Issue.record("no reader knows \(kind.joined(separator: ", ")) of \(path)", severity: .warning)
          continue
        }
        #expect(!group.tests.isEmpty, "\(path): a group of no vectors")
        for test in group.tests {
          let outcome = try check(test)
          #expect(agrees(outcome, test.result), "\(path) #\(test.tcId) \(test.comment): \(outcome)")
          count += 1
        }
      }
    } catch let error as DecodingError {
      Issue.record("no reader knows \(path): \(error)", severity: .warning)
    } catch {
      Issue.record(error, "\(path), after \(count) vectors")
    }
    return count
  }

  /// What became of a case: refused, the expected result, another result.
  enum Outcome: Sendable { case refused, right, wrong }

  private func agrees(_ outcome: Outcome, _ result: WycheproofFile.Case.Result) -> Bool {
    switch result {
    case .valid: outcome == .right
    case .invalid: outcome != .right
    case .acceptable: outcome != .wrong
    }
  }

  private func check(
    _ file: WycheproofFile, _ group: WycheproofFile.Group
  ) -> ((WycheproofFile.Case) throws -> Outcome)? {
    switch (file.algorithm, group.type) {
    case ("XCHACHA20-POLY1305", "AeadTest"): xchacha
    case ("CHACHA20-POLY1305", "AeadTest"): chacha
    case ("AES-GCM", "AeadTest"): aesGCM
    case (let name, "HkdfTest"): hkdf(name)
    case ("ECDH", _): WycheproofCurve.ecdh(group)
    case ("ECDSA", _): WycheproofCurve.ecdsa(group)
    default: nil
    }
  }

  private func xchacha(_ test: WycheproofFile.Case) throws -> Outcome {
    let (iv, aad, message) = (try test.bytes(\.iv), try test.bytes(\.aad), try test.bytes(\.msg))
    let sealed = try test.bytes(\.ct) + test.bytes(\.tag)
    let key = try SecretBytes(copying: try test.bytes(\.key))
    if test.result == .valid {
      #expect(try XChaCha20Poly1305.seal(message, key: key, nonce: iv, authenticating: aad) == sealed)
    }
    guard let opened = try? XChaCha20Poly1305.open(sealed, key: key, nonce: iv, authenticating: aad) else {
      return .refused
    }
    return opened == message ? .right : .wrong
  }

  private func chacha(_ test: WycheproofFile.Case) throws -> Outcome {
    let key = SymmetricKey(data: try test.bytes(\.key))
    let aad = try test.bytes(\.aad)
    guard let nonce = try? ChaChaPoly.Nonce(data: try test.bytes(\.iv)),
      let box = try? ChaChaPoly.SealedBox(
        nonce: nonce, ciphertext: try test.bytes(\.ct), tag: try test.bytes(\.tag)),
      let opened = try? ChaChaPoly.open(box, using: key, authenticating: aad)
    else { return .refused }
    return Array(opened) == (try test.bytes(\.msg)) ? .right : .wrong
  }

  /// The library takes nonces of 12 bytes and more; shorter ones, which nobody should use, are refused.
  private func aesGCM(_ test: WycheproofFile.Case) throws -> Outcome {
    let (iv, aad, message) = (try test.bytes(\.iv), try test.bytes(\.aad), try test.bytes(\.msg))
    let key = SymmetricKey(data: try test.bytes(\.key))
    guard let nonce = try? AES.GCM.Nonce(data: iv) else {
      #expect(iv.count < 12)
      return test.result == .valid ? .right : .refused
    }
    let (ciphertext, tag) = (try test.bytes(\.ct), try test.bytes(\.tag))
    if test.result == .valid {
      let box = try AES.GCM.seal(message, using: key, nonce: nonce, authenticating: aad)
      #expect(Array(box.ciphertext) == ciphertext && Array(box.tag) == tag)
    }
    guard let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: ciphertext, tag: tag),
      let opened = try? AES.GCM.open(box, using: key, authenticating: aad)
    else { return .refused }
    return Array(opened) == message ? .right : .wrong
  }

  /// SHA-256 through this room; the other hashes through the library beneath it.
  private func hkdf(_ name: String) -> ((WycheproofFile.Case) throws -> Outcome)? {
    let derive: (([UInt8], [UInt8], [UInt8], Int) throws -> [UInt8])? =
      switch name {
      case "HKDF-SHA-256":
        { ikm, salt, info, size in
          let secret = try SecretBytes(copying: ikm)
          return try KeyDerivation.hkdf(secret, salt: salt, info: info, count: size).withUnsafeBytes(Array.init)
        }
      case "HKDF-SHA-1": { try WycheproofTests.derive(Insecure.SHA1.self, $0, $1, $2, $3) }
      case "HKDF-SHA-384": { try WycheproofTests.derive(SHA384.self, $0, $1, $2, $3) }
      case "HKDF-SHA-512": { try WycheproofTests.derive(SHA512.self, $0, $1, $2, $3) }
      default: nil
      }
    return derive.map { derive in
      { test in
        guard let size = test.size,
          let output = try? derive(try test.bytes(\.ikm), try test.bytes(\.salt), try test.bytes(\.info), size)
        else { return .refused }
        return output == (try test.bytes(\.okm)) ? .right : .wrong
      }
    }
  }

  private static func derive<Hash: HashFunction>(
    _ hash: Hash.Type, _ ikm: [UInt8], _ salt: [UInt8], _ info: [UInt8], _ size: Int
  ) throws -> [UInt8] {
    guard size <= 255 * Hash.Digest.byteCount else { throw CryptographyError(.invalidLength, "too long") }
    return HKDF<Hash>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: ikm), salt: salt, info: info, outputByteCount: size
    ).withUnsafeBytes(Array.init)
  }
}
