/// A fully connected layer.
package struct DenseLayer: Sendable, Hashable {
  package let inputs: Int
  package let outputs: Int
  /// `outputs` rows of `inputs` numbers.
  package var weights: [Float]
  package var bias: [Float]

  package init(inputs: Int, outputs: Int, weights: [Float], bias: [Float]) {
    precondition(weights.count == inputs * outputs && bias.count == outputs)
    self.inputs = inputs
    self.outputs = outputs
    self.weights = weights
    self.bias = bias
  }

  /// Small random weights (He et al. 2015), or none for a layer that has no other behind it.
  init(inputs: Int, outputs: Int, isLast: Bool, using generator: inout SeededNumbers) {
    let spread = isLast ? 0 : (2 / Float(max(1, inputs))).squareRoot()
    self.init(
      inputs: inputs, outputs: outputs,
      weights: (0..<inputs * outputs).map { _ in spread * generator.normal() },
      bias: [Float](repeating: 0, count: outputs))
  }

  func forward(_ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    weights.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      for row in 0..<outputs { output[row] = bias[row] + VectorKernels.dot(base + row * inputs, input, inputs) }
    }
  }
}
