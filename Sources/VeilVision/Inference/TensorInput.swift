/// One array of numbers that a network takes.
package struct TensorInput: Sendable, Hashable {
  /// The input's name in the model file; nil for the only input of a network.
  package var name: String?
  /// Lengths of the axes, outermost first; 0 for any length, of which only the first axis may be when it is run.
  package var shape: [Int]

  /// The largest length of an open axis in one run: more would only need more memory.
  static let largestCount = 8

  package init(_ name: String? = nil, shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  /// The shape for a batch.
  func shape(count: Int) -> [Int] { shape.map { $0 == 0 ? count : $0 } }

  /// True if a network that declares this input takes the other one.
  func accepts(_ other: TensorInput) -> Bool {
    shape.count == other.shape.count && zip(shape, other.shape).allSatisfy { $0 == 0 || $0 == $1 }
  }

  /// As people write it: `any×3×256×256`.
  package var text: String { shape.map { $0 == 0 ? "any" : String($0) }.joined(separator: "×") }
}
