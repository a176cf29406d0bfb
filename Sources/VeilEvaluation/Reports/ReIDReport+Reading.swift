package import Foundation

extension ReIDReport {
  /// Reads what `veilcam evaluate reid --json` printed.
  /// - Throws: ``EvaluationError`` that says so if the file is something else.
  package init(contentsOf url: URL) throws {
    guard let data = try? Data(contentsOf: url) else {
      throw EvaluationError(.usage, "\(url.path) cannot be read; name what veilcam evaluate reid --json printed")
    }
    do {
      self = try JSONDecoder().decode(ReIDReport.self, from: data)
    } catch {
      throw EvaluationError(.usage, "\(url.path) is not what veilcam evaluate reid --json prints; run that first")
    }
  }
}
