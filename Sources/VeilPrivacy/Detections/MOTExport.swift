internal import VeilMedia
internal import VeilVision

/// MOTChallenge ground truth as of MOT16 (Milan et al., arXiv 1603.00831, table 6): frame, id, left, top, width, height,
/// considered (1), class, visibility (1), all counted from 1, coordinates included.
struct MOTExport {
  /// The classes of MOT16 in their order; categories it does not have follow after them.
  private static let classes = [
    "pedestrian", "person_on_vehicle", "car", "bicycle", "motorbike", "non_motorized_vehicle", "static_person",
    "distractor", "occluder", "occluder_on_the_ground", "occluder_full", "reflection",
  ]
  private static let names: [Category: String] = [.person: "pedestrian", .motorcycle: "motorbike"]

  private let file: DetectionsFile
  private let labels: [String]

  init(_ file: DetectionsFile) {
    self.file = file
    labels = Self.classes + file.categories.map(Self.name).filter { !Self.classes.contains($0) }
  }

  /// A folder `stream<index>` for each video stream.
  func write(into folder: String) throws {
    for stream in file.header.streams {
      let sequence = "\(folder)/stream\(stream.index)"
      try PartialFolder.create(sequence)
      try PartialFolder.create("\(sequence)/gt")
      let frames = try boxes(of: stream, to: "\(sequence)/gt/gt.txt")
      try text(labels.joined(separator: "\n") + "\n", to: "\(sequence)/gt/labels.txt")
      try text(information(of: stream, frames: frames), to: "\(sequence)/seqinfo.ini")
    }
  }

  /// - Returns: the number of frames and the seconds between the first and the last.
  private func boxes(of stream: DetectionsHeader.Stream, to path: String) throws -> (count: Int, seconds: Double) {
    let output = try OutputFile(path, overwrites: true)
    let reader = try file.frames(stream: stream.index)
    var line = JSONLine()
    var drawn = 0
    var first: Double?
    var last = 0.0
    var count = 0
    let highest = try highestTrack()
    while let frame = try reader.next() {
      last = stream.seconds(atPTS: frame.pts)
      first = first ?? last
      count += 1
      line.clear()
      for box in frame.boxes {
        if box.trackID == 0 { drawn += 1 }
        let number = (labels.firstIndex(of: Self.name(box.category)) ?? 0) + 1
        line.row(box, frame: frame.frame, track: box.trackID > 0 ? box.trackID : highest + drawn, label: number)
      }
      try output.write(line.bytes)
    }
    try output.commit(isDurable: false)
    return (count, last - (first ?? last))
  }

  /// A box drawn without a track becomes a track of its own, numbered after all others.
  private func highestTrack() throws -> Int {
    let reader = try file.frames()
    var highest = 0
    while let frame = try reader.next() { highest = max(highest, frame.boxes.map(\.trackID).max() ?? 0) }
    return highest
  }

  private func information(of stream: DetectionsHeader.Stream, frames: (count: Int, seconds: Double)) -> String {
    let rate = frames.seconds > 0 ? Double(frames.count - 1) / frames.seconds : 0
    return """
      [Sequence]
      name=stream\(stream.index)
      imDir=img1
      frameRate=\(Int(rate.rounded()))
      seqLength=\(frames.count)
      imWidth=\(stream.width)
      imHeight=\(stream.height)
      imExt=.jpg

      """
  }

  private func text(_ text: String, to path: String) throws {
    let output = try OutputFile(path, overwrites: true)
    try output.write(text)
    try output.commit(isDurable: false)
  }

  private static func name(_ category: Category) -> String { names[category] ?? category.rawValue }
}

extension JSONLine {
  fileprivate mutating func row(_ box: TrackedBox, frame: Int, track: Int, label: Int) {
    integer(frame + 1)
    raw(",")
    integer(track)
    for value in [box.box.x + 1, box.box.y + 1, box.box.width, box.box.height] {
      raw(",")
      decimal(value, decimals: 2)
    }
    raw(",1,")
    integer(label)
    raw(",1\n")
  }
}
