internal import Cryptography
internal import Ethereum

/// The plaintext of a record: JSON with sorted members, filled with spaces to a multiple of 512 bytes, so that the length
/// of the ciphertext tells little of what is in it.
extension SubjectRecord {
  static let blockByteCount = 512

  var plaintext: [UInt8] {
    let bytes = Array(json.text.utf8)
    let blocks = (bytes.count + Self.blockByteCount - 1) / Self.blockByteCount
    return bytes + [UInt8](repeating: 0x20, count: blocks * Self.blockByteCount - bytes.count)
  }

  private var json: JSON {
    [
      "version": .integer(Self.version),
      "attributes": .array(attributes.map { ["kind": .string($0.kind.rawValue), "text": .string($0.text)] }),
      "assessment": [
        "risk": .string(String(assessment.risk.value)), "suspect": .bool(assessment.isSuspect),
        "setBy": .string(assessment.setBy.description), "setAt": .integer(assessment.setAt),
        "expiresAt": .integer(assessment.expiresAt),
      ],
      "faces": .array(faces.map { ["embedder": .string($0.embedder), "values": .string($0.hex)] }),
    ]
  }

  /// Reads what ``plaintext`` wrote.
  /// - Throws: ``RegistryError`` `damaged`
  init(plaintext: [UInt8]) throws {
    let json: JSON
    do {
      json = try JSON(parsing: plaintext)
    } catch {
      throw Self.unreadable
    }
    guard json["version"]?.int == Self.version, let attributes = json["attributes"]?.array,
      let faces = json["faces"]?.array, let assessment = json["assessment"]
    else { throw Self.unreadable }
    try self.init(
      attributes: try attributes.map { try Self.attribute($0) }, assessment: try Self.assessment(assessment),
      faces: try faces.map { try Self.face($0) })
  }

  private static func attribute(_ json: JSON) throws -> Attribute {
    guard let kind = json["kind"]?.string, let text = json["text"]?.string else { throw unreadable }
    return try Attribute(try AttributeKind(named: kind), text)
  }

  private static func assessment(_ json: JSON) throws -> Assessment {
    guard let risk = json["risk"]?.string.flatMap(Double.init), let isSuspect = json["suspect"]?.bool,
      let manager = json["setBy"]?.string.flatMap({ try? Address($0) }),
      let setAt = json["setAt"]?.int.flatMap({ UInt64(exactly: $0) }),
      let expiresAt = json["expiresAt"]?.int.flatMap({ UInt64(exactly: $0) })
    else { throw unreadable }
    return try Assessment(
      risk: try Risk(risk), isSuspect: isSuspect, setBy: manager, setAt: setAt, expiresAt: expiresAt)
  }

  private static func face(_ json: JSON) throws -> FaceEmbedding {
    guard let embedder = json["embedder"]?.string, let hex = json["values"]?.string else { throw unreadable }
    return try FaceEmbedding(hex: hex, embedder: embedder)
  }

  private static let unreadable = RegistryError(
    .damaged, "a record is not written as this version writes records; use a newer veilcam to read it")
}
