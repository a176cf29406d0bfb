import ArgumentParser

/// `veilcam evidence`: seal and open incidents, and check evidence without asking anybody.
struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Seal, open, pack and check evidence.",
    discussion: """
      Everything works offline: what a film, a record, a sealed file or a bundle is worth can be told from it alone.
      docs/formats.md describes every format.

      Examples:
        veilcam evidence chain trip.records --append 001.mp4 002.mp4 --key camera.json --password-file secret.txt
        veilcam evidence seal 001.mp4 --records trip.records --to 03a1b2… --output incident.veil
        veilcam evidence open incident.veil --key owner.json --into opened
        veilcam evidence prove 001.mp4 --chunk 3 --output proof.json
        veilcam evidence pack --records trip.records --original 001.mp4 --output bundle.zip
        veilcam evidence verify bundle.zip
      """,
    subcommands: [
      EvidenceSeal.self, EvidenceOpen.self, EvidenceVerify.self, EvidenceProve.self, EvidenceChain.self,
      EvidenceDerive.self, EvidencePack.self,
    ])
}
