package import Cryptography
package import Ethereum

/// Which chain and which contracts: the one document that all parties share, `ledger.json`.
package struct LedgerDescription: Sendable, Hashable {
  package static let version = 1
  static let maximumFileSize = 65_536

  package let chainID: UInt64
  /// The block before which there is nothing of ours; followers begin there.
  package let firstBlock: UInt64
  package let evidenceFactory: Address
  package let search: Address
  package let requestFactory: Address
  package let responses: Address
  package let anchor: Address
  /// The account that alone verifies evidence and anchors roots.
  package let cloud: Address
  /// The account that pays for the deployment of evidence contracts.
  package let relayer: Address
  /// The risk registry; nil on ledgers that were deployed before there was one.
  package let riskRegistry: Address?

  package init(
    chainID: UInt64, firstBlock: UInt64, evidenceFactory: Address, search: Address, requestFactory: Address,
    responses: Address, anchor: Address, cloud: Address, relayer: Address, riskRegistry: Address? = nil
  ) {
    self.chainID = chainID
    self.firstBlock = firstBlock
    self.evidenceFactory = evidenceFactory
    self.search = search
    self.requestFactory = requestFactory
    self.responses = responses
    self.anchor = anchor
    self.cloud = cloud
    self.relayer = relayer
    self.riskRegistry = riskRegistry
  }

  /// The members that hold addresses.
  private var addresses: [String: Address] {
    [
      "evidenceFactory": evidenceFactory, "search": search, "requestFactory": requestFactory, "responses": responses,
      "anchor": anchor, "cloud": cloud, "relayer": relayer,
    ]
  }

  package var json: JSON {
    var object: [String: JSON] = [
      "version": .integer(Self.version), "chainId": .integer(chainID), "firstBlock": .integer(firstBlock),
    ]
    for (name, address) in addresses { object[name] = .string(address.description) }
    if let riskRegistry { object["riskRegistry"] = .string(riskRegistry.description) }
    return .object(object)
  }

  /// Reads what ``json`` wrote. Members that are not known are left alone.
  /// - Throws: ``LedgerError`` with `malformed`.
  package init(json: JSON) throws {
    guard json["version"]?.int == Self.version else {
      throw LedgerError(.malformed, "the ledger's description is of another version; use a newer veilcam to read it")
    }
    guard let chain = json["chainId"]?.int.flatMap(UInt64.init(exactly:)),
      let first = json["firstBlock"]?.int.flatMap(UInt64.init(exactly:))
    else { throw Self.wrong("chainId or firstBlock") }
    let address = { (name: String) throws -> Address in
      guard let text = json[name]?.string, let address = try? Address(text) else { throw Self.wrong(name) }
      return address
    }
    self.init(
      chainID: chain, firstBlock: first, evidenceFactory: try address("evidenceFactory"),
      search: try address("search"), requestFactory: try address("requestFactory"),
      responses: try address("responses"), anchor: try address("anchor"), cloud: try address("cloud"),
      relayer: try address("relayer"),
      riskRegistry: try json["riskRegistry"].map { _ in try address("riskRegistry") })
  }

  /// Reads a file that ``write(to:)`` wrote.
  /// - Throws: ``LedgerError`` with `notReadable` or `malformed`.
  package init(contentsOf path: String) throws {
    let json: JSON
    do {
      json = try JSON(parsing: PrivateFile.read(path, limit: Self.maximumFileSize))
    } catch {
      throw LedgerError(.notReadable, "\(path) is no description of a ledger: \(error.message)")
    }
    try self.init(json: json)
  }

  /// Writes the description beside the destination and renames it into place.
  /// - Throws: ``LedgerError`` with `notWritable`.
  package func write(to path: String) throws {
    do {
      try PrivateFile.write(Array((json.text + "\n").utf8), to: path)
    } catch {
      throw LedgerError(.notWritable, error.message)
    }
  }

  private static func wrong(_ member: String) -> LedgerError {
    LedgerError(.malformed, "“\(member)” of the ledger's description is missing or not what it must be")
  }
}
