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

  /// The folders in which files of a model are looked for: one of its own, the folder itself, one per role, and those
  /// in which manifests may lie.
  func candidates(for manifest: ModelManifest) -> [String] {
    [path + "/" + manifest.name, path, path + "/" + manifest.role.rawValue] + subfolders
  }

  /// What names of manifests end with.
  static let manifestEnding = ".manifest.json"

  /// Manifests that somebody put into the folder or a folder in it: `*.manifest.json`. Those of networks that make images
  /// are of another kind (``ImageModelManifest``) and are passed over.
  func manifests() throws -> [ModelManifest] {
    try ([path] + subfolders).flatMap { folder in
      try Self.names(in: folder).filter { $0.hasSuffix(Self.manifestEnding) }.flatMap { name in
        let file = folder + "/" + name
        guard let json = FileManager.default.contents(atPath: file) else {
          throw VisionError(.manifestInvalid, "\(file) cannot be read")
        }
        return try Self.makesImages(json) ? [] : ModelManifest.read(Array(json), origin: file)
      }
    }
  }

  private static func makesImages(_ json: Data) -> Bool {
    struct Kind: Decodable { let role: ModelRole }
    let role = (try? JSONDecoder().decode(Kind.self, from: json))?.role
    return role == .mask || role == .generator
  }

  /// The folders of categories and of models: those in this one, and in its folder `categories`.
  package var subfolders: [String] {
    [path, path + "/categories"].flatMap { parent in
      Self.names(in: parent).filter { !$0.hasPrefix(".") }.map { parent + "/" + $0 }.filter { folder in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
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
