internal import Foundation

/// The PyPI packages that we compare with, measured by `anchors.py` in the same run on the same data.
struct Anchors {
  let python: String

  struct Question: Encodable {
    var umbral: UmbralData?
    var keccak: KeccakData?
    let rounds: Int
    let seconds: Double
  }

  /// Everything in hexadecimal, as it would come over the network.
  struct UmbralData: Encodable {
    let owner, receiver, signer, plaintext, capsule, ciphertext: String
    let kfrags1of1, cfrags1of1, cfrags2of3: [String]
  }

  struct KeccakData: Encodable {
    let file: String
    let messages: Int
  }

  struct Answer: Decodable {
    let umbral: [String: Double]?
    let keccak: [String: KeccakAnswer]?
  }

  struct KeccakAnswer: Decodable {
    let file, bulk: Double
  }

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  func measure(_ question: Question) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bench-crypto-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "question.json"), folder.appending(path: "answer.json"))
    try JSONEncoder().encode(question).write(to: input)
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [Anchors.script, input.path, output.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(
        description: "\(python) could not measure the anchors; install Scripts/test-requirements.txt into it")
    }
    return try JSONDecoder().decode(Answer.self, from: try Data(contentsOf: output))
  }

  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "anchors.py").path
}
