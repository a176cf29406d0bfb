package import VeilPrivacy

/// A way of hiding with its settings, as evaluations compare them (inspire section VI-A, "Compared systems").
///
/// Written `METHOD`, `METHOD:KERNEL,SD` or `METHOD:setting=value,…` with the settings of a policy: `blur` is the
/// product's blur, `blur:45,25` the paper's BBox Blur, `blur:0` its Non-blurring BBox Blur, `replace:5,5` the paper's
/// INSPIRE-Gaussian, `replace:0` its INSPIRE. Settings may follow the two numbers: `replace:5,5,identity=track`.
///
/// `replace` invents another instance in every frame, as in the paper, where its identity is not set.
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
      let identity = PolicyKey.identity.rawValue
      if method == .replace, settings[identity] == nil { settings[identity] = [IdentityMode.frame.rawValue] }
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

  /// Every method with its default settings, the paper's heaviest BBox Blur beside the product's, and INSPIRE without a
  /// filter.
  package static func all() throws -> [EvaluatedSystem] {
    let others: [ProtectionMethod: String] = [.blur: "blur:45,25", .replace: "replace:0"]
    return try ProtectionMethod.allCases.flatMap { method in
      try ([method.rawValue] + [others[method]].compactMap { $0 }).map { try EvaluatedSystem(parsing: $0) }
    }
  }

  private static func settings(_ text: String, of method: ProtectionMethod) throws -> [(String, String)] {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let numbers = Array(fields.prefix { Double($0) != nil })
    guard numbers.count <= 2 else {
      throw EvaluationError(.usage, "system \(method.rawValue):\(text): a filter has two numbers, KERNEL,SD")
    }
    let others = try fields.dropFirst(numbers.count).map { field in
      let pair = field.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else {
        throw EvaluationError(.usage, "system \(method.rawValue):\(text): expected KERNEL,SD or setting=value")
      }
      return (PolicyKey(rawValue: pair[0]) == nil ? "\(method.rawValue)-\(pair[0])" : pair[0], pair[1])
    }
    return try numbers.isEmpty ? others : filter(numbers, of: method) + others
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
