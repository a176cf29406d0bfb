import ArgumentParser
import Cryptography
import Foundation
import VeilPrivacy
import VeilRegistry
import VeilVision

struct RegistryEnroll: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enroll", abstract: "Enrol a person, or many, with their assessment.",
    discussion: """
      --batch reads one JSON object a line, for example
        {"name":"Kim Minjun","birth-date":"1990-05-01","risk":80,"suspect":true,"until":"2027-05-01"}
      and can be repeated after an interruption: whoever is enrolled already is left alone. --replaces gives a person
      another assessment, which takes the old one's place.

      Examples:
        veilcam registry enroll --name "Kim Minjun" --birth-date 1990-05-01 --risk 80 --suspect --until 2027-05-01 --key 0x7E5F…
        veilcam registry enroll --replaces 5f1c… --risk 20 --until 2027-05-01 --key 0x7E5F…
        veilcam registry enroll --batch people.jsonl --key 0x7E5F…
      """)

  @OptionGroup(title: "Person") var person: AttributeOptions
  @OptionGroup(title: "Assessment") var assessment: AssessmentOptions
  @Option(help: ArgumentHelp("The record whose assessment is replaced.", valueName: "record")) var replaces: String?
  @Option(
    help: ArgumentHelp(
      "Another manager's agreement to replace the assessment, under the two-person rule.", valueName: "file"))
  var agreement: String?
  @Option(help: ArgumentHelp("Many people, one JSON object a line.", valueName: "file")) var batch: String?
  @Option(help: ArgumentHelp("Photograph of the person's face; may be repeated.", valueName: "file"))
  var face: [String] = []
  @Option(help: "Model that describes faces; otherwise the preferred one of role face-embedder.")
  var faceEmbedder: String?
  @OptionGroup var models: ModelOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    let ways = [try !person.attributes.isEmpty, replaces != nil, batch != nil].count { $0 }
    guard ways == 1 else {
      throw ValidationError("name a person, or a record with --replaces, or a file with --batch")
    }
    guard agreement == nil || replaces != nil else { throw ValidationError("--agreement is for --replaces") }
    guard batch != nil || (assessment.risk != nil && assessment.until != nil) else {
      throw ValidationError("an assessment needs --risk and --until")
    }
  }

  func run() async throws {
    // Before any password is asked for: photographs that will not do.
    let faces = try await faces()
    let (registry, keys) = try await options.open()
    let manager = keys.account.address
    if let batch { return try await enrol(try BatchLine.read(batch, by: manager), in: registry) }
    let assessed = try assessment.assessment(by: manager)
    let found =
      if let replaces {
        try await registry.revise(try RecordID(replaces), assessed, faces: faces, purpose: try purpose())
      } else {
        try await registry.enroll(
          try SubjectRecord(attributes: try person.attributes, assessment: assessed, faces: faces))
      }
    try Output.print([SubjectRow(found)], json: json)
  }

  /// An agreement says itself for which reason it was given.
  private func purpose() throws -> AuditPurpose? {
    try agreement.map { try AuditPurpose(of: try AgreementOptions.read($0)) }
  }

  private func faces() async throws -> [FaceEmbedding] {
    guard !face.isEmpty else { return [] }
    let describer = try await RegistryFaces(models, embedder: faceEmbedder)
    var embeddings: [FaceEmbedding] = []
    for path in face { embeddings.append(try await describer.embedding(ofPhotograph: path)) }
    return embeddings
  }

  private func enrol(_ lines: [BatchLine], in registry: Registry) async throws {
    let meter = RegistryMeter("enroll")
    let known = try await interruptible {
      var known = 0
      for (index, line) in lines.enumerated() {
        try Task.checkCancellation()
        if try registry.enrolled(line.record.attributes) == nil {
          try await registry.enroll(line.record)
        } else {
          known += 1
        }
        meter.update(index + 1, of: lines.count)
      }
      return known
    }
    meter.finish()
    print("\(lines.count - known) enrolled, \(known) were already")
  }
}
