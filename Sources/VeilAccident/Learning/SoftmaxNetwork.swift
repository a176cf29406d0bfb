internal import Foundation

/// Fully connected layers with ReLU between them, and softmax over two classes at the end: normal and accident.
package struct SoftmaxNetwork: Sendable, Hashable {
  package var layers: [DenseLayer]

  package init(layers: [DenseLayer]) { self.layers = layers }

  /// - Parameter hidden: sizes of the layers between; none for a single layer.
  init(inputs: Int, hidden: [Int], seed: UInt64) {
    var generator = SeededNumbers(seed: seed)
    let sizes = [inputs] + hidden + [2]
    layers = sizes.indices.dropLast().map { index in
      DenseLayer(
        inputs: sizes[index], outputs: sizes[index + 1], isLast: index == sizes.count - 2, using: &generator)
    }
  }

  package var inputs: Int { layers.first?.inputs ?? 0 }

  /// The logarithm of the odds of an accident that softmax gives: the difference of the two outputs.
  /// - Precondition: `features` has `inputs` numbers, standardised.
  package func margin(_ features: [Float]) -> Double {
    precondition(features.count == inputs)
    var signal = features
    for (index, layer) in layers.enumerated() {
      var next = [Float](repeating: 0, count: layer.outputs)
      signal.withUnsafeBufferPointer { input in
        next.withUnsafeMutableBufferPointer { output in
          guard let source = input.baseAddress, let target = output.baseAddress else { return }
          layer.forward(source, into: target)
        }
      }
      if index + 1 < layers.count { for place in next.indices { next[place] = max(0, next[place]) } }
      signal = next
    }
    return Double(signal[1]) - Double(signal[0])
  }

  // MARK: As one vector, for optimisation

  var parameterCount: Int { layers.reduce(0) { $0 + $1.weights.count + $1.bias.count } }

  var parameters: [Double] {
    get { layers.flatMap { $0.weights.map { Double($0) } + $0.bias.map { Double($0) } } }
    set {
      var position = 0
      for index in layers.indices {
        let (weights, bias) = (layers[index].weights.count, layers[index].bias.count)
        layers[index].weights = newValue[position..<position + weights].map { Float($0) }
        layers[index].bias = newValue[position + weights..<position + weights + bias].map { Float($0) }
        position += weights + bias
      }
    }
  }
}
