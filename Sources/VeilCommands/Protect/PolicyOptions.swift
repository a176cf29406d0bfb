import ArgumentParser
import Foundation
import VeilPrivacy

/// The settings that decide about privacy; the names are those of a policy file.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("policy"), help: ArgumentHelp("YAML or JSON file with any of these settings.", valueName: "file"))
  var file: String?

  @Option(
    help: """
      How to hide: blur, pixelate, solid, replace (by people and vehicles who do not exist), attributes (faces and plates \
      only), cartoon (whole frame) or risk (faces by a registry).
      """)
  var method: String?

  @Option(help: ArgumentHelp("What to hide, separated by commas.", valueName: "list"))
  var categories: String?

  @Option(help: ArgumentHelp("Another method for a category.", valueName: "category=method"))
  var categoryMethod: [String] = []

  @Option(help: ArgumentHelp("Lowest score of a detection, 0 to 1.", valueName: "score"))
  var confidence: String?

  @Option(help: ArgumentHelp("Lowest score for a category.", valueName: "category=score"))
  var categoryConfidence: [String] = []

  @Option(help: ArgumentHelp("Growth of boxes on each side, a share of their size.", valueName: "share"))
  var padding: String?

  @Option(help: ArgumentHelp("Growth of boxes on each side, pixels at least.", valueName: "pixels"))
  var minPadding: String?

  @Option(help: ArgumentHelp("Growth for a category.", valueName: "category=share"))
  var categoryPadding: [String] = []

  @Option(
    help: ArgumentHelp("Hide tracks so long before their first and after their last sighting.", valueName: "seconds"))
  var extend: String?

  @Option(
    help: ArgumentHelp(
      "A fixed part of the picture: hidden always (burnt-in text), or left alone (own bonnet).",
      valueName: "x,y,w,h[:hide|keep]"))
  var zone: [String] = []

  @Option(help: "How hidden zones are painted: blur, pixelate or solid.")
  var zoneMethod: String?

  @Option(
    help: ArgumentHelp("Leave this track visible; numbers are in the report and detections.", valueName: "number"))
  var keepTrack: [String] = []

  @Option(help: "What happens to positions (GPS): keep, coarsen or strip.")
  var location: String?

  @Option(help: "What happens to sound: copy or mute.")
  var audio: String?

  @Option(help: ArgumentHelp("Gaussian kernel of blur at the working size, odd; 0 only scales.", valueName: "samples"))
  var blurKernel: String?

  @Option(name: .customLong("blur-sd"), help: ArgumentHelp("Standard deviation of blur.", valueName: "samples"))
  var blurSD: String?

  @Option(help: ArgumentHelp("Working size of blur.", valueName: "samples"))
  var blurSize: String?

  @Option(
    help: ArgumentHelp(
      "Averages an axis that blur keeps, so that it cannot be undone; 0 keeps the paper's exact blur.",
      valueName: "averages"))
  var blurSamples: String?

  @Option(help: ArgumentHelp("Cells across the longer side of a pixelated region, at most 6.", valueName: "cells"))
  var pixelateCells: String?

  @Option(help: ArgumentHelp("black, grey, white or #rrggbb.", valueName: "colour"))
  var solidColor: String?

  @Option(help: ArgumentHelp("Long side at which cartoon draws; less is coarser.", valueName: "pixels"))
  var cartoonDetail: String?

  @Option(help: "How long replace keeps an invented person or vehicle: track, or frame for another one in every frame.")
  var identity: String?

  @Option(
    help: ArgumentHelp(
      "Gaussian kernel before the edges that replace keeps, odd; more gives less away, 0 leaves it out.",
      valueName: "pixels"))
  var edgeKernel: String?

  @Option(
    name: .customLong("edge-sd"), help: ArgumentHelp("Standard deviation before edges.", valueName: "pixels"))
  var edgeSD: String?

  @Option(help: "What replace keeps of the inside of a mask: edges, mask (nothing) or instances (who is where).")
  var feature: String?

  @Option(help: "What replace covers with background before it invents: mask, or box (hides more, keeps less).")
  var cover: String?

  @Option(
    help: ArgumentHelp(
      "How sure the detector must have been of a track for replace to invent somebody; others are pixelated.",
      valueName: "0-1"))
  var inventConfidence: String?

  @Option(help: ArgumentHelp("Makes what replace invents repeatable; for tests only.", valueName: "number"))
  var seed: String?

  @Option(help: "How risk hides everything but faces: blur, pixelate or solid.")
  var others: String?

  @Option(
    help: ArgumentHelp("Groups of risk and their values, 50=30,70=3,90=0 as in the paper.", valueName: "limit=value"))
  var riskSteps: String?

  @Option(help: ArgumentHelp("Whether masks of risk grow with large faces; no is the paper's.", valueName: "yes|no"))
  var scaleWithFace: String?

  init() {}

  func validate() throws { _ = try policy() }

  /// The policy of the file, overridden by the command line.
  /// - Throws: a usage error that names the setting and the choices.
  func policy() throws -> ProtectionPolicy {
    do {
      let document = try file.map { [try PolicyDocument(contentsOf: URL(filePath: $0))] } ?? []
      return try ProtectionPolicy(document + [PolicyDocument(commandLine: commandLine)])
    } catch let error as PolicyError {
      throw ValidationError(error.message)
    }
  }

  private var commandLine: [String: [String]] {
    let single: [String: String?] = [
      "method": method, "categories": categories, "confidence": confidence, "padding": padding,
      "min-padding": minPadding, "extend": extend, "zone-method": zoneMethod, "location": location, "audio": audio,
      "blur-kernel": blurKernel, "blur-sd": blurSD, "blur-size": blurSize, "blur-samples": blurSamples,
      "pixelate-cells": pixelateCells,
      "solid-color": solidColor, "cartoon-detail": cartoonDetail, "identity": identity, "edge-kernel": edgeKernel,
      "edge-sd": edgeSD, "feature": feature,
      "cover": cover, "invent-confidence": inventConfidence, "seed": seed,
      "others": others, "risk-steps": riskSteps, "scale-with-face": scaleWithFace,
    ]
    let repeated = [
      "category-method": categoryMethod, "category-confidence": categoryConfidence,
      "category-padding": categoryPadding, "zone": zone, "keep-track": keepTrack,
    ]
    return single.compactMapValues { $0.map { [$0] } }.merging(repeated) { $1 }
  }
}
