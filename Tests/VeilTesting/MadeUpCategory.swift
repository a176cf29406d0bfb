package import Foundation

/// A category's folder with networks of a few numbers: one that finds chequers, and one that invents plain colours.
package struct MadeUpCategory {
  package var name = "vehicle"
  package var classes = ["car", "truck", "bus"]
  package var sizes = [32, 64]
  /// Rows and columns that the generator's file fixes; nil for any.
  package var generatorSide: Int?
  /// What the generator's manifest says instead of ``sizes``.
  package var generatorSizes: [Int]?
  /// Numbers that the generator takes for an instance.
  package var latents = 4

  package init() {}

  private var extractor: String { "made-up-mask-\(name)" }
  private var generator: String { "made-up-generator-\(name)" }

  /// Writes the folder into a folder of models.
  /// - Returns: the category's folder.
  @discardableResult
  package func write(into models: URL) throws -> URL {
    let folder = models.appending(path: "categories/" + name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(
      Self.mask().data, as: extractor, role: "mask", sizes: sizes,
      ports: """
        "input": {"name": "images", "channels": "RGB", "range": [0, 255]},
        "output": {"name": "confidence", "range": [0, 1]}
        """, to: folder)
    try write(
      Self.generator(latents: latents, side: generatorSide).data, as: generator, role: "generator",
      sizes: generatorSizes ?? sizes,
      ports: """
        "input": {"name": "condition", "range": [0, 1]}, "latents": {"name": "latents", "count": \(latents)},
        "output": {"name": "images", "channels": "RGB", "range": [0, 255]}
        """, to: folder)
    let yaml = """
      name: \(name)
      classes: [\(classes.joined(separator: ", "))]
      extractor: \(extractor)
      generator: \(generator)
      sizes: [\(sizes.map(String.init).joined(separator: ", "))]

      """
    try Data(yaml.utf8).write(to: folder.appending(path: "category.yaml"))
    return folder
  }

  /// Writes a model with its manifest.
  package func write(_ model: Data, as name: String, role: String, sizes: [Int], ports: String, to folder: URL) throws {
    let hash = Digest.sha256(model)
    let manifest = """
      {"name": "\(name)", "role": "\(role)", "licence": "none", \(ports), "sizes": \(sizes),
       "files": [{"name": "\(name).onnx", "bytes": \(model.count), "sha256": "\(hash)"}]}
      """
    try Data(manifest.utf8).write(to: folder.appending(path: name + ".manifest.json"))
    try model.write(to: folder.appending(path: name + ".onnx"))
  }

  /// Spoils the generator but leaves its hash right.
  package func writeRubbish(to folder: URL) throws {
    try write(
      Data("not a network".utf8), as: generator, role: "generator", sizes: sizes,
      ports: """
        "input": {"name": "condition", "range": [0, 1]}, "latents": {"name": "latents", "count": \(latents)},
        "output": {"name": "images", "range": [0, 255]}
        """, to: folder)
  }

  /// Sure wherever a pixel, or one two pixels away, differs much from its neighbours.
  package static func mask() -> OnnxFile {
    var file = OnnxFile(
      inputs: [("images", [nil, 3, nil, nil])], output: ("confidence", [nil, 1, nil, nil]))
    let nothing = [Float](repeating: 0, count: 9)
    file.add("weights", shape: [1, 3, 3, 3], floats: nothing + [0, -1, 0, -1, 4, -1, 0, -1, 0] + nothing)
    file.add("threshold", shape: [1], floats: [60])
    file.add("Conv", ["images", "weights"], to: "differences", attributes: ["pads": [1, 1, 1, 1]])
    file.add("Abs", ["differences"], to: "sizes")
    file.add(
      "MaxPool", ["sizes"], to: "spread",
      attributes: ["kernel_shape": [5, 5], "pads": [2, 2, 2, 2], "strides": [1, 1]])
    file.add("Sub", ["spread", "threshold"], to: "excess")
    file.add("Sigmoid", ["excess"], to: "confidence")
    return file
  }

  /// One colour by the latents, brighter on edges.
  package static func generator(latents: Int, side: Int?) -> OnnxFile {
    var file = OnnxFile(
      inputs: [("condition", [nil, 2, side, side]), ("latents", [nil, latents])],
      output: ("images", [nil, 3, side, side]))
    file.add("weights", shape: [3, 2, 1, 1], floats: [0, 0.2, 0, 0.2, 0, 0.2])
    file.add("colours", shape: [latents, 3], floats: (0..<3 * latents).map { $0 % 4 == 0 ? 1 : -0.25 })
    file.add("axes", integers: [2, 3])
    file.add("most", shape: [1], floats: [255])
    file.add("Conv", ["condition", "weights"], to: "shades")
    file.add("MatMul", ["latents", "colours"], to: "colour")
    file.add("Unsqueeze", ["colour", "axes"], to: "everywhere")
    file.add("Add", ["shades", "everywhere"], to: "sum")
    file.add("Sigmoid", ["sum"], to: "share")
    file.add("Mul", ["share", "most"], to: "images")
    return file
  }
}
