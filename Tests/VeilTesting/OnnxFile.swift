package import Foundation

/// A network written by hand, in ONNX's own format (protocol buffers), so that tests need no trained model.
package struct OnnxFile {
  /// A name and the lengths of its axes; nil for any length.
  package typealias Port = (name: String, shape: [Int?])

  private var nodes: [[UInt8]] = []
  private var constants: [[UInt8]] = []
  private let inputs: [Port]
  private let output: Port

  package init(inputs: [Port], output: Port) {
    self.inputs = inputs
    self.output = output
  }

  /// Adds a step.
  /// - Parameter attributes: lists of whole numbers by name.
  package mutating func add(_ kind: String, _ inputs: [String], to output: String, attributes: [String: [Int]] = [:]) {
    var node = inputs.flatMap { Self.text(1, $0) } + Self.text(2, output) + Self.text(3, output) + Self.text(4, kind)
    for (name, values) in attributes.sorted(by: { $0.key < $1.key }) {
      let list = Self.text(1, name) + values.flatMap { Self.number(8, $0) } + Self.number(20, 7)
      node += Self.block(5, list)
    }
    nodes.append(node)
  }

  /// Adds numbers that steps use.
  package mutating func add(_ name: String, shape: [Int], floats: [Float]) {
    let raw = floats.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    constants.append(shape.flatMap { Self.number(1, $0) } + Self.number(2, 1) + Self.text(8, name) + Self.block(9, raw))
  }

  /// Adds whole numbers that steps use, in a list.
  package mutating func add(_ name: String, integers: [Int]) {
    constants.append(
      Self.number(1, integers.count) + Self.number(2, 7) + integers.flatMap { Self.number(7, $0) } + Self.text(8, name))
  }

  /// The file.
  package var data: Data {
    var graph = nodes.flatMap { Self.block(1, $0) } + Self.text(2, "made up")
    graph += constants.flatMap { Self.block(5, $0) }
    graph += inputs.flatMap { Self.block(11, Self.port($0)) } + Self.block(12, Self.port(output))
    return Data(Self.number(1, 7) + Self.block(7, graph) + Self.block(8, Self.text(1, "") + Self.number(2, 13)))
  }

  private static func port(_ port: Port) -> [UInt8] {
    let axes = port.shape.enumerated().flatMap { index, length in
      block(1, length.map { number(1, $0) } ?? text(2, "\(port.name)\(index)"))
    }
    return text(1, port.name) + block(2, block(1, number(1, 1) + block(2, axes)))
  }

  private static func text(_ field: Int, _ value: String) -> [UInt8] { block(field, Array(value.utf8)) }

  private static func block(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(UInt64(field << 3 | 2)) + varint(UInt64(bytes.count)) + bytes
  }

  private static func number(_ field: Int, _ value: Int) -> [UInt8] {
    varint(UInt64(field << 3)) + varint(UInt64(bitPattern: Int64(value)))
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }
}
