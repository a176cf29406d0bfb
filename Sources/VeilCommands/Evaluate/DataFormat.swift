import ArgumentParser

/// A choice of layouts for the folder that `--data` names.
protocol DataFormat {
  /// As they are given to `--format`.
  static var names: [String] { get }
}

extension DataFormat where Self: CaseIterable & RawRepresentable<String> {
  static var names: [String] { allCases.map(\.rawValue) }
}

extension DataFormat {
  /// - Throws: the sentence with the choices if one of the two options stands alone.
  static func check(_ format: Self?, with data: String?) throws {
    guard (data == nil) == (format == nil) else {
      throw ValidationError("--data and --format belong together; formats are \(names.joined(separator: ", ")).")
    }
  }
}
