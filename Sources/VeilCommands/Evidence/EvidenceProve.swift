import ArgumentParser
import Cryptography
import Foundation
import VeilEvidence

struct EvidenceProve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Prove that 1 MiB belongs to a film, or check such a proof.",
    discussion: """
      The proof shows a chunk of a film to somebody who may not see the rest, against the contentRoot of the film.

      Examples:
        veilcam evidence prove 001.mp4 --chunk 3 --output proof.json
        veilcam evidence prove chunk3.bin --check proof.json
      """)

  @Argument(help: ArgumentHelp("The film; to check a proof, the chunk.", valueName: "file")) var file: String
  @Option(help: ArgumentHelp("Number of the chunk, from 0.", valueName: "number")) var chunk: Int?
  @Option(
    name: [.short, .long], help: ArgumentHelp("Where the proof goes; otherwise it is printed.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("The proof to check.", valueName: "file")) var check: String?

  func validate() throws {
    guard (chunk == nil) != (check == nil) else { throw ValidationError("give either --chunk or --check") }
  }

  func run() async throws {
    if let check {
      let proof = try ChunkProof(parsing: try EvidenceFiles.bytes(check))
      try proof.verify(chunk: try EvidenceFiles.bytes(file))
      print("\(file) is chunk \(proof.inclusion.index) of the film with the contentRoot \(proof.contentRoot)")
    } else if let chunk {
      let meter = ByteMeter(title: "reading", isQuiet: false)
      let path = file
      let tree = try await interruptible {
        try await EvidenceWorker.shared.run { try ContentTree(ofFile: path, progress: meter.progress) }
      }
      meter.finish()
      let text = try tree.proof(ofChunk: chunk).text
      if let output { try Data(text.utf8).write(to: URL(filePath: output), options: .atomic) } else { print(text) }
    }
  }
}
