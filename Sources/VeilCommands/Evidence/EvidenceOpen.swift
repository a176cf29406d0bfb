import ArgumentParser
import Cryptography
import Foundation
import Umbral
import VeilEvidence

struct EvidenceOpen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a sealed file as its owner, or with a rekey from him.",
    discussion: """
      Reads the note beside the sealed file. The key is checked against its commitment first, every chunk is
      authenticated, every film and its first picture are compared with what was committed to; on any fault nothing is
      written.

      Examples:
        veilcam evidence open incident.veil --key owner.json --into opened
        veilcam evidence open incident.veil --key mine.json --rekey rekey.bin --signer 02ef… --into opened
      """)

  @Argument(help: ArgumentHelp("The sealed file.", valueName: "sealed")) var sealed: String
  @Option(help: ArgumentHelp("Keystore or address of the key that opens.", valueName: "key")) var key: String
  @Option(help: ArgumentHelp("The note, if it does not lie beside the sealed file.", valueName: "file"))
  var note: String?
  @Option(help: ArgumentHelp("The owner's rekey for this key.", valueName: "file")) var rekey: String?
  @Option(help: ArgumentHelp("Public key of the one who signed the rekey.", valueName: "key")) var signer: String?
  @Option(help: ArgumentHelp("Folder for the films.", valueName: "dir")) var into: String
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Flag(help: "Replace files that exist.") var overwrite = false
  @Flag(help: "Print JSON.") var json = false

  /// What was opened, as it is printed.
  private struct Result: Encodable {
    let incident, rendition: String
    let start, end: Int64
    let films: [String]
    let records: Int
  }

  func validate() throws {
    guard (rekey == nil) == (signer == nil) else {
      throw ValidationError("--rekey and --signer go together: a rekey counts only with the owner's signature")
    }
  }

  func run() async throws {
    let note = try SealingNote(contentsOf: note ?? SealingNote.path(of: sealed))
    let file = try SealedFile(sealed)
    let secret = try await EvidenceFiles.key(key, in: folder, password)
    let session = try note.sessionKey(try seed(note, secret))
    let meter = ByteMeter(title: "opening", isQuiet: json)
    let (into, overwrite) = (into, overwrite)
    let opened = try await interruptible {
      try await file.openComparing(with: session, into: into, overwrites: overwrite, progress: meter.progress)
    }
    meter.finish()
    let manifest = opened.manifest
    let result = Result(
      incident: manifest.incident.description, rendition: manifest.rendition.description, start: manifest.start,
      end: manifest.end, films: opened.films, records: manifest.records.count)
    if json { try Output.print(json: result) } else { for film in opened.films { print("\(film): authentic") } }
  }

  private func seed(_ note: SealingNote, _ secret: SecretKey) throws -> KeySeed {
    let sealed = try note.sealed()
    guard let rekey, let signer else { return try sealed.capsule.open(with: secret) }
    let fragment = try KeyFrag(messagePack: try EvidenceFiles.bytes(rekey)).verified(
      by: try PublicKey(compressed: try Hex.decode(signer)), delegating: sealed.publicKey,
      receiving: secret.publicKey)
    return try sealed.capsule.open(
      [try fragment.reencrypt(sealed.capsule)], with: secret, from: sealed.publicKey)
  }
}
