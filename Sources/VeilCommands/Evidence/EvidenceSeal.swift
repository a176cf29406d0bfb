import ArgumentParser
import Cryptography
import Foundation
import Umbral
import VeilEvidence
import VeilMedia

struct EvidenceSeal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Seal the films of an incident to its owner.",
    discussion: """
      The films must be those of the records (original) or of the derivation record (protected). Beside the sealed file a
      note is written with what is public of it: the capsule, the ciphertext root and the key commitment. The key itself
      is never written.

      Examples:
        veilcam evidence seal 001.mp4 002.mp4 --records trip.records --to 03a1b2… --output incident.veil
        veilcam evidence seal drive.protected.mp4 --rendition protected --derivation derivation.json \\
          --records trip.records --incident 0x5e… --to 02c3d4… --output incident.protected.veil
      """)

  @Argument(help: ArgumentHelp("One to three films.", valueName: "film")) var films: [String]
  @Option(help: ArgumentHelp("Signed records that the films belong to.", valueName: "file")) var records: String
  @Option(help: ArgumentHelp("The owner's public key of this incident and rendition, 66 digits.", valueName: "key"))
  var to: String
  @Option(help: "original or protected.") var rendition = "original"
  @Option(help: ArgumentHelp("The incident's name, 64 digits; otherwise a new one.", valueName: "id"))
  var incident: String?
  @Option(help: ArgumentHelp("The signed derivation record of a protected film.", valueName: "file"))
  var derivation: String?
  @Option(help: ArgumentHelp("When the films start, ISO 8601; otherwise their files' time.", valueName: "time"))
  var start: String?
  @Option(help: ArgumentHelp("Where it was, in degrees.", valueName: "latitude,longitude")) var place: String?
  @Option(name: [.short, .long], help: ArgumentHelp("The sealed file.", valueName: "file")) var output: String
  @Flag(help: "Replace files that exist.") var overwrite = false
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let rendition = try Rendition(name: rendition)
    let incident = try incident.map { try IncidentID(text: $0) } ?? IncidentID.random()
    let owner = try PublicKey(compressed: try Hex.decode(to))
    let noteFile = try OutputFile(SealingNote.path(of: output), reading: films, overwrites: overwrite)
    let manifest = try await manifest(incident, rendition)
    let (capsule, key) = try SessionKey.encapsulate(to: owner, incident: incident, rendition: rendition)
    let meter = ByteMeter(title: "sealing", isQuiet: json)
    let (films, output, overwrite) = (films, output, overwrite)
    let tree = try await interruptible {
      try await EvidenceWorker.shared.run {
        try FilmSealer.seal(
          manifest, films: films, with: key, to: output, overwrites: overwrite, progress: meter.progress)
      }
    }
    meter.finish()
    let note = SealingNote(
      SealedRendition(
        publicKey: owner, capsule: capsule, ciphertextRoot: tree.root, keyCommitment: key.commitment),
      incident: incident, rendition: rendition)
    try keep(note, in: noteFile)
    if json { try Output.print(json: note) } else { print("\(output): sealed, incident \(incident)") }
  }

  /// Without its note nobody could open the sealed file; both exist or none does.
  private func keep(_ note: SealingNote, in file: OutputFile) throws {
    do {
      try file.write(String(decoding: try Output.encoder.encode(note), as: UTF8.self) + "\n")
      try file.commit()
    } catch {
      unlink(output)
      throw error
    }
  }

  private func manifest(_ incident: IncidentID, _ rendition: Rendition) async throws -> SealedManifest {
    let records = try EvidenceFiles.records(records)
    var list: [SealedFilm] = []
    for path in films {
      let meter = ByteMeter(title: "reading \(path)", isQuiet: json)
      let commitment = try await interruptible { try await SegmentCommitment(ofFilm: path, progress: meter.progress) }
      meter.finish()
      list.append(
        try SealedFilm(
          name: try name(of: path, commitment, records, rendition), byteCount: try EvidenceFiles.size(path),
          commitment: commitment))
    }
    let (start, end) = try await times()
    return try SealedManifest(
      incident: incident, rendition: rendition, start: start, end: end, track: try track(start), films: list,
      records: records,
      derivation: try derivation.map { try SignedDerivation(parsing: try EvidenceFiles.bytes($0)) })
  }

  /// Originals are named after their records: the true name stays on the card.
  private func name(
    of path: String, _ commitment: SegmentCommitment, _ records: [SignedRecord], _ rendition: Rendition
  ) throws -> String {
    let suffix = URL(filePath: path).pathExtension.lowercased()
    let ending = suffix.isEmpty ? "" : "." + suffix
    guard rendition == .original else { return "protected" + ending }
    guard let record = records.first(where: { $0.record.videoHash == commitment.videoHash }) else {
      throw EvidenceError(.contradiction, "\(path) is not the film of any record; it may have been changed")
    }
    return record.record.name.description + ending
  }

  private func times() async throws -> (start: Int64, end: Int64) {
    let seconds = try films.reduce(0) { try $0 + (MediaProbe.probe($1).duration ?? 0) }
    let length = Int64((seconds * 1_000).rounded())
    if let start {
      guard let date = ISO8601DateFormatter().date(from: start) else {
        throw ValidationError("“\(start)” is no time; write it as 2024-05-06T07:08:09Z")
      }
      let begin = Int64((date.timeIntervalSince1970 * 1_000).rounded())
      return (begin, begin + length)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: films[films.count - 1])
    let end = Int64(((attributes[.modificationDate] as? Date) ?? Date()).timeIntervalSince1970 * 1_000)
    return (end - length, end)
  }

  private func track(_ time: Int64) throws -> [TimedPlace] {
    guard let place else { return [] }
    let degrees = place.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard degrees.count == 2, let latitude = degrees[0], let longitude = degrees[1],
      let position = GeoPosition(latitude: latitude, longitude: longitude)
    else { throw ValidationError("“\(place)” is no place; write it as 48.137154,11.576124") }
    return [TimedPlace(time: time, position)]
  }
}
