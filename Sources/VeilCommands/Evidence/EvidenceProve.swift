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

  @Flag(help: "Replace a file that exists.") var overwrite = false
  @Flag(help: "Print JSON.") var json = false

  /// A proof that holds, as it is printed.
  private struct Result: Encodable {
    let chunk: Int
    let contentRoot: String
  }

  func validate() throws {
    guard (chunk == nil) != (check == nil) else { throw ValidationError("give either --chunk or --check") }
  }

  func run() async throws {
    if let check {
      let proof = try ChunkProof(parsing: try EvidenceFiles.bytes(check))
      try proof.verify(chunk: try EvidenceFiles.bytes(file))
      let result = Result(chunk: proof.inclusion.index, contentRoot: proof.contentRoot.description)
      if json {
        try Output.print(json: result)
      } else {
        print("\(file) is chunk \(result.chunk) of the film with the contentRoot \(result.contentRoot)")
      }
    } else if let chunk {
      let meter = ByteMeter(title: "reading", isQuiet: json)
      let path = file
      let tree = try await interruptible {
        try await EvidenceWorker.shared.run { try ContentTree(ofFile: path, progress: meter.progress) }
      }
      meter.finish()
      let text = try tree.proof(ofChunk: chunk).text
      if let output { try EvidenceFiles.write(text, to: output, overwrites: overwrite) } else { print(text) }
    }
  }
}
