internal import Cryptography
internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI
internal import VeilEvidence

extension CloudContext {
  /// A hash in the path: 0x and 64 lower-case digits.
  func hash(_ name: String) throws -> Hash256 {
    guard let text = parameters.get(name), let hash = Hash256(hex: text), hash.description == text else {
      throw CloudError(.malformed, "“\(name)” is 0x and 64 lower-case hexadecimal digits")
    }
    return hash
  }

  func incident() throws -> IncidentID { IncidentID(try hash("incident")) }

  func address(_ name: String) throws -> Address {
    guard let text = parameters.get(name), let address = try? Address(text) else {
      throw CloudError(.malformed, "“\(name)” is 0x and 40 hexadecimal digits")
    }
    return address
  }

  func rendition() throws -> Rendition {
    guard let text = parameters.get("rendition"), let rendition = try? Rendition(name: text) else {
      throw CloudError(.malformed, "a rendition is “original” or “protected”")
    }
    return rendition
  }

  func log() throws -> CloudLog {
    guard let log = parameters.get("log").flatMap(CloudLog.init(rawValue:)) else {
      throw CloudError(.notFound, "the logs are “records” and “audit”")
    }
    return log
  }
}

/// The query of a request: each name once, and none that is not known.
struct QueryReader {
  private var values: [String: String] = [:]

  init(_ request: Request, known: Set<String>) throws {
    for (key, value) in request.uri.queryParameters {
      guard known.contains(String(key)) else {
        throw CloudError(.malformed, "the query has a member that this route does not know")
      }
      guard values.updateValue(String(value), forKey: String(key)) == nil else {
        throw CloudError(.malformed, "“\(key)” stands twice in the query")
      }
    }
  }

  func text(_ name: String) -> String? { values[name] }

  /// A whole number in a range.
  func integer<Integer: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Integer>, default fallback: Integer? = nil
  ) throws -> Integer {
    guard let text = values[name] else {
      guard let fallback else { throw CloudError(.malformed, "the query lacks “\(name)”") }
      return fallback
    }
    guard let value = Integer(text), text.first != "+", range.contains(value) else {
      throw CloudError(.malformed, "“\(name)” is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A number in a range; nil where it is missing.
  func number(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
    guard let text = values[name] else { return nil }
    guard let value = Double(text), value.isFinite, range.contains(value) else {
      throw CloudError(.malformed, "“\(name)” is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
