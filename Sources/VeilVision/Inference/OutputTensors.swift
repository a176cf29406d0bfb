internal import COpenVINO

/// One output of a network while a closure runs; must not be kept beyond it.
package struct TensorView {
  /// Lengths of the axes, outermost first.
  package let shape: [Int]
  /// The elements, last axis contiguous.
  package let values: UnsafeBufferPointer<Float>

  package init(shape: [Int], values: UnsafeBufferPointer<Float>) {
    self.shape = shape
    self.values = values
  }
}

/// All outputs of one inference while a closure runs; must not be kept beyond it.
package struct OutputTensors {
  private let tensors: [(name: String, view: TensorView)]
  private let model: String

  package init(_ tensors: [(name: String, view: TensorView)], model: String) {
    self.tensors = tensors
    self.model = model
  }

  package var count: Int { tensors.count }

  /// The output at an index of the model file.
  /// - Throws: ``VisionError`` with code `modelUnusable` when there are fewer.
  package func tensor(_ index: Int) throws -> TensorView {
    guard tensors.indices.contains(index) else {
      throw VisionError(.modelUnusable, "model \(model) has \(tensors.count) outputs, not \(index + 1)")
    }
    return tensors[index].view
  }

  /// The output of a name.
  /// - Throws: ``VisionError`` with code `modelUnusable` when there is none.
  package func tensor(named name: String) throws -> TensorView {
    guard let tensor = tensors.first(where: { $0.name == name }) else {
      let names = tensors.map(\.name).joined(separator: ", ")
      throw VisionError(.modelUnusable, "model \(model) has no output named \(name), only \(names)")
    }
    return tensor.view
  }
}
