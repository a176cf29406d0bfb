import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import Testing
import Umbral
import VeilEvidence
import VeilTesting

@testable import VeilCommands

/// The commands as a user types them, on real files.
@Suite("veilcam evidence and keys")
struct EvidenceCommandTests {
  private let folder: TemporaryFolder
  private let keys: [String]

  init() throws {
    folder = try TemporaryFolder()
    keys = ["--keystore", folder.path("keys"), "--password-file", try folder.write("secret\n".utf8, to: "password")]
  }

  private func run(_ command: any AsyncParsableCommand.Type, _ arguments: [String]) async throws {
    var parsed = try command.parseAsRoot(arguments)
    if var asynchronous = parsed as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try parsed.run()
    }
  }

  private func evidence(_ arguments: String...) async throws { try await run(EvidenceCommand.self, arguments) }

  /// Puts a cheap keystore of a key into the folder and returns its path.
  private func keystore(_ key: SecretKey, _ name: String) throws -> String {
    let password = try SecretBytes(copying: "secret".utf8)
    let path = folder.path(name)
    try Keystore(key, password: password, cost: .light).write(to: path)
    return path
  }

  @Test("from the camera to the court", .enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)"))
  func wholeWay() async throws {
    let film = try SampleFilm.constantRate.make(in: folder)
    let (camera, owner, requester) = (try SecretKey.generate(), try SecretKey.generate(), try SecretKey.generate())
    let records = folder.path("trip.records")
    try await run(
      EvidenceCommand.self,
      ["chain", records, "--append", film, "--key", try keystore(camera, "camera.json")] + keys)
    let sealed = folder.path("incident.veil")
    try await evidence(
      "seal", film, "--records", records, "--to", Hex.encode(owner.publicKey.compressed), "--place", "48.1,11.5",
      "--start", "2024-05-06T07:08:09Z", "--output", sealed)
    let note = try SealingNote(contentsOf: SealingNote.path(of: sealed))
    let wanted = try Data(contentsOf: URL(filePath: film))

    try await run(
      EvidenceCommand.self,
      ["open", sealed, "--key", try keystore(owner, "owner.json"), "--into", folder.path("by-owner")] + keys)
    let rekey = try Delegation(from: owner, to: requester.publicKey, signer: owner).keyFrags(threshold: 1, shares: 1)[0]
    let rekeyFile = try folder.write(try rekey.keyFrag.messagePack().withUnsafeBytes { Array($0) }, to: "rekey.bin")
    let requesterKey = try keystore(requester, "requester.json")
    try await run(
      EvidenceCommand.self,
      [
        "open", sealed, "--key", requesterKey, "--rekey", rekeyFile, "--signer",
        Hex.encode(owner.publicKey.compressed), "--into", folder.path("by-requester"),
      ] + keys)
    for opened in ["by-owner", "by-requester"] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(opened))
      #expect(names.count == 1 && names[0].hasSuffix(".mp4") && names[0].count == 11)
      #expect(try Data(contentsOf: folder.url.appending(path: "\(opened)/\(names[0])")) == wanted)
    }
    // Without a rekey the requester's key opens nothing, and nothing is left behind.
    let error = await #expect(throws: EvidenceError.self) {
      try await run(EvidenceCommand.self, ["open", sealed, "--key", requesterKey, "--into", folder.path("no")] + keys)
    }
    #expect(error?.code == .wrongKey)
    #expect(!folder.names.contains("no"))
    #expect(note.rendition == "original")

    let protected = try SampleFilm.noAudio.make(in: folder)
    let derivation = folder.path("derivation.json")
    let detections = try folder.write("{}".utf8, to: "detections.jsonl")
    try await run(
      EvidenceCommand.self,
      [
        "derive", protected, "--from", film, "--incident", note.incident.description, "--records", records,
        "--detections", detections, "--method", "blur", "--count", "frames=30", "boxes=4", "--key",
        folder.path("camera.json"), "--output", derivation,
      ] + keys)
    let sealedProtected = folder.path("protected.veil")
    try await evidence(
      "seal", protected, "--rendition", "protected", "--records", records, "--derivation", derivation, "--incident",
      note.incident.description, "--to", Hex.encode(owner.publicKey.compressed), "--output", sealedProtected)

    let bundle = folder.path("bundle.zip")
    try await evidence(
      "pack", "--records", records, "--original", film, "--sealed-original", sealed, "--protected", protected,
      "--sealed-protected", sealedProtected, "--derivation", derivation, "--output", bundle)
    try await evidence("verify", bundle)
    try await evidence("verify", bundle, "--json")
    var bytes = try Data(contentsOf: URL(filePath: bundle))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: folder.url.appending(path: "changed.zip"))
    await #expect(throws: EvidenceError.self) { try await evidence("verify", folder.path("changed.zip")) }
  }

  @Test("proofs of chunks")
  func prove() async throws {
    let content = [UInt8](repeating: 7, count: 1 << 20) + [1, 2, 3]
    let film = try folder.write(content, to: "film.bin")
    let proof = folder.path("proof.json")
    try await evidence("prove", film, "--chunk", "1", "--output", proof)
    try await evidence("prove", try folder.write([1, 2, 3], to: "chunk.bin"), "--check", proof)
    await #expect(throws: EvidenceError.self) {
      try await evidence("prove", try folder.write([1, 2, 4], to: "chunk.bin"), "--check", proof)
    }
    await #expect(throws: EvidenceError.self) { try await evidence("prove", film, "--chunk", "2") }
    #expect(throws: (any Error).self) { try EvidenceCommand.parseAsRoot(["prove", film]) }
  }

  @Test("a chain with a fault is named")
  func chain() async throws {
    var device = try DeviceChain(at: 0)
    let records = try ["a", "b", "c"].map { try device.append(Keccak256.hash($0.utf8)) }
    try await evidence("chain", try folder.write(records.flatMap(\.bytes), to: "good.records"), "--json")
    let gap = try folder.write((records[0].bytes + records[2].bytes), to: "gap.records")
    let fault = await #expect(throws: ChainFault.self) { try await evidence("chain", gap) }
    #expect(fault?.reason == .gap && fault?.index == 1)
    try await evidence("chain", try folder.write(records[1].bytes, to: "part.records"), "--part")
    #expect(throws: (any Error).self) { try EvidenceCommand.parseAsRoot(["chain", "x", "--append", "film.mp4"]) }
  }

  @Test("keys go in and out, and keep their secret")
  func keyFiles() async throws {
    let key = try SecretKey.generate()
    let bare = try folder.write(key.withUnsafeBytes { Array(Hex.encode($0).utf8) }, to: "bare.hex")
    let outside = try keystore(key, "outside.json")
    try await run(KeysCommand.self, ["import", outside] + keys)
    await #expect(throws: (any Error).self, "it is there already") {
      try await run(KeysCommand.self, ["import", bare] + keys)
    }
    try await run(KeysCommand.self, ["list", "--json"] + keys.prefix(2))
    let file = Hex.encode(key.address.bytes) + ".json"
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("keys")) == [file])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("keys/" + file))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let raw = folder.path("raw.hex")
    try await run(KeysCommand.self, ["export", key.address.description, "--raw", "--output", raw] + keys)
    #expect(
      try String(contentsOfFile: raw, encoding: .utf8).dropLast() == String(contentsOfFile: bare, encoding: .utf8))
    try await run(KeysCommand.self, ["export", key.address.description, "--output", folder.path("copy.json")] + keys)
    #expect(try Keystore(contentsOf: folder.path("copy.json")).address == key.address)
    await #expect(throws: (any Error).self, "nothing is overwritten") {
      try await run(KeysCommand.self, ["export", key.address.description, "--raw", "--output", raw] + keys)
    }
    let wrong = ["--keystore", folder.path("keys"), "--password-file", try folder.write("wrong".utf8, to: "wrong")]
    let error = await #expect(throws: EthereumError.self) {
      try await run(
        KeysCommand.self, ["export", key.address.description, "--raw", "--output", folder.path("no.hex")] + wrong)
    }
    #expect(error?.code == .wrongPassword)
    #expect(!folder.names.contains("no.hex"))
  }
}
