import Cryptography
import Ethereum
import Foundation
import Testing
import VectorTesting

/// The published vectors of ethereum/tests and ethers-io/ethers.js.
enum EthereumVectors {
  /// A kind of vectors this room reads, each in files of one form.
  enum Family: String, CaseIterable, Sendable {
    // ethereum/tests, by folder
    case RLPTests, ABITests, TransactionTests, KeyStoreTests
    // ethers-io/ethers.js, by file name
    case abi, accounts, create, create2, typedData = "typed-data", rlp, wallets, hashes
    case transaction, transactions, solidityHashes = "solidity-hashes", pbkdf, mnemonics, hmac

    var isFolder: Bool { rawValue.hasSuffix("Tests") }
  }

  static let root = Vectors.folder.resolvingSymlinksInPath().path

  /// Folders that other rooms read.
  private static let othersFolders: Set<String> = ["wycheproof", "keccak", "umbral"]

  /// Small files of our own, made with eth-account and Python's hashlib in the form of families that may not lie in the
  /// root; so their readers are run too.
  private static let ours = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Vectors").path
  private static let oursPrefix = "ours/"

  /// All files of the two collections, with paths from the root, and ours.
  private static let paths: [String] = files(in: root) + files(in: ours).map { oursPrefix + $0 }

  private static func files(in folder: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".json") || $0.hasSuffix(".json.gz") }.sorted()
  }

  static func family(of path: String) -> Family? {
    let parts = path.split(separator: "/").map(String.init)
    if let folder = parts.dropLast().first(where: { $0.hasSuffix("Tests") }) { return Family(rawValue: folder) }
    let name = (parts.last ?? "").replacingOccurrences(of: ".gz", with: "").replacingOccurrences(of: ".json", with: "")
    if let folder = parts.dropLast().first, othersFolders.contains(folder) { return nil }
    return Family(rawValue: name).flatMap { $0.isFolder ? nil : $0 }
  }

  /// The files of a family that nobody here wrote.
  static func foreign(_ family: Family) -> [String] { files(family).filter { !$0.hasPrefix(oursPrefix) } }

  static func files(_ family: Family) -> [String] { paths.filter { self.family(of: $0) == family } }

  /// Files that are neither ours nor another room's.
  static var unknown: [String] {
    paths.filter { path in
      family(of: path) == nil && !othersFolders.contains(String(path.prefix { $0 != "/" }))
    }
  }

  static func read(_ path: String) throws -> JSON {
    let full = path.hasPrefix(oursPrefix) ? ours + "/" + path.dropFirst(oursPrefix.count) : root + "/" + path
    guard path.hasSuffix(".gz") else { return try JSON(parsing: Data(contentsOf: URL(fileURLWithPath: full))) }
    return try JSON(parsing: Subprocess.run("/usr/bin/env", ["gzip", "-dc", full]))
  }

  /// Runs a check on every vector of a family: the entries of the files' objects or arrays, with a name for messages.
  /// - Returns: how many there were.
  @discardableResult
  static func run(_ family: Family, _ check: (_ name: String, JSON) throws -> Void) throws -> Int {
    let files = files(family)
    if files.isEmpty { print("vectors: the family \(family.rawValue) is empty in \(root)") }
    var count = 0
    for path in files {
      let json = try read(path)
      let entries: [(String, JSON)]
      if let object = json.object {
        entries = object.sorted { $0.key < $1.key }.map { ("\(path): \($0.key)", $0.value) }
      } else {
        entries = (json.array ?? []).enumerated().map { ("\(path): \($1["name"]?.string ?? String($0))", $1) }
      }
      #expect(!entries.isEmpty, "the file \(path) contains no vectors")
      for (name, entry) in entries {
        do {
          try check(name, entry)
        } catch {
          Issue.record("\(name): \(error)")
        }
      }
      count += entries.count
    }
    print("vectors: \(family.rawValue): \(count) in \(files.count) files")
    return count
  }
}

extension JSON {
  /// The text of a member that the form of the vectors demands.
  func text(_ key: String) throws -> String { try #require(self[key]?.string, "the member \(key) is missing") }

  /// The bytes of a member in hexadecimal, with or without `0x`.
  func hex(_ key: String) throws -> [UInt8] { try Hex.decode(text(key)) }

  func number(_ key: String) throws -> Int { try #require(self[key]?.int, "the member \(key) is missing") }
}

func secret(_ bytes: some Collection<UInt8>) throws -> SecretBytes { try SecretBytes(copying: bytes) }
