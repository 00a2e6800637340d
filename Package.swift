// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 mode, and a warning is an error: the same rules for every room.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "demomill",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "demomill", targets: ["demomill"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // C libraries of the system, each with the few lines of C that Swift cannot say
    .target(name: "CSandbox"),
    .target(name: "COpenDE", linkerSettings: [.linkedLibrary("ode")]),
    .target(name: "CHDF5", linkerSettings: [.linkedLibrary("hdf5_serial")]),
    .target(name: "CEmbree", linkerSettings: [.linkedLibrary("embree3")]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),

    // pure: no third-party package but Yams, so that they build in seconds
    .target(name: "Geometry"),
    .target(name: "JSONText"),
    .target(
      name: "Authoring", dependencies: ["Geometry", .product(name: "Yams", package: "Yams")]),
    .target(name: "Episodes", dependencies: ["Geometry"]),
    .target(name: "HDF5", dependencies: ["CHDF5"]),
    .target(name: "Parquet", dependencies: ["CZlib"]),
    .target(name: "Demonstrations", dependencies: ["Geometry", "HDF5", "JSONText"]),
    .target(name: "Scenes", dependencies: ["Geometry"]),
    .target(name: "Robots", dependencies: ["Geometry", "Authoring"]),
    .target(
      name: "Kitchens", dependencies: ["Geometry", "Episodes", "Scenes", "Robots", "Authoring"]),
    .target(
      name: "Tasks", dependencies: ["Geometry", "Episodes", "Scenes", "Kitchens", "Authoring"]),
    .target(
      name: "Multiplication",
      dependencies: [
        "Geometry", "Episodes", "Demonstrations", "Tasks", "Scenes", "Robots",
      ]),

    .target(
      name: "Rendering",
      dependencies: ["Geometry", "Scenes", "Robots", "CEmbree", "CTurboJPEG", "CZlib"]),

    .target(
      name: "Visuals",
      dependencies: [
        "Geometry", "Episodes", "Scenes", "Robots", "Kitchens", "Authoring", "Rendering",
      ]),

    // physics in the loop
    .target(name: "Physics", dependencies: ["Geometry", "COpenDE"]),
    .target(
      name: "Rollouts",
      dependencies: [
        "Authoring", "Geometry", "Demonstrations", "Episodes", "Kitchens", "Physics",
        "Multiplication", "Tasks", "Robots", "Scenes",
      ]),

    // what is kept, and how it leaves
    .target(name: "Outbound", dependencies: ["CCurl"]),
    .target(
      name: "Datasets",
      dependencies: [
        "Geometry", "Episodes", "Demonstrations", "HDF5", "JSONText", "Parquet", "Rendering",
        "CZlib",
      ]),
    .target(
      name: "Catalog",
      dependencies: [
        "Episodes", "Demonstrations",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Farm",
      dependencies: [
        "Authoring", "Geometry", "Episodes", "Demonstrations", "Scenes", "Robots", "Tasks",
        "Multiplication", "Rollouts", "Rendering", "Visuals", "Datasets", "Catalog", "CSandbox",
        "Outbound",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "Service",
      dependencies: [
        "Geometry", "JSONText", "Episodes", "Demonstrations", "Scenes", "Kitchens", "Robots",
        "Tasks", "Visuals", "Datasets", "Catalog", "Farm", "Outbound", "CMalloc", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "demomill",
      dependencies: [
        "Geometry", "Authoring", "Episodes", "Demonstrations", "Scenes", "Kitchens", "Robots",
        "Tasks", "Rendering", "Visuals", "Rollouts", "Datasets", "Catalog", "Farm", "Service",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    // tests
    .target(
      name: "TestSupport", dependencies: ["Geometry", "Episodes", "Demonstrations"],
      path: "Tests/Support"),
    .target(
      name: "CHostileFiles", path: "Tests/HostileFiles",
      linkerSettings: [.linkedLibrary("hdf5_serial")]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
    .testTarget(name: "ParquetTests", dependencies: ["Parquet", "TestSupport"]),
    .executableTarget(
      name: "ParquetSamples", dependencies: ["Parquet"], path: "Tests/ParquetSamples"),
    .testTarget(
      name: "HDF5Tests", dependencies: ["HDF5", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "DemonstrationsTests",
      dependencies: ["Demonstrations", "HDF5", "Geometry", "TestSupport"]),
    .testTarget(
      name: "DatasetsTests",
      dependencies: [
        "Datasets", "Demonstrations", "Episodes", "HDF5", "Parquet", "JSONText", "Geometry",
        "Rendering", "CZlib", "TestSupport",
      ]),
    .executableTarget(
      name: "DatasetSamples", dependencies: ["Datasets", "Episodes", "Geometry", "TestSupport"],
      path: "Tests/DatasetSamples"),
    .testTarget(
      name: "ServiceTests",
      dependencies: [
        "demomill", "Service", "Farm", "Catalog", "JSONText", "Demonstrations", "Episodes",
        "Visuals", "HDF5", "CHostileFiles", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(name: "GeometryTests", dependencies: ["Geometry"]),
    .testTarget(name: "AuthoringTests", dependencies: ["Authoring", "TestSupport"]),
    .testTarget(name: "EpisodesTests", dependencies: ["Episodes", "Geometry", "TestSupport"]),
    .testTarget(name: "ScenesTests", dependencies: ["Scenes", "Geometry"]),
    .testTarget(
      name: "KitchensTests",
      dependencies: [
        "Kitchens", "Episodes", "Scenes", "Robots", "Authoring", "Geometry", "TestSupport",
      ]),
    .testTarget(
      name: "TasksTests",
      dependencies: ["Tasks", "Authoring", "Episodes", "Geometry", "Scenes", "TestSupport"]),
    .testTarget(
      name: "RobotsTests",
      dependencies: ["Robots", "Authoring", "Geometry", "HDF5", "TestSupport"]),
    .testTarget(
      name: "MultiplicationTests",
      dependencies: [
        "Multiplication", "Demonstrations", "Episodes", "Geometry", "Tasks", "TestSupport",
      ]),
    .testTarget(
      name: "RenderingTests",
      dependencies: [
        "Rendering", "Authoring", "Kitchens", "Scenes", "Robots", "Geometry", "CZlib",
        "TestSupport",
      ]),
    .testTarget(
      name: "VisualsTests",
      dependencies: [
        "Visuals", "Rendering", "Authoring", "Episodes", "Kitchens", "Scenes", "Robots", "Tasks",
        "Rollouts", "Geometry", "TestSupport",
      ]),
    .testTarget(name: "PhysicsTests", dependencies: ["Physics", "Geometry"]),
    .testTarget(
      name: "RolloutsTests",
      dependencies: [
        "Rollouts", "Physics", "Multiplication", "Demonstrations", "Episodes", "Geometry", "Robots",
        "Scenes", "Kitchens",
        "Authoring",
        "Tasks", "TestSupport",
      ]),
    .testTarget(
      name: "CatalogTests", dependencies: ["Catalog", "Demonstrations", "Episodes", "Geometry"],
      exclude: ["Fixtures"]),
    .testTarget(name: "OutboundTests", dependencies: ["Outbound", "TestSupport"]),
    .executableTarget(
      name: "FakeWorker", dependencies: ["Farm", "Catalog", "Episodes"], path: "Tests/FakeWorker"),
    .testTarget(
      name: "FarmTests",
      dependencies: [
        "demomill", "FakeWorker", "Farm", "Catalog", "Demonstrations", "Episodes", "Visuals",
        "Datasets", "Geometry", "HDF5", "Robots", "Rollouts", "Tasks", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// one closing loop, so that no room of Swift code forgets the house rules
let shims: Set = [
  "CHostileFiles", "CSandbox", "COpenDE", "CHDF5", "CEmbree", "CCurl", "CTurboJPEG", "CMalloc",
  "CZlib",
]
for target in package.targets where !shims.contains(target.name) {
  target.swiftSettings = settings
}
