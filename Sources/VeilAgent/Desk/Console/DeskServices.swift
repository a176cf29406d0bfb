package import Cryptography

/// What a desk's console works with. The keys are inside, unlocked, on this machine.
package struct DeskServices: Sendable {
  package let ledger: any SharingLedger
  package let cloud: any SharingCloud
  /// Where the cloud's audit log is read; nil shows none.
  package let cloudAudit: (any CloudAuditSource)?
  package let requester: Requester
  package let owner: Owner
  package let ownerStore: DeskStore
  /// Pays deposits for fresh accounts; the owner is told what that links.
  package let wallet: SecretKey
  /// Where opened films go.
  package let films: String
  /// Milliseconds since 1970.
  package let now: @Sendable () -> Int64
  package let jobs = JobBoard()

  package init(
    ledger: any SharingLedger, cloud: any SharingCloud, cloudAudit: (any CloudAuditSource)? = nil, requester: Requester,
    owner: Owner, ownerStore: DeskStore,
    wallet: SecretKey, films: String, now: @escaping @Sendable () -> Int64
  ) {
    self.ledger = ledger
    self.cloud = cloud
    self.cloudAudit = cloudAudit
    self.requester = requester
    self.owner = owner
    self.ownerStore = ownerStore
    self.wallet = wallet
    self.films = films
    self.now = now
  }
}
