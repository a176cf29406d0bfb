import ArgumentParser
import Foundation
import VeilAccident
import VeilVision

/// `veilcam accident publish`: a new head for all cameras, signed.
struct AccidentPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Sign a head and publish it as the next version.",
    discussion: """
      The pictures of --data are held out: no camera has fed them. On them the new head is compared with the version
      before, and published only if it is not worse. --new-key makes the publisher's key; cameras pin its public half,
      which is printed.

      Examples:
        veilcam accident publish --head my.head.json --shelf models/ --key publisher.key --new-key --data held-out/
        veilcam accident publish --head my.head.json --shelf models/ --key publisher.key --data held-out/
        veilcam accident publish --contributions sent/ --train-data pictures/ --shelf models/ --key publisher.key --data held-out/
      """)

  @OptionGroup var head: AccidentHeadOptions
  @Option(help: ArgumentHelp("Folder to publish in.", valueName: "dir")) var shelf: String
  @Option(help: ArgumentHelp("The publisher's key.", valueName: "file")) var key: String
  @Flag(help: "Make a new key and write it to the file.") var newKey = false
  @Option(help: ArgumentHelp("Held-out pictures, a folder for each class.", valueName: "dir")) var data: String?
  @Option(help: ArgumentHelp("Train a new head with what cameras have sent; needs --train-data.", valueName: "dir"))
  var contributions: String?
  @Option(help: ArgumentHelp("Pictures to train on beside the contributions.", valueName: "dir")) var trainData: String?
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (contributions == nil) == (trainData == nil) else {
      throw ValidationError("--contributions and --train-data belong together")
    }
    guard contributions == nil || data != nil else {
      throw ValidationError("--contributions needs --data to compare on")
    }
  }

  func run() async throws {
    let signer = try AccidentKeyFile.open(key, makes: newKey)
    let classifier = try await head.classifier()
    let cache = FeatureCache.standard()
    let reader = FeatureReader(classifier.backbone, cache: cache, augments: false)
    let pictures = try data.map { try LabelledPictures(folder: $0).pictures } ?? []
    let heldOut = try await reader.examples(pictures)
    let trained = try await retrained(classifier, heldOut, cache) ?? classifier.head
    let outcome = try await ModelPublisher(shelf: FolderShelf(folder: shelf), key: signer).publish(
      trained, heldOut: heldOut, time: Int(Date().timeIntervalSince1970))
    if json {
      try Output.print(json: outcome)
    } else {
      print(
        "published version \(outcome.version); cameras take it with: veilcam accident pull --from \(shelf) --publisher \(signer.publicKey)"
      )
    }
  }

  private func retrained(
    _ classifier: ImageClassifier, _ heldOut: [Example], _ cache: FeatureCache?
  ) async throws -> AccidentHead? {
    guard let contributions, let trainData else { return nil }
    let reader = FeatureReader(classifier.backbone, cache: cache, augments: true)
    let examples = try await reader.examples(LabelledPictures(folder: trainData).pictures)
    return try Retraining().train(
      examples, FolderContributions(folder: contributions).all(), heldOut: heldOut,
      for: classifier.backbone.identity, threshold: classifier.head.threshold)
  }
}
