package import Foundation

/// What a camera sends of an incident if its owner has opted in: descriptions of pictures of the protected rendition,
/// never a picture, and what owner and requester say it was.
package struct Contribution: Sendable, Hashable {
  /// What somebody says an incident was.
  package enum Verdict: String, Sendable, Hashable, Codable {
    case accident, normal
  }

  package static let format = "veilcam-accident-contribution"
  private static let limit = 16 << 20
  /// More pictures of one incident tell no more.
  package static let mostPictures = 60

  /// The incident.
  package let incident: String
  /// The device, as the cloud knows it.
  package let device: String
  /// SHA-256 of the backbone's graph.
  package let backbone: String
  /// Descriptions, one a picture.
  package let features: [[Float]]
  /// What the owner and the requester say; nil as long as they have said nothing.
  package var owner: Verdict?
  package var requester: Verdict?

  package init(
    incident: String, device: String, backbone: String, features: [[Float]], owner: Verdict? = nil,
    requester: Verdict? = nil
  ) {
    self.incident = incident
    self.device = device
    self.backbone = backbone
    self.features = features
    self.owner = owner
    self.requester = requester
  }

  /// The label that both agree on, or that one of them gives, and how far it is to be believed; nil where they
  /// contradict each other or say nothing.
  package var label: (isAccident: Bool, weight: Double)? {
    switch (owner, requester) {
    case (let left?, let right?): left == right ? (left == .accident, 1) : nil
    // The owner is paid for accidents, so alone the owner's word counts less.
    case (let one?, nil): (one == .accident, 0.25)
    case (nil, let one?): (one == .accident, 0.5)
    case (nil, nil): nil
    }
  }

  private struct Content: Codable {
    let format: String
    let incident: String
    let device: String
    let backbone: String
    let featureSize: Int
    let features: Data
    let owner: Verdict?
    let requester: Verdict?
  }

  package func encode() throws -> Data {
    var bytes = Data()
    for number in features.joined() {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(
      Content(
        format: Self.format, incident: incident, device: device, backbone: backbone,
        featureSize: features.first?.count ?? 0, features: bytes, owner: owner, requester: requester))
  }

  /// - Throws: ``AccidentError`` `.dataInvalid`.
  package init(_ bytes: Data, origin: String) throws {
    let isName = { (text: String) in
      (1...128).contains(text.utf8.count) && text.allSatisfy { $0.isHexDigit || $0 == "x" }
    }
    guard bytes.count <= Self.limit, let content = try? JSONDecoder().decode(Content.self, from: bytes),
      content.format == Self.format, isName(content.incident), isName(content.device),
      (1...65_536).contains(content.featureSize), content.features.count % (4 * content.featureSize) == 0,
      (1...Self.mostPictures).contains(content.features.count / (4 * content.featureSize))
    else { throw AccidentError(.dataInvalid, "\(origin) is no contribution of features") }
    let size = content.featureSize
    let numbers = content.features.withUnsafeBytes { raw in
      (0..<raw.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
    guard numbers.allSatisfy(\.isFinite) else { throw AccidentError(.dataInvalid, "\(origin) holds what is no number") }
    self.init(
      incident: content.incident, device: content.device, backbone: content.backbone,
      features: stride(from: 0, to: numbers.count, by: size).map { Array(numbers[$0..<$0 + size]) },
      owner: content.owner, requester: content.requester)
  }
}
