package import Foundation

/// The file of a head: JSON with a format name and a version, numbers as base64 of little-endian 32-bit floats.
package struct HeadFile {
  package static let format = "veilcam-accident-head"
  package static let version = 1
  /// No head that makes sense is larger.
  private static let limit = 64 << 20

  private struct Layer: Codable {
    let inputs: Int
    let outputs: Int
    let weights: String
    let bias: String
  }

  private struct Content: Codable {
    let format: String
    let version: Int
    let backbone: AccidentHead.BackboneIdentity
    let mean: String
    let scale: String
    let layers: [Layer]
    let calibration: PlattCalibration
    let threshold: Double
    let averagesMirror: Bool
    let facts: [String: String]
  }

  /// The bytes of a head's file; the same head gives the same bytes.
  package static func encode(_ head: AccidentHead) throws -> Data {
    let content = Content(
      format: format, version: version, backbone: head.backbone, mean: text(head.standardiser.mean),
      scale: text(head.standardiser.scale),
      layers: head.network.layers.map {
        Layer(inputs: $0.inputs, outputs: $0.outputs, weights: text($0.weights), bias: text($0.bias))
      }, calibration: head.calibration, threshold: head.threshold, averagesMirror: head.averagesMirror,
      facts: head.facts)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(content) + Data("\n".utf8)
  }

  /// Reads a head.
  /// - Parameter origin: what to call the bytes in an error.
  /// - Throws: ``AccidentError`` `.headInvalid`.
  package static func decode(_ bytes: Data, origin: String) throws -> AccidentHead {
    guard bytes.count <= limit, let content = try? JSONDecoder().decode(Content.self, from: bytes) else {
      throw AccidentError(
        .headInvalid, "\(origin) is no head for noticing accidents; train one with: veilcam accident train")
    }
    guard content.format == format, content.version == version else {
      throw AccidentError(
        .headInvalid,
        "\(origin) is of format \(content.format) \(content.version); this program reads \(format) \(version)")
    }
    let size = content.backbone.featureSize
    let mean = try floats(content.mean, size, origin)
    let scale = try floats(content.scale, size, origin)
    var inputs = size
    var layers: [DenseLayer] = []
    for layer in content.layers {
      guard layer.inputs == inputs, (1...65_536).contains(layer.outputs) else { throw damaged(origin) }
      layers.append(
        DenseLayer(
          inputs: inputs, outputs: layer.outputs, weights: try floats(layer.weights, inputs * layer.outputs, origin),
          bias: try floats(layer.bias, layer.outputs, origin)))
      inputs = layer.outputs
    }
    guard inputs == 2, !layers.isEmpty, (0...1).contains(content.threshold), content.calibration.slope.isFinite,
      content.calibration.offset.isFinite
    else { throw damaged(origin) }
    return AccidentHead(
      backbone: content.backbone, standardiser: Standardiser(mean: mean, scale: scale),
      network: SoftmaxNetwork(layers: layers), calibration: content.calibration, threshold: content.threshold,
      averagesMirror: content.averagesMirror, facts: content.facts)
  }

  /// Reads a head from a file.
  /// - Throws: ``AccidentError``: `.headMissing` when it is not there, `.headInvalid`.
  package static func read(_ path: String) throws -> AccidentHead {
    guard let handle = FileHandle(forReadingAtPath: path), let bytes = try? handle.read(upToCount: limit + 1) else {
      throw AccidentError(.headMissing, "\(path) cannot be read; train a head with: veilcam accident train")
    }
    return try decode(bytes, origin: path)
  }

  private static func damaged(_ origin: String) -> AccidentError {
    AccidentError(.headInvalid, "\(origin) contradicts itself; train a head anew with: veilcam accident train")
  }

  private static func text(_ numbers: [Float]) -> String {
    var bytes = Data(capacity: numbers.count * 4)
    for number in numbers { withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    return bytes.base64EncodedString()
  }

  private static func floats(_ text: String, _ count: Int, _ origin: String) throws -> [Float] {
    guard (1...1 << 24).contains(count), let bytes = Data(base64Encoded: text), bytes.count == count * 4 else {
      throw damaged(origin)
    }
    let numbers = bytes.withUnsafeBytes { raw in
      (0..<count).map {
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
      }
    }
    guard numbers.allSatisfy(\.isFinite) else { throw damaged(origin) }
    return numbers
  }
}
