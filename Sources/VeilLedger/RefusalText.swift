/// What the contracts' reasons mean to a person, and what to do about it.
enum RefusalText {
  static let sentences: [String: String] = [
    // Evidence
    "bad signature": "the incident is not signed for this ledger; let the camera sign it for this chain and factory",
    "only the cloud decides": "only the cloud's account may verify or refuse evidence; use that account",
    "already decided": "the evidence has been verified or refused before, which is final",
    "the incident has evidence": "another evidence contract of this incident has been verified before",
    "the evidence exists": "the evidence contract of this incident is there already",
    "no owner": "the incident names no owner; pair the camera with a desk",
    // Requests
    "the evidence is not verified": "the evidence has not been verified by the cloud; wait until it has",
    "the reward is below the minimum": "the reward is below the minimum of this ledger; offer more",
    "original needs a reason": "the original is given out for a stated reason only; state one",
    "the public key is not a point": "the request's public key is no key; make a fresh one",
    "the same request exists": "the very same request has been made in this block; use a fresh key for another",
    "rendition: 1 or 2": "a rendition is 1 (original) or 2 (protected)",
    "not in this state": "the request has moved on and no longer allows this; look at its state",
    "only the owner": "only the owner of the evidence may do this; use the account of this incident",
    "too late to approve": "the time to approve is over; the requester can have his reward back",
    "the deposit is below the reward": "the deposit must be at least the reward; pay more in",
    "announce in an earlier block": "an original must be announced in an earlier block; announce it and approve again",
    "already announced": "the approval has been announced before; approve now",
    "an approval is announced": "the owner has announced an approval; the request can be cancelled after its deadline",
    "only the requester cancels": "only the requester may cancel before the owner's deadline",
    "only the requester confirms": "only the requester may confirm",
    "too early to settle": "the requester may still confirm or dispute; settle after his deadline",
    "not the evidence's fields": "the fields are not the ones of this evidence; read them from the ledger again",
    "a rekey has 310 bytes": "the rekey is not well formed; make it again",
    "malformed rekey": "the rekey is not well formed; make it again",
    "the capsule is invalid":
      "the evidence's capsule is invalid, so this rendition can never be opened; deny the request",
    "the owner's key is not a point":
      "the evidence names no valid key of the owner, so it can never be opened; deny it",
    // Disputes
    "only the requester disputes": "only the requester may dispute",
    "too late to dispute": "the time to dispute is over",
    "not the approved rekey": "the rekey is not the one that was approved; read it from the ledger again",
    "the rekey is good": "the rekey is good, so there is nothing to dispute",
    "the key is good": "the capsule holds the key that was committed to, so there is nothing to dispute",
    "does not open the commitment": "the place does not open the commitment of the evidence",
    "not signed by the device": "the claim of the place is not signed by the evidence's camera",
    "the place is true": "the committed place is the one that the camera claimed, so there is nothing to dispute",
    // Money and anchors
    "nothing to withdraw": "this account has nothing to withdraw here",
    "no receiver": "name the account that the money shall go to",
    "only the cloud anchors": "only the cloud's account may anchor roots",
    "a log never shrinks or forks": "a longer log, or another root of this size, has been anchored before",
    // Risk registry
    "only the authority enrols": "only the registry's authority enrols managers; use its account",
    "only the authority dismisses": "only the registry's authority dismisses managers; use its account",
    "the manager is enrolled": "this manager is enrolled already; dismiss him first to give him another key",
    "the manager is not enrolled": "this account is no manager of the registry",
    "only an enrolled manager": "only a manager whom the registry's authority has enrolled may do this",
    "the entry exists": "the registry has this very entry already",
    "no such entry": "the registry has no such entry; check the number",
    "the entry is revoked": "the entry is revoked, which is final",
  ]
}
