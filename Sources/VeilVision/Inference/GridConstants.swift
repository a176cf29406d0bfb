internal import Foundation

/// Says that an ONNX file carries the sizes of its feature maps as constants, so that it must be rewritten for another
/// input size; a plain reshape would contradict them.
package struct GridConstants: Sendable, Hashable, Codable {
  /// Columns of the input that the file was exported for.
  package var width: Int
  /// Rows of the input that the file was exported for.
  package var height: Int
  /// Strides of the feature maps in question; they divide both sides.
  package var strides: [Int]

  package init(width: Int, height: Int, strides: [Int]) {
    self.width = width
    self.height = height
    self.strides = strides
  }
}

/// Rewrites an ONNX file in memory for another input size.
///
/// Shapes that end in (height / stride, width / stride) are 64-bit integers stored as they are, and dimensions of an
/// input are varints that may be padded, so every byte keeps its place.
struct OnnxGridPatch {
  private var bytes: [UInt8]
  private let from: GridConstants
  private let size: PictureSize
  private let name: String

  /// - Throws: ``VisionError`` with code `modelUnusable` when the file has no such constants or the size does not fit.
  static func patched(_ onnx: Data, _ from: GridConstants, to size: PictureSize, name: String) throws -> Data {
    guard from.width != size.width || from.height != size.height else { return onnx }
    var patch = OnnxGridPatch(bytes: [UInt8](onnx), from: from, size: size, name: name)
    try patch.rewrite()
    return Data(patch.bytes)
  }

  private mutating func rewrite() throws {
    let coarsest = from.strides.max() ?? 1
    guard from.strides.allSatisfy({ $0 > 0 }), size.width % coarsest == 0, size.height % coarsest == 0 else {
      throw failure("its sides must be multiples of \(coarsest)")
    }
    guard let graph = ProtobufFields(bytes, in: bytes.indices).first(where: { $0.number == 7 }) else {
      throw failure("it has no graph")
    }
    var rewritten = 0
    for field in ProtobufFields(bytes, in: graph.content) {
      if field.number == 5, rewriteConstant(field.content) { rewritten += 1 }
      if field.number == 11 { try rewriteInput(field.content) }
    }
    guard rewritten > 0 else { throw failure("it has no constants of its feature maps' sizes") }
  }

  /// Rewrites a `TensorProto` of 64-bit integers if it is a shape that ends in the sides of a feature map.
  private mutating func rewriteConstant(_ tensor: Range<Int>) -> Bool {
    var isInt64 = false
    var raw: Range<Int>?
    for field in ProtobufFields(bytes, in: tensor) {
      if field.number == 2 { isInt64 = ProtobufFields.value(bytes[field.content]) == 7 }
      if field.number == 9 { raw = field.content }
    }
    guard isInt64, let raw, raw.count == 32 || raw.count == 40, integer(at: raw.lowerBound) == 1 else { return false }
    let (row, column) = (raw.upperBound - 16, raw.upperBound - 8)
    for stride in from.strides
    where integer(at: row) == from.height / stride && integer(at: column) == from.width / stride {
      store(size.height / stride, at: row)
      store(size.width / stride, at: column)
      return true
    }
    return false
  }

  /// Rewrites the sides in a `ValueInfoProto`: type, tensor type, shape, dimensions.
  private mutating func rewriteInput(_ input: Range<Int>) throws {
    var message = input
    for number in [2, 1, 2] {
      guard let field = ProtobufFields(bytes, in: message).first(where: { $0.number == number }) else {
        throw failure("its input has no shape")
      }
      message = field.content
    }
    for dimension in ProtobufFields(bytes, in: message) where dimension.number == 1 {
      guard let value = ProtobufFields(bytes, in: dimension.content).first(where: { $0.number == 1 })?.content else {
        continue
      }
      switch Int(truncatingIfNeeded: ProtobufFields.value(bytes[value])) {
      case from.height: try storeVarint(size.height, in: value)
      case from.width: try storeVarint(size.width, in: value)
      default: break
      }
    }
  }

  private func integer(at offset: Int) -> Int {
    Int(truncatingIfNeeded: bytes[offset..<offset + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  private mutating func store(_ value: Int, at offset: Int) {
    for index in 0..<8 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }

  private mutating func storeVarint(_ value: Int, in range: Range<Int>) throws {
    guard value < 1 << (7 * min(range.count, 8)) else { throw failure("the size needs more room than its input has") }
    for (index, offset) in range.enumerated() {
      let more: UInt8 = index + 1 < range.count ? 128 : 0
      bytes[offset] = UInt8(truncatingIfNeeded: value >> (7 * index)) & 127 | more
    }
  }

  private func failure(_ reason: String) -> VisionError {
    VisionError(
      .modelUnusable, "model \(name) cannot be prepared for \(size.width)×\(size.height): \(reason)")
  }
}
