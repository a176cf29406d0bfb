import VectorTesting

/// The generator of all tests; ``RandomValues`` teaches it values of Ethereum.
typealias SeededGenerator = SplitMix64
