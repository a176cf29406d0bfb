/// A picture whose samples are class or instance numbers.
package struct LabelMap: Sendable, Hashable {
  package let width: Int
  package let height: Int
  /// Row by row, exactly as the file holds them.
  package let values: [UInt16]

  /// - Throws: ``EvaluationError`` when the number of values is not `width * height`.
  package init(width: Int, height: Int, values: [UInt16]) throws {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, values.count == count else {
      throw EvaluationError(.labels, "a label map of \(width)×\(height) has \(values.count) values")
    }
    self.width = width
    self.height = height
    self.values = values
  }
}
