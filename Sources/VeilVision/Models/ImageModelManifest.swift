internal import Foundation

/// Everything that must be known of a network that makes images out of images: one that masks instances, or one that
/// invents them. Lies beside the model's file as `NAME.manifest.json`.
///
///     {"name": "veil-mask-person-1", "role": "mask", "licence": "Apache-2.0",
///      "files": [{"name": "veil-mask-person-1.onnx", "bytes": 1020304, "sha256": "…"}],
///      "input": {"name": "images", "channels": "RGB", "range": [0, 255]},
///      "output": {"name": "confidence", "range": [0, 1]}, "sizes": [256]}
package struct ImageModelManifest: Sendable, Hashable, Codable {
  /// Numbers that go in or come out, N × C × S × S.
  package struct Port: Sendable, Hashable, Codable {
    /// Name in the model file.
    package var name: String
    /// Order of the colours, of pictures; nil is RGB.
    package var channels: PictureInput.Channels?
    /// What stands for 0 and for 1, or for black and white: two numbers.
    package var range: [Float]

    package init(name: String, channels: PictureInput.Channels? = nil, range: [Float]) {
      self.name = name
      self.channels = channels
      self.range = range
    }

    package var low: Float { range.first ?? 0 }
    package var span: Float { (range.last ?? 1) - low }
  }

  /// What the outline of an invented instance is.
  package enum Outline: String, Sendable, Hashable, Codable {
    /// Looked for inside of the mask where the picture has edges: for bodies that are slimmer than their masks.
    case edges
    /// The mask: for bodies that fill their masks, and whose paint has few edges.
    case mask
  }

  /// Random numbers that a generator takes, N × count.
  package struct Latents: Sendable, Hashable, Codable {
    /// Name in the model file.
    package var name: String
    package var count: Int
    /// Standard deviation of the numbers; nil is 1.
    package var deviation: Float?
    /// The largest magnitude; larger numbers are cut off; nil for none. Rare ones make odd instances.
    package var limit: Float?

    package init(name: String, count: Int, deviation: Float? = nil, limit: Float? = nil) {
      self.name = name
      self.count = count
      self.deviation = deviation
      self.limit = limit
    }
  }

  package var name: String
  /// ``ModelRole/mask`` or ``ModelRole/generator``.
  package var role: ModelRole
  /// The licence as its publisher names it.
  package var licence: String
  /// One graph.
  package var files: [ModelFile]
  package var input: Port
  package var output: Port
  /// Of generators.
  package var latents: Latents?
  /// Rows and columns at which the network works.
  package var sizes: [Int]
  /// Of masks: the confidence from which a pixel is the instance's, nil for 0.5.
  package var confidence: Float?
  /// Of masks: pixels at the largest size by which they are grown on each side; nil for a 64th of it.
  package var dilation: Int?
  /// Of masks: the share of the box below which a mask is not believed; nil for a fifth.
  package var leastShare: Double?
  /// Of masks: how the outline of what is invented comes about; nil for ``Outline/edges``.
  package var outline: Outline?

  package init(
    name: String, role: ModelRole, licence: String, files: [ModelFile], input: Port, output: Port,
    latents: Latents? = nil, sizes: [Int], confidence: Float? = nil, dilation: Int? = nil, leastShare: Double? = nil
  ) {
    self.name = name
    self.role = role
    self.licence = licence
    self.files = files
    self.input = input
    self.output = output
    self.latents = latents
    self.sizes = sizes
    self.confidence = confidence
    self.dilation = dilation
    self.leastShare = leastShare
  }

  /// Reads a manifest.
  /// - Throws: ``VisionError`` with code `manifestInvalid` naming `origin` and what is wrong.
  package static func read(_ json: [UInt8], origin: String) throws -> ImageModelManifest {
    let manifest: ImageModelManifest
    do {
      manifest = try JSONDecoder().decode(ImageModelManifest.self, from: Data(json))
    } catch let error as DecodingError {
      throw VisionError(.manifestInvalid, "\(origin) is no manifest of a mask or generator: \(error.sentence)")
    }
    if let fault = manifest.fault {
      throw VisionError(.manifestInvalid, "manifest of model \(manifest.name) in \(origin) is wrong: \(fault)")
    }
    return manifest
  }

  /// What contradicts itself in the manifest, or nil.
  private var fault: String? {
    guard files.count == 1, let file = files.first, !file.isWeights else { return "it must list one graph" }
    if file.name.isEmpty || file.name.contains("/") || file.name.hasPrefix(".") {
      return "\(file.name) is not a plain file name"
    }
    if file.bytes <= 0 || file.bytes > 1 << 31 { return "\(file.name) has no sensible size" }
    if file.sha256?.count != 64 && file.sha384?.count != 96 { return "\(file.name) has no SHA-256 or SHA-384" }
    if sizes.isEmpty || sizes.contains(where: { !(16...1024).contains($0) }) {
      return "its sizes are not whole numbers from 16 to 1024"
    }
    for port in [input, output] where port.range.count != 2 || !(port.span.isFinite && port.span != 0) {
      return "\(port.name) needs a range of two different numbers"
    }
    if !(0...1).contains(confidence ?? 0) || !(0...1024).contains(dilation ?? 0) || !(0...1).contains(leastShare ?? 0) {
      return "confidence, dilation or leastShare is out of range"
    }
    if (role == .generator) != (latents != nil) { return "generators, and no others, have latents" }
    if let latents, !(1...4096).contains(latents.count) || !((latents.deviation ?? 1) > 0 && (latents.limit ?? 1) > 0) {
      return "its latents are not 1 to 4096 with a positive deviation and limit"
    }
    return nil
  }
}
