/// Dispute proofs between the keys "alice" (owner), "bob" (receiver) and "signer" of the key factory whose seed is the
/// bytes 0 to 31. The rekey was made of the signer's key instead of the owner's. The bad-rekey proof, and it alone, was
/// checked by an independent calculation, its first nonce point by way of `ecrecover` too.
enum PublishedDisputes {
  static let badRekey =
    """
    9591c42103079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cdc420024d4c11fc2274655dde06e734af5c97477\
    11a3ae4724dc5c68379adca1094fdc4204c3a8ace7b3cde9ec7b45c52d1397af390a2f99b91e22b9916fbc3b3abea869ac42103bd7a43d1ff\
    9e02c4fdd04d0099b659a66665045d6204b3537570e7569e83a95d95c421020a156a64a6bb37cf503eea1992346488ebbda2a735e7d385847\
    f8b45a9cc97bac4401aaadebfb0da24ff8b316da5ef18a55156b7bce9c8c5cf05319b5f061f0f62fc0a5f99bfdc02a2086e4e5b543bf011e8\
    aa1cf12d0122870618a931f66015a892c4401aaadebfb0da24ff8b316da5ef18a55156b7bce9c8c5cf05319b5f061f0f62fc0a5f99bfdc02a\
    2086e4e5b543bf011e8aa1cf12d0122870618a931f66015a892c3c3
    """
  static let badRekeyProof =
    """
    0300066362a47b0eface361782d87b23f14d289dbcc53e20964d785967c090431e1b9e5acfa706d0c753b23429c05dee8ee59939c798a103d\
    0fec614f23704d1af39f8e7e9c7b45f5089e7943c7f029100b3c85607771e8404d27d075241cd6ce8
    """
  static let badRekeyDomain = "66c7c620e59900cbb7727468f95a48cb3588b341fc3137dca6f9d78c7e0bd30f"
  static let capsule =
    """
    035c531b547466323161459832f084a0c302d11f80e1001dc141a21095dda2aaad0311abff33be8f0775269f7372c699deb8f64ae7415ec8e\
    de31031b8b81587cfa9859bc6cd15beb8fbf88212ceb69d0ad3b5260e29223e7d34b34eed06e05a3f21
    """
  static let badKeyProof =
    """
    ecbbaff608c3753654c8c82c2c507d958aba4a2e4821e92b945e918d481ea070038e984beb612988d1c25c9b4176bcbc8c7293150d57fd653\
    533e5e439acd35ec9
    """
}
