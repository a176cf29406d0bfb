package import VeilPrivacy

/// A way of hiding with its settings, as evaluations compare them (inspire section VI-A, "Compared systems").
///
/// Written `METHOD`, `METHOD:KERNEL,SD` or `METHOD:setting=value,…` with the settings of a policy: `blur` is the
/// product's blur, `blur:45,25` the paper's BBox Blur, `blur:0` its Non-blurring BBox Blur, `replace:5,5` the paper's
/// INSPIRE-Gaussian where the build has that method.
package struct EvaluatedSystem: Sendable, Hashable {
  /// As it was written.
  package let name: String
  package let policy: ProtectionPolicy

  /// Name of the method, without settings.
  package var method: String { policy.method.rawValue }

  /// - Throws: ``EvaluationError`` of code `usage` that names the choices.
  package init(parsing text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    do {
      let method = try ProtectionMethod(named: parts[0])
      var settings = ["method": [method.rawValue]]
      if parts.count > 1 {
        for (key, value) in try Self.settings(parts[1], of: method) { settings[key] = [value] }
      }
      policy = try ProtectionPolicy([PolicyDocument(commandLine: settings)])
      name = text
    } catch let error as PolicyError {
      throw EvaluationError(.usage, "system \(text): \(error.message)")
    }
  }

  /// Every combination of kernel sizes 5, 25, 45 and deviations 5, 15, 25, and no filter (inspire figures 6 and 9).
  package static func sweep(of method: String) throws -> [EvaluatedSystem] {
    let filters = ["0"] + [5, 25, 45].flatMap { kernel in [5, 15, 25].map { "\(kernel),\($0)" } }
    return try filters.map { try EvaluatedSystem(parsing: "\(method):\($0)") }
  }

  /// Every method with its default settings, and the paper's heaviest BBox Blur beside the product's.
  package static func all() throws -> [EvaluatedSystem] {
    try ProtectionMethod.allCases.flatMap { method in
      try [EvaluatedSystem(parsing: method.rawValue)]
        + (method == .blur ? [EvaluatedSystem(parsing: "blur:45,25")] : [])
    }
  }

  private static func settings(_ text: String, of method: ProtectionMethod) throws -> [(String, String)] {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if fields.count <= 2, fields.allSatisfy({ Double($0) != nil }) { return try filter(fields, of: method) }
    return try fields.map { field in
      let pair = field.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else {
        throw EvaluationError(.usage, "system \(method.rawValue):\(text): expected KERNEL,SD or setting=value")
      }
      return (PolicyKey(rawValue: pair[0]) == nil ? "\(method.rawValue)-\(pair[0])" : pair[0], pair[1])
    }
  }

  /// The settings of a method's Gaussian filter. The paper's blur keeps no fixed number of averages.
  private static func filter(_ fields: [String], of method: ProtectionMethod) throws -> [(String, String)] {
    let own = PolicyKey.allCases.filter { $0.owner == method }.map(\.rawValue)
    guard let kernel = own.first(where: { $0.hasSuffix("-kernel") }), let sd = own.first(where: { $0.hasSuffix("-sd") })
    else { throw EvaluationError(.usage, "method \(method.rawValue) has no Gaussian filter whose size could be set") }
    var settings = [(kernel, fields[0])]
    if fields.count == 2 { settings.append((sd, fields[1])) }
    if method == .blur { settings.append((PolicyKey.blurSamples.rawValue, "0")) }
    return settings
  }
}
