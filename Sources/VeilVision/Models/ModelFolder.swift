internal import Foundation

/// A folder that is searched for models.
package struct ModelFolder: Sendable, Hashable, Codable {
  /// Why it is searched.
  package enum Origin: String, Sendable, Hashable, Codable {
    /// The `--models` option.
    case option
    /// The environment variable `VEILCAM_MODELS`.
    case environment
    /// What `veilcam models pull` filled.
    case cache
    /// What was delivered with the program.
    case delivered
    /// The mirror beside a checkout.
    case development
  }

  package let origin: Origin
  package let path: String

  package init(origin: Origin, path: String) {
    self.origin = origin
    self.path = path
  }

  /// The folders in which files of a model are looked for: one of its own, the folder itself, one per role.
  func candidates(for manifest: ModelManifest) -> [String] {
    [path + "/" + manifest.name, path, path + "/" + manifest.role.rawValue]
  }

  /// Manifests that somebody put into the folder: `*.manifest.json`.
  func manifests() throws -> [ModelManifest] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return try names.filter { $0.hasSuffix(".manifest.json") }.sorted().flatMap { name in
      let file = path + "/" + name
      guard let json = FileManager.default.contents(atPath: file) else {
        throw VisionError(.manifestInvalid, "\(file) cannot be read")
      }
      return try ModelManifest.read(Array(json), origin: file)
    }
  }
}

extension ModelFolder {
  /// The folders of an installation in the order in which they are searched.
  ///
  /// - Parameters:
  ///   - option: value of `--models`, if given.
  ///   - environment: the process's environment.
  ///   - executable: path of the running program.
  package static func standard(
    option: String?, environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String? = runningExecutable
  ) -> [ModelFolder] {
    var folders: [ModelFolder] = []
    if let option { folders.append(ModelFolder(origin: .option, path: option)) }
    if let path = environment["VEILCAM_MODELS"], !path.isEmpty {
      folders.append(ModelFolder(origin: .environment, path: path))
    }
    if let path = cachePath(environment) { folders.append(ModelFolder(origin: .cache, path: path)) }
    if let executable {
      let home = (executable as NSString).deletingLastPathComponent
      folders.append(ModelFolder(origin: .delivered, path: home + "/Models"))
      if let checkout = checkout(above: home) {
        folders.append(ModelFolder(origin: .delivered, path: checkout + "/Models"))
        let parent = (checkout as NSString).deletingLastPathComponent
        folders.append(ModelFolder(origin: .development, path: parent + "/shared/models"))
      }
    }
    return folders
  }

  /// Where fetched models are kept: `$XDG_CACHE_HOME/veilcam/models`, or below `~/.cache`.
  package static func cachePath(_ environment: [String: String]) -> String? {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/veilcam/models" }
    return environment["HOME"].map { $0 + "/.cache/veilcam/models" }
  }

  /// Path of the running program.
  package static var runningExecutable: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  /// The nearest folder above a build product that holds this package.
  private static func checkout(above folder: String) -> String? {
    var folder = folder
    while folder.count > 1 {
      if FileManager.default.fileExists(atPath: folder + "/Package.swift") { return folder }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return nil
  }
}
