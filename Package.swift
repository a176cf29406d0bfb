// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Pixel and number kernels are a hundred times slower without optimisation, so their targets have it in debug too.
let kernels = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "veilcam",
  products: [
    .executable(name: "veilcam", targets: ["veilcam"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // MARK: Floor 0: C libraries, each imported by exactly one target
    .systemLibrary(
      name: "CFFmpeg", pkgConfig: "libavformat",
      providers: [
        .apt(["libavcodec-dev", "libavformat-dev", "libavutil-dev", "libswresample-dev", "libswscale-dev"])
      ]),
    .systemLibrary(name: "COpenVINO", pkgConfig: "openvino-c"),
    .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(name: "CLinux"),
    .target(name: "CKeccak", cSettings: [.unsafeFlags(["-O3"])]),

    // MARK: Floor 1
    .target(name: "VeilPlot", swiftSettings: house),
    .target(name: "VeilMedia", dependencies: ["CFFmpeg"], swiftSettings: kernels),
    .target(
      name: "Cryptography",
      dependencies: ["CKeccak", "CSecp256k1", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: kernels),

    // MARK: Floor 2
    .target(
      name: "Umbral", dependencies: ["Cryptography", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: kernels),
    .target(
      name: "Ethereum",
      dependencies: [
        "Cryptography",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: kernels),

    // MARK: Floor 3
    .target(
      name: "VeilVision",
      dependencies: [
        "COpenVINO", "VeilMedia",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Resources/models.json"), .embedInCode("Resources/profiles.json")],
      swiftSettings: kernels,
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "-rpath", "-Xlinker", Context.packageDirectory + "/Vendor/openvino/lib"])
      ]),

    .target(
      name: "VeilEvidence",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilMedia",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: kernels),

    // MARK: Floor 4
    .target(
      name: "VeilPrivacy",
      dependencies: [
        "VeilMedia", "VeilVision",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: kernels),

    .target(
      name: "VeilAccident",
      dependencies: ["VeilMedia", "VeilPlot", "VeilVision", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: kernels),

    .target(
      name: "VeilLedger", dependencies: ["Cryptography", "Ethereum", "Umbral", "VeilEvidence"], swiftSettings: kernels),

    .target(
      name: "VeilRegistry",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilEvidence", "VeilLedger",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: kernels),

    .target(
      name: "VeilCloudAPI", dependencies: ["Cryptography", "Ethereum", "Umbral", "VeilEvidence", "VeilLedger"],
      swiftSettings: house),
    .target(
      name: "VeilConsole",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Assets"), .embedInCode("Templates")],
      swiftSettings: house),

    // MARK: Floor 5
    .target(
      name: "VeilCloud",
      dependencies: [
        "CLinux", "Cryptography", "Ethereum", "Umbral", "VeilAccident", "VeilCloudAPI", "VeilConsole", "VeilEvidence",
        "VeilLedger",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: house),
    .target(
      name: "VeilAgent",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilAccident", "VeilCloudAPI", "VeilConsole", "VeilEvidence",
        "VeilLedger", "VeilMedia", "VeilPrivacy", "VeilRegistry", "VeilVision",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: house),
    .target(
      name: "VeilEvaluation",
      dependencies: ["VeilMedia", "VeilPlot", "VeilPrivacy", "VeilVision", .product(name: "Yams", package: "Yams")],
      swiftSettings: kernels),

    // MARK: Floor 6
    .target(
      name: "VeilCommands",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilAccident", "VeilAgent", "VeilCloud", "VeilCloudAPI",
        "VeilEvaluation", "VeilEvidence", "VeilLedger", "VeilMedia", "VeilPlot", "VeilPrivacy", "VeilRegistry",
        "VeilVision",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "veilcam",
      dependencies: ["VeilCommands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: house),

    // MARK: Benchmarks, run by Scripts/bench
    .target(name: "BenchSupport", path: "Benchmarks/Support", swiftSettings: house),
    .executableTarget(
      name: "BenchProtect",
      dependencies: ["BenchSupport", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Benchmarks/Protect", swiftSettings: house),
    .executableTarget(
      name: "BenchReplace",
      dependencies: [
        "BenchSupport", "VeilMedia", "VeilPrivacy", "VeilVision",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Replace", swiftSettings: house),
    .executableTarget(
      name: "BenchAccident",
      dependencies: [
        "BenchSupport", "VeilAccident", "VeilMedia", "VeilVision",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Accident", swiftSettings: house),
    .executableTarget(
      name: "BenchRegistry",
      dependencies: [
        "BenchSupport", "Cryptography", "Ethereum", "VeilLedger", "VeilRegistry",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Benchmarks/Registry", swiftSettings: house),
    .executableTarget(
      name: "BenchMask",
      dependencies: [
        "VeilMedia", "VeilPrivacy", "VeilVision",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Mask", exclude: ["recognition.py", "requirements.txt"], swiftSettings: house),
    .executableTarget(
      name: "BenchCrypto", dependencies: ["Cryptography", "Umbral", "VeilEvidence"], path: "Benchmarks/Crypto",
      exclude: ["anchors.py"],
      swiftSettings: house),
    .executableTarget(
      name: "BenchSharing",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilCloud", "VeilCloudAPI", "VeilEvidence",
        .product(name: "Logging", package: "swift-log"),
      ], path: "Benchmarks/Sharing", swiftSettings: house),

    // MARK: Tests, one target a room
    .target(
      name: "VeilTesting",
      dependencies: ["VectorTesting", "VeilMedia", .product(name: "Crypto", package: "swift-crypto")],
      path: "Tests/VeilTesting", swiftSettings: house
    ),
    .target(name: "VectorTesting", path: "Tests/VectorTesting", swiftSettings: house),
    .testTarget(
      name: "CryptographyTests",
      dependencies: ["Cryptography", "VectorTesting", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house),
    .testTarget(
      name: "UmbralTests",
      dependencies: ["Cryptography", "Umbral", "VectorTesting", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house),
    .testTarget(
      name: "EthereumTests",
      dependencies: ["Cryptography", "Ethereum", "VectorTesting", .product(name: "Crypto", package: "swift-crypto")],
      exclude: ["Vectors"],
      swiftSettings: house),
    .testTarget(name: "VeilMediaTests", dependencies: ["VeilMedia", "VeilTesting"], swiftSettings: house),
    .testTarget(name: "VeilVisionTests", dependencies: ["VeilVision", "VeilTesting"], swiftSettings: house),
    .testTarget(name: "VeilPrivacyTests", dependencies: ["VeilPrivacy", "VeilTesting"], swiftSettings: house),
    .testTarget(name: "VeilEvaluationTests", dependencies: ["VeilEvaluation", "VeilTesting"], swiftSettings: house),
    .testTarget(
      name: "VeilAccidentTests", dependencies: ["VeilAccident", "VeilMedia", "VeilPlot", "VeilTesting", "VeilVision"],
      swiftSettings: house),
    .testTarget(
      name: "VeilEvidenceTests",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VectorTesting", "VeilEvidence", "VeilMedia", "VeilTesting",
      ],
      swiftSettings: house),
    .testTarget(
      name: "VeilLedgerTests",
      dependencies: ["Cryptography", "Ethereum", "Umbral", "VeilEvidence", "VeilLedger", "VeilTesting"],
      swiftSettings: house),
    .testTarget(
      name: "VeilRegistryTests",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilEvidence", "VeilLedger", "VeilRegistry", "VeilTesting",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "VeilCloudTests",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilAccident", "VeilCloud", "VeilCloudAPI", "VeilEvidence", "VeilLedger",
        "VeilTesting",
        "veilcam", .product(name: "Hummingbird", package: "hummingbird"),
      ],
      exclude: ["schemathesis.toml"],
      swiftSettings: house),
    .testTarget(
      name: "VeilAgentTests",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilAgent", "VeilCloud", "VeilCloudAPI", "VeilConsole", "VeilEvidence",
        "VeilLedger", "VeilMedia", "VeilPrivacy", "VeilRegistry", "VeilTesting", "VeilVision",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      exclude: ["Desk/browser.py"],
      swiftSettings: house),
    .testTarget(
      name: "VeilCommandsTests",
      dependencies: [
        "Cryptography", "Ethereum", "Umbral", "VeilAgent", "VeilCloud", "VeilCloudAPI", "VeilCommands", "VeilEvidence",
        "VeilLedger", "VeilMedia", "VeilPrivacy", "VeilRegistry", "VeilTesting", "VeilVision", "veilcam",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Snapshots"],
      swiftSettings: house),
  ]
)
