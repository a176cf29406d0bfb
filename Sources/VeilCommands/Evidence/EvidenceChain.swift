import ArgumentParser
import Cryptography
import Foundation
import VeilEvidence
import VeilMedia

struct EvidenceChain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chain", abstract: "Check a chain of records, or append films to it.",
    discussion: """
      Names the first bad record and why: a gap, a fork, a replay, a bad signature, a wrong previous hash.

      Examples:
        veilcam evidence chain trip.records
        veilcam evidence chain trip.records --append 001.mp4 --key camera.json --password-file secret.txt
      """)

  @Argument(help: ArgumentHelp("Signed records of 161 bytes, one behind the other.", valueName: "records"))
  var path: String
  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Films to append, in the order of recording.", valueName: "film"))
  var append: [String] = []
  @Option(help: ArgumentHelp("Keystore or address of the camera's key.", valueName: "key")) var key: String?
  @Flag(help: "Accept a part of a chain that does not start with record 0.") var part = false
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard append.isEmpty || key != nil else { throw ValidationError("--append needs the camera's --key") }
  }

  func run() async throws {
    let isNew = !append.isEmpty && !FileManager.default.fileExists(atPath: path)
    let records = isNew ? [] : try EvidenceFiles.records(path)
    var chain = try RecordChain(records, start: part ? .anywhere : .beginning)
    if let key, !append.isEmpty {
      let secret = try await EvidenceFiles.key(key, in: folder, password)
      try await extend(&chain, with: secret)
      let file = try OutputFile(path, reading: append, overwrites: true)
      try file.write(chain.records.flatMap(\.bytes))
      try file.commit()
    }
    try Output.print(chain.records.map(RecordRow.init), json: json)
  }

  private func extend(_ chain: inout RecordChain, with key: SecretKey) async throws {
    var device = DeviceChain(key: key, at: Int(Date().timeIntervalSince1970))
    if let last = chain.records.last { device = try DeviceChain(key: key, after: last.record, day: device.state.day) }
    for film in append {
      let meter = ByteMeter(title: "reading \(film)", isQuiet: json)
      let commitment = try await interruptible { try await SegmentCommitment(ofFilm: film, progress: meter.progress) }
      meter.finish()
      try chain.append(try device.append(commitment.videoHash))
    }
  }
}

/// A record, as `evidence chain` prints it.
struct RecordRow: TableRow {
  static let columns = ["NUMBER", "NAME", "DEVICE", "VIDEO HASH"]

  let number: UInt32
  let name, device, videoHash, previousVideoHash: String

  init(_ signed: SignedRecord) {
    let record = signed.record
    number = record.number
    name = record.name.description
    device = record.device.description
    videoHash = record.videoHash.description
    previousVideoHash = record.previousVideoHash.description
  }

  var cells: [String] { [String(number), name, device, videoHash] }
}
