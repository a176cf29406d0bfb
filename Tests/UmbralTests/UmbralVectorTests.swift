import Cryptography
import Foundation
import Testing
import VectorTesting

@testable import Umbral

@Suite("Umbral vectors", .enabled(if: Vectors.isPresent, Comment(rawValue: Vectors.absence)))
struct UmbralVectorTests {
  @Test("every file of the family")
  func family() {
    Vectors.check("umbral") { run($0) }
  }

  private func run(_ path: String) -> Int {
    do {
      let data = try Vectors.content(of: path)
      if let file = try? JSONDecoder().decode(UmbralVectorFile.self, from: data) {
        return try check(file, path)
      }
      if let file = try? JSONDecoder().decode(OperationVectorFile.self, from: data) {
        return try file.check(path)
      }
      Issue.record("no reader knows \(path)", severity: .warning)
    } catch {
      Issue.record(error, "\(path)")
    }
    return 0
  }

  private func check(_ file: UmbralVectorFile, _ path: String) throws -> Int {
    #expect(Parameters.u?.description == file.u_point)
    try checkFactory(file.secret_key_factory)
    for vector in file.hash_to_scalar {
      var hash = ScalarHash(domain: vector.dst.utf8)
      hash.update(try Hex.decode(vector.data))
      #expect(hash.scalar().value.hex == vector.scalar, "\(path), \(vector.dst)")
    }
    for vector in file.kdf {
      let seed = try SecretBytes(copying: try Hex.decode(vector.seed))
      let derived = try KeyDerivation.hkdf(seed, info: try Hex.decode(vector.info), count: vector.len)
      #expect(hex(derived) == vector.okm, "\(path), \(vector.info)")
    }
    for run in file.deterministic { try UmbralVectorRun(run).check() }
    for recording in file.recorded { try check(recording) }
    for negative in file.negative { try check(negative, file.deterministic.first) }
    return file.hash_to_scalar.count + file.kdf.count + file.deterministic.count + file.recorded.count
      + file.negative.count + file.secret_key_factory.make_key.count
  }

  private func checkFactory(_ vectors: UmbralVectorFile.Factory) throws {
    let factory = try SecretKeyFactory(seed: try SecretBytes(copying: try Hex.decode(vectors.seed)))
    for (label, expected) in vectors.make_key {
      let key = try factory.makeKey(label: label.utf8)
      #expect(key.scalar.revealed().value.hex == expected, "key \(label)")
      #expect(vectors.public_key[label].map { $0 == key.publicKey.description } ?? true, "public key \(label)")
    }
    for (label, expected) in vectors.make_secret {
      #expect(hex(try factory.makeSecret(label: label.utf8)) == expected, "secret \(label)")
    }
    for (path, expected) in vectors.nested {
      let labels = path.split(separator: ")").compactMap { $0.split(separator: "(", maxSplits: 1).last }
      try #require(labels.count == 2)
      let key = try factory.makeFactory(label: labels[0].utf8).makeKey(label: labels[1].utf8)
      #expect(key.scalar.revealed().value.hex == expected, "\(path)")
    }
  }

  private func check(_ recording: UmbralVectorFile.Recording) throws {
    let (owner, receiver) = (try secretKey(recording.delegating_sk), try secretKey(recording.receiving_sk))
    let signer = try secretKey(recording.signer_sk).publicKey
    let capsule = try Capsule(messagePack: try Hex.decode(recording.capsule_msgpack))
    #expect(try Capsule(simple: try Hex.decode(recording.capsule_simple)) == capsule)
    #expect(Hex.encode(capsule.simpleBytes) == recording.capsule_simple)
    let message = SealedMessage(capsule: capsule, ciphertext: try Hex.decode(recording.ciphertext))
    #expect(Hex.encode(try message.open(with: owner)) == recording.plaintext)
    let kfrags = try recording.kfrags_msgpack.map {
      try KeyFrag(messagePack: try Hex.decode($0)).verified(
        by: signer, delegating: owner.publicKey, receiving: receiver.publicKey)
    }
    #expect(try kfrags.map { hex(try $0.keyFrag.messagePack()) } == recording.kfrags_msgpack)
    let cfrags = try zip(recording.cfrags_msgpack, recording.cfrags_simple).map { packed, simple in
      let fragment = try CapsuleFrag(messagePack: try Hex.decode(packed))
      #expect(try CapsuleFrag(simple: try Hex.decode(simple)) == fragment)
      #expect(Hex.encode(fragment.messagePack) == packed && Hex.encode(fragment.simpleBytes) == simple)
      return try fragment.verified(
        of: capsule, by: signer, delegating: owner.publicKey, receiving: receiver.publicKey)
    }
    let own = try kfrags.map { try $0.reencrypt(capsule) }
    for fragments in [cfrags.prefix(recording.threshold), cfrags.suffix(recording.threshold), own[...]] {
      let opened = try message.open(Array(fragments), with: receiver, from: owner.publicKey)
      #expect(Hex.encode(opened) == recording.plaintext)
    }
  }

  private func check(_ vector: UmbralVectorFile.Negative, _ first: UmbralVectorFile.Run?) throws {
    let run = try #require(first)
    let verifying = try publicKey(vector.verifying_pk ?? run.verifying_pk)
    let delegating = try publicKey(vector.delegating_pk ?? run.delegating_pk)
    let receiving = try publicKey(vector.receiving_pk ?? run.receiving_pk)
    let attempt = {
      if let packed = vector.capsule_msgpack { _ = try Capsule(messagePack: try Hex.decode(packed)) }
      if let packed = vector.kfrag_msgpack {
        _ = try KeyFrag(messagePack: try Hex.decode(packed)).verified(
          by: verifying, delegating: delegating, receiving: receiving)
      }
      if let packed = vector.cfrag_msgpack {
        _ = try CapsuleFrag(messagePack: try Hex.decode(packed)).verified(
          of: try Capsule(simple: try Hex.decode(run.capsule_simple)), by: verifying, delegating: delegating,
          receiving: receiving)
      }
    }
    guard vector.error != "accepted" else {
      #expect(throws: Never.self, "\(vector.kind)") { try attempt() }
      return
    }
    let error = #expect(throws: UmbralError.self, "\(vector.kind)") { try attempt() }
    let codes: [String: UmbralError.Code] = [
      "Capsule self-verification failed": .invalidCapsule, "Invalid kfrag commitment": .invalidCommitment,
      "Failed to verify the kfrag signature": .invalidSignature,
      "Failed to verify reencryption proof": .invalidProof,
    ]
    #expect(codes[vector.error].map { $0 == error?.code } ?? true, "\(vector.kind): \(String(describing: error))")
  }
}

func hex(_ secret: SecretBytes) -> String { secret.withUnsafeBytes { Hex.encode($0) } }
